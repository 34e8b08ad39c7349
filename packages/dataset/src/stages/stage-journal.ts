import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { type FileHandle, mkdir, open, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { AnimeganError } from '@animegan/core'
import type { StageResult } from './stage.js'

/** A line of a journal: what came of one item. */
interface JournalLine extends StageResult {
  key: string
}

/** Lines between two flushes to the disk: what a power failure can cost. A process that is killed loses none. */
const flushEvery = 64

/**
 * What a stage has done, so that it is done once. A journal is a folder for the stage and its settings; every process that
 * works on the stage appends to a file of its own there, so any number of them may run at a time, and a line that a killed process left
 * half written only means that its item is worked on again.
 */
export class StageJournal {
  readonly #dir: string
  #file: FileHandle | undefined
  #unflushed = 0
  /** Lines are written one after the other, however many items are done at a time. */
  #last: Promise<void> = Promise.resolve()

  private constructor(
    dir: string,
    /** By key. */
    readonly results: Map<string, StageResult>,
  ) {
    this.#dir = dir
  }

  /**
   * @param root folder of the journals of all stages
   * @param folder where the images are that results name; a result of which one is gone does not count
   */
  static async open(root: string, name: string, settings: unknown, folder: string): Promise<StageJournal> {
    const dir = join(root, `${name}-${hashJson(settings)}`)
    const results = new Map<string, StageResult>()
    const files = (await readdir(dir).catch(() => [])).filter((file) => file.endsWith('.jsonl')).sort()
    for (const file of files) {
      const lines = createInterface({ input: createReadStream(join(dir, file)), crlfDelay: Infinity })
      for await (const line of lines) {
        const { key, ...result } = parseLine(line) ?? {}
        if (key !== undefined && isWhole(result)) results.set(key, result)
      }
    }
    for (const [key, { records }] of results) {
      if (!records.every(({ file_name }) => existsSync(join(folder, file_name)))) results.delete(key)
    }
    return new StageJournal(dir, results)
  }

  /** Remembers a result. Throws `NOT_WRITABLE`. */
  add(key: string, result: StageResult): Promise<void> {
    this.results.set(key, result)
    const line: JournalLine = { key, ...result }
    this.#last = this.#last.then(() => this.#append(`${JSON.stringify(line)}\n`))
    return this.#last
  }

  async #append(line: string): Promise<void> {
    try {
      this.#file ??= await this.#create()
      await this.#file.appendFile(line)
      if (++this.#unflushed >= flushEvery) await this.#flush()
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause)
      throw new AnimeganError('NOT_WRITABLE', `cannot write the journal in ${this.#dir}: ${reason}`, {
        cause,
      })
    }
  }

  async #create(): Promise<FileHandle> {
    await mkdir(this.#dir, { recursive: true })
    return open(join(this.#dir, `${Date.now()}-${randomUUID()}.jsonl`), 'ax')
  }

  async #flush(): Promise<void> {
    this.#unflushed = 0
    await this.#file?.datasync()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#flush()
    await this.#file?.close()
  }
}

/** The first 16 digits of a hash of JSON; keys in the order in which they were set. */
export function hashJson(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16)
}

function parseLine(line: string): Partial<JournalLine> | undefined {
  try {
    return JSON.parse(line) as JournalLine
  } catch {
    return undefined
  }
}

const isWhole = (result: Partial<StageResult>): result is StageResult =>
  Array.isArray(result.records) && Array.isArray(result.rejects)
