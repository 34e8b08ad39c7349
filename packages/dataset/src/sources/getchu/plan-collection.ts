import { systemClock } from '../polite/clock.js'
import type { CollectGetchuOptions } from './collect-getchu.js'
import { CollectedSoFar } from './collection-journal.js'
import { resolveCollection } from './collection-settings.js'
import { writeGameQuery } from './game-list.js'
import { gamePageUrl, pageName } from './game-page.js'

/** What a collection would ask for, as far as that is known before asking. */
export interface CollectionPlan {
  userAgent: string
  /** Seconds between requests, at least. */
  interval: number
  /** ErogameScape's SQL form. */
  form: string
  /** Address below which Getchu's pages are. */
  site: string
  /** Queries to post to it, each with the first games of a year that are not listed yet. */
  queries: { year: number; sql: string }[]
  /** Pages of listed games. */
  pages: string[]
  /** Pictures on pages that were read. */
  pictures: string[]
}

/** Tells what {@link collectGetchu} would ask for with the same options, and neither asks nor writes anything. Throws `INVALID_OPTION`. */
export async function planCollection(options: CollectGetchuOptions): Promise<CollectionPlan> {
  const { out, clock = systemClock } = options
  const { fromYear, toYear, limit, form, site, interval, userAgent } = resolveCollection(options, clock.now())
  const collected = await CollectedSoFar.read(out)
  const games = collected.listKnownGames(fromYear, toYear).slice(0, limit)
  const years = Array.from({ length: toYear - fromYear + 1 }, (_, index) => fromYear + index)
  const open = games.length < limit ? years.filter((year) => !collected.years.get(year)?.finished) : []
  const pictures = games.flatMap(({ comike }) => {
    const outcome = collected.outcomes.get(pageName(comike))
    return outcome && 'pictures' in outcome ? outcome.pictures : []
  })
  return {
    userAgent,
    interval: interval / 1000,
    form: form.href,
    site: site.href,
    queries: open.map((year) => {
      return { year, sql: writeGameQuery(year, collected.years.get(year)?.games.at(-1)) }
    }),
    pages: games
      .filter(({ comike }) => collected.isOpen(pageName(comike)))
      .map(({ comike }) => gamePageUrl(site, comike).href),
    pictures: pictures.filter((path) => collected.isOpen(path)).map((path) => new URL(path, site).href),
  }
}
