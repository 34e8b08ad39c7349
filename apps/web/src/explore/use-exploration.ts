import { useEffect, useMemo, useState } from 'react'
import { navigate, useRoute } from '../app/hash-route'
import { drawSeed } from '../character/random-seed'
import type { Exploration } from './exploration'
import { formatExploration, parseExploration } from './exploration-query'

const path = 'explore'
let lastQuery = ''

/** The exploration in the address, and the way to change it: every change is a step that the browser's Back undoes. */
export function useExploration(): { exploration: Exploration; change: (next: Exploration) => void } {
  const route = useRoute()
  const [seed] = useState(drawSeed)
  // The navigation's link says nothing: it leads back to what was there.
  const query = route.query || lastQuery
  const exploration = useMemo(() => parseExploration(query, seed), [query, seed])
  const complete = formatExploration(exploration)

  useEffect(() => {
    if (route.path !== path) return
    lastQuery = complete
    navigate(path, complete, { replace: true })
  }, [route.path, complete])

  return { exploration, change: (next) => navigate(path, formatExploration(next)) }
}
