import { useEffect, useMemo, useState } from 'react'
import { navigate, useRoute } from '../app/hash-route'
import { drawSeed } from '../character/random-seed'
import { gallery } from '../gallery/gallery-store'
import { mostStops, type Transition } from './transition'
import { completeStops, formatTransition, parseArrival, parseTransition } from './transition-query'

const path = 'transition'
let lastQuery = ''

/**
 * The transition in the address, and the way to change it; undefined until it is known where to begin. A link without stops begins with what
 * was made last; a character that another page brings becomes one more stop of what was here before.
 */
export function useTransition(): {
  transition: Transition | undefined
  change: (next: Transition) => void
} {
  const route = useRoute()
  const [seeds] = useState(() => [drawSeed(), drawSeed()])
  const arrival = useMemo(() => parseArrival(route.query), [route.query])
  const query = (arrival ? '' : route.query) || lastQuery
  const isEmpty = !query.includes('stop=') && !arrival
  const lastMade = useLastMade(isEmpty && route.path === path)
  const transition = useMemo(() => {
    if (isEmpty && !lastMade) return undefined
    const known = parseTransition(query)
    const stops = [...known.stops, ...(arrival ? [arrival] : []), ...(isEmpty ? (lastMade ?? []) : [])]
    return completeStops({ ...known, stops: stops.slice(-mostStops) }, seeds)
  }, [query, arrival, isEmpty, lastMade, seeds])
  const complete = transition && formatTransition(transition)

  useEffect(() => {
    if (route.path !== path || complete === undefined) return
    lastQuery = complete
    navigate(path, complete, { replace: true })
  }, [route.path, complete])

  return { transition, change: (next) => navigate(path, formatTransition(next)) }
}

/** The two characters that were made last, in their order, of one model. */
function useLastMade(isWanted: boolean): Transition['stops'] | undefined {
  const [made, setMade] = useState<Transition['stops']>()
  useEffect(() => {
    if (!isWanted) return
    gallery.list().then(
      (entries) => {
        const own = entries.filter(({ settings }) => settings.model === entries[0]?.settings.model)
        setMade(
          own
            .slice(0, 2)
            .map(({ settings }) => settings)
            .reverse(),
        )
      },
      () => setMade([]),
    )
  }, [isWanted])
  return made
}
