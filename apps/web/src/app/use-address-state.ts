import { useEffect, useMemo, useState } from 'react'
import { drawSeed } from '../character/random-seed'
import { navigate, useRoute } from './hash-route'

/** What the pages showed last, by path. */
const lastQueries = new Map<string, string>()

/**
 * The state of a page, whose home is the address, and the way to change it: every change is a step that the browser's Back undoes. `parse`
 * reads a query, with a seed for what it leaves open; `format` writes one that leaves nothing open. Both are the same at every call.
 */
export function useAddressState<State>(
  path: string,
  parse: (query: string, seed: number) => State,
  format: (state: State) => string,
): [state: State, change: (next: State) => void] {
  const route = useRoute()
  const [seed] = useState(drawSeed)
  // The navigation's link says nothing: it leads back to what was there.
  const query = route.query || (lastQueries.get(path) ?? '')
  const state = useMemo(() => parse(query, seed), [parse, query, seed])
  const complete = format(state)

  useEffect(() => {
    if (route.path !== path) return
    lastQueries.set(path, complete)
    navigate(path, complete, { replace: true })
  }, [route.path, path, complete])

  return [state, (next) => navigate(path, format(next))]
}
