import { AnimeganError, throwIfAborted } from '@animegan/core'
import { decodePage } from '../decode-page.js'
import type { PoliteClient } from '../polite/polite-client.js'
import type { CollectionJournal } from './collection-journal.js'
import { type ListedGame, parseGameList, writeGameQuery } from './game-list.js'
import { keepPage } from './kept-pages.js'

const maxListBytes = 16 * 2 ** 20

export interface ListGamesOptions {
  client: PoliteClient
  journal: CollectionJournal
  /** Address of ErogameScape's SQL form. */
  form: URL
  folder: string
  fromYear: number
  toYear: number
  /** Games to stop at. */
  limit: number
  /** Games listed so far. */
  onProgress?: ((games: number) => void) | undefined
  signal?: AbortSignal | undefined
}

/**
 * Lists games in the order of their day of sale, and asks ErogameScape for what the journal does not know. A game that is listed
 * twice with one page at Getchu counts once.
 *
 * Throws `DOWNLOAD_FAILED` when the site cannot be asked, `SITE_CHANGED` when its page is not understood (and kept), `ABORTED`.
 */
export async function listGames(options: ListGamesOptions): Promise<ListedGame[]> {
  const { journal, fromYear, toYear, limit, onProgress, signal } = options
  const games = new Map<number, ListedGame>()
  const add = (listed: readonly ListedGame[]): void => {
    for (const game of listed) if (!games.has(game.comike)) games.set(game.comike, game)
    onProgress?.(Math.min(games.size, limit))
  }
  for (let year = fromYear; year <= toYear && games.size < limit; year++) {
    add(journal.years.get(year)?.games ?? [])
    while (!journal.years.get(year)?.finished && games.size < limit) {
      throwIfAborted(signal, 'collecting')
      const next = await askForGames(options, year, journal.years.get(year)?.games.at(-1))
      await journal.addGames(year, next)
      add(next)
    }
  }
  return [...games.values()].slice(0, limit)
}

async function askForGames(
  { client, form, folder }: ListGamesOptions,
  year: number,
  after: ListedGame | undefined,
): Promise<ListedGame[]> {
  const fields = { sql: writeGameQuery(year, after) }
  const answer = await client.ask({ url: form, form: fields, maxBytes: maxListBytes })
  if (!answer.ok) {
    const remedy = 'What came before is kept: start the same command again later'
    throw new AnimeganError(
      'DOWNLOAD_FAILED',
      `cannot list the games of ${year}: ${answer.detail}. ${remedy}`,
    )
  }
  const games = parseGameList(decodePage(answer.bytes, answer.contentType), year, after)
  if (!('problem' in games)) return games
  const kept = await keepPage(folder, `erogamescape-${year}`, answer.bytes)
  throw new AnimeganError(
    'SITE_CHANGED',
    `${answer.url.href}: cannot read the games of ${year} from its answer, ${games.detail}. The page is kept as ${kept}`,
  )
}
