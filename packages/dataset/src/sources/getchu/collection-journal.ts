import { existsSync } from 'node:fs'
import { type FileHandle, mkdir, open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AnimeganError } from '@animegan/core'
import { createWriteError } from '@animegan/node-files'
import * as z from 'zod/mini'
import type { ImageRecord } from '../../imagefolder/metadata.js'
import type { Reject } from '../../stages/rejects.js'
import type { ListedGame } from './game-list.js'

/** What came of asking for a page or a picture. */
export type Outcome =
  /** A page, and the paths of the character pictures on it. */
  | { pictures: string[] }
  /** A picture that is in the data set. */
  | { record: ImageRecord }
  /** Nothing; `again` when it may be tried again another time. */
  | { reject: Reject; again?: boolean | undefined }

/** What ErogameScape has listed of a year. */
export interface ListedYear {
  games: ListedGame[]
  /** Whether there was nothing behind the last. */
  finished: boolean
}

const listedGame = z.object({ id: z.int(), title: z.string(), sellday: z.string(), comike: z.int() })
const line = z.union([
  z.object({ year: z.int(), games: z.array(listedGame) }),
  z.object({ name: z.string(), pictures: z.array(z.string()) }),
  z.object({ name: z.string(), record: z.looseObject({ file_name: z.string() }) }),
  z.object({
    name: z.string(),
    reject: z.looseObject({ reason: z.string() }),
    again: z.optional(z.boolean()),
  }),
])

/** Name of the journal in a collection's folder. */
export const journalName = 'collected.jsonl'

/** All that a collection has been told so far. */
export class CollectedSoFar {
  /** By year. */
  readonly years = new Map<number, ListedYear>()
  /** By the path below Getchu: pages and pictures. */
  readonly outcomes = new Map<string, Outcome>()

  /** Reads a folder's journal; without one nothing has been told. Pictures that are gone from the folder do not count. */
  static async read(folder: string): Promise<CollectedSoFar> {
    const soFar = new CollectedSoFar()
    soFar.remember(await readJournal(folder), folder)
    return soFar
  }

  protected remember(text: string, folder: string): void {
    for (const entry of text.split('\n').map(parseLine)) {
      if (!entry) continue
      if ('year' in entry) {
        this.listGames(entry.year, entry.games)
      } else {
        const { name, ...outcome } = entry
        this.outcomes.set(name, outcome as Outcome)
      }
    }
    for (const [name, outcome] of this.outcomes) {
      if ('record' in outcome && !existsSync(join(folder, outcome.record.file_name)))
        this.outcomes.delete(name)
    }
  }

  protected listGames(year: number, games: ListedGame[]): void {
    const known = this.years.get(year)?.games ?? []
    this.years.set(year, { games: [...known, ...games], finished: games.length === 0 })
  }

  /** Whether a page or picture is still to be asked for. */
  isOpen(name: string): boolean {
    const outcome = this.outcomes.get(name)
    return outcome === undefined || ('reject' in outcome && outcome.again === true)
  }

  /** The games of some years by day of sale; of several with one page at Getchu the first. */
  listKnownGames(fromYear = Number.NEGATIVE_INFINITY, toYear = Number.POSITIVE_INFINITY): ListedGame[] {
    const years = [...this.years].filter(([year]) => year >= fromYear && year <= toYear)
    const games = new Map<number, ListedGame>()
    for (const [, listed] of years.sort(([a], [b]) => a - b)) {
      for (const game of listed.games) if (!games.has(game.comike)) games.set(game.comike, game)
    }
    return [...games.values()]
  }
}

/**
 * Writes down all that a collection is told, line by line in `collected.jsonl`, so that it asks for nothing twice. A line is on the disk
 * before the next request; one that a killed process left half written only means that its request is made again.
 */
export class CollectionJournal extends CollectedSoFar {
  readonly #path: string
  readonly #file: FileHandle

  private constructor(path: string, file: FileHandle) {
    super()
    this.#path = path
    this.#file = file
  }

  /** Opens the journal of a folder and makes both when they are not there. Throws `NOT_WRITABLE`. */
  static async open(folder: string): Promise<CollectionJournal> {
    const path = join(folder, journalName)
    return writing(path, async () => {
      await mkdir(folder, { recursive: true })
      const text = await readJournal(folder)
      const journal = new CollectionJournal(path, await open(path, 'a'))
      journal.remember(text, folder)
      if (text !== '' && !text.endsWith('\n')) await journal.#append('\n')
      return journal
    })
  }

  /** Adds games that follow those of the year so far; none finish the year. Throws `NOT_WRITABLE`. */
  async addGames(year: number, games: ListedGame[]): Promise<void> {
    await this.#append(`${JSON.stringify({ year, games })}\n`)
    this.listGames(year, games)
  }

  /** @param name the path below Getchu. Throws `NOT_WRITABLE`. */
  async addOutcome(name: string, outcome: Outcome): Promise<void> {
    await this.#append(`${JSON.stringify({ name, ...outcome })}\n`)
    this.outcomes.set(name, outcome)
  }

  #append(text: string): Promise<void> {
    return writing(this.#path, async () => {
      await this.#file.appendFile(text)
      await this.#file.datasync()
    })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#file.close()
  }
}

/** The text of a folder's journal, empty without one. */
async function readJournal(folder: string): Promise<string> {
  return readFile(join(folder, journalName), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return ''
    throw error
  })
}

function parseLine(row: string): z.infer<typeof line> | undefined {
  try {
    return z.safeParse(line, JSON.parse(row)).data
  } catch {
    return undefined
  }
}

async function writing<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    if (AnimeganError.isInstance(cause)) throw cause
    throw createWriteError(path, cause)
  }
}
