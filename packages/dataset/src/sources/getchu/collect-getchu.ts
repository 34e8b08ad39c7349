import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { InvalidInputError, throwIfAborted } from '@animegan/core'
import { type Clock, systemClock } from '../polite/clock.js'
import { type CreatePoliteClientOptions, createPoliteClient } from '../polite/polite-client.js'
import { collectGame } from './collect-game.js'
import { CollectionJournal, journalName } from './collection-journal.js'
import { type CollectionSettings, resolveCollection } from './collection-settings.js'
import { FailureStreak } from './failure-streak.js'
import { listGames } from './list-games.js'
import { type CollectionSummary, writeCollection } from './write-collection.js'

/** How far a collection is: games listed, then games whose page and pictures have been asked for. */
export interface CollectProgress {
  phase: 'listing' | 'collecting'
  done: number
  /** Unknown while listing. */
  total?: number | undefined
}

export interface CollectGetchuOptions extends CollectionSettings {
  /** Folder of the data set; created if absent. One begun earlier is continued. */
  out: string
  /** Seconds without a byte after which a request is made again. Default 30. */
  stallTimeout?: number | undefined
  /** Default: the system's. */
  clock?: Clock | undefined
  onProgress?: ((progress: CollectProgress) => void) | undefined
  /** A request failed and will be made again after some milliseconds. */
  onRetry?: CreatePoliteClientOptions['onRetry']
  signal?: AbortSignal | undefined
}

/**
 * Collects character pictures as the paper did (the paper's Appendix A): the games that ErogameScape lists with a page at Getchu, that
 * page, and the character pictures on it. Writes an image folder of PNG files without metadata; metadata.jsonl with file_name,
 * tags (none), year, source, origin (name, url, work, title), sha256, width and height; and rejects.jsonl.
 *
 * One request at a time; see `createPoliteClient`. It can be stopped at any moment and started again: what it has it does not ask for
 * again. Pages that are not understood are kept in `pages-kept` and read from there the next time.
 *
 * Throws `INVALID_OPTION`, `NOT_WRITABLE`, `ABORTED`; `DOWNLOAD_FAILED` when a site asks for a pause or does not answer, and
 * `SITE_CHANGED` when ErogameScape's answer cannot be read. metadata.jsonl and rejects.jsonl are written in these cases too.
 *
 * @example
 * await collectGetchu({ out: 'runs/getchu', toYear: 2006, contact: 'me@example.org' })
 */
export async function collectGetchu(options: CollectGetchuOptions): Promise<CollectionSummary> {
  const { out: folder, stallTimeout = 30, clock = systemClock, onProgress, onRetry, signal } = options
  const { fromYear, toYear, limit, form, site, ...manners } = resolveCollection(options, clock.now())
  throwIfAborted(signal, 'collecting')
  refuseOtherFolder(folder)
  await using journal = await CollectionJournal.open(folder)
  const client = createPoliteClient({
    ...manners,
    stallTimeout: stallTimeout * 1000,
    clock,
    onRetry,
    signal,
  })
  const streak = new FailureStreak()
  try {
    const years = { fromYear, toYear, limit }
    const games = await listGames({
      ...years,
      client,
      journal,
      form,
      folder,
      signal,
      onProgress: (done) => onProgress?.({ phase: 'listing', done }),
    })
    for (const [done, game] of games.entries()) {
      throwIfAborted(signal, 'collecting')
      onProgress?.({ phase: 'collecting', done, total: games.length })
      await collectGame({ client, journal, streak, folder, site }, game)
    }
    onProgress?.({ phase: 'collecting', done: games.length, total: games.length })
  } catch (error) {
    await writeCollection(folder, journal).catch(() => undefined)
    throw error
  }
  return writeCollection(folder, journal)
}

/** Throws `INVALID_OPTION` for a data set that was not begun here: its metadata.jsonl would be lost. */
function refuseOtherFolder(folder: string): void {
  if (!existsSync(join(folder, 'metadata.jsonl')) || existsSync(join(folder, journalName))) return
  throw new InvalidInputError(
    'INVALID_OPTION',
    `${folder} holds another data set (a metadata.jsonl and no ${journalName}); choose another folder`,
  )
}
