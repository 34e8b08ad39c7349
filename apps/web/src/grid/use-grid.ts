import { useEffect, useMemo, useState } from 'react'
import { navigate, useRoute } from '../app/hash-route'
import { drawSeed } from '../character/random-seed'
import { formatGrid, type GridSettings, parseGrid } from './grid-query'

const path = 'grid'
let lastQuery = ''

/** The grid in the address, and the way to change it: every change is a step that the browser's Back undoes. */
export function useGrid(): { grid: GridSettings; change: (next: GridSettings) => void } {
  const route = useRoute()
  const [seed] = useState(drawSeed)
  // The navigation's link says nothing: it leads back to what was there.
  const query = route.query || lastQuery
  const grid = useMemo(() => parseGrid(query, seed), [query, seed])
  const complete = formatGrid(grid)

  useEffect(() => {
    if (route.path !== path) return
    lastQuery = complete
    navigate(path, complete, { replace: true })
  }, [route.path, complete])

  return { grid, change: (next) => navigate(path, formatGrid(next)) }
}
