import { type FileHandle, open, readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { AnimeganError } from '@animegan/core'
import { type Decision, type Decisions, foldDecision, parseDecisions } from './decisions.js'

/**
 * A decisions.jsonl that is open for writing. What `append` has answered is on the disk: a process that is killed, or a
 * machine that stops, does not lose it. Only one process may have it open.
 */
export class DecisionJournal {
  readonly #path: string
  readonly #file: FileHandle
  readonly #decisions: Map<string, Decision>
  /** Bytes of whole lines. */
  #size: number
  /** Lines are written one after the other, however many callers there are. */
  #last: Promise<unknown> = Promise.resolve()

  private constructor(path: string, file: FileHandle, decisions: Map<string, Decision>, size: number) {
    this.#path = path
    this.#file = file
    this.#decisions = decisions
    this.#size = size
  }

  /**
   * Opens a journal, makes it if it is absent, and mends its end: a line that was cut off goes.
   *
   * Throws `INVALID_DATA` when another line is wrong, `NOT_WRITABLE`.
   */
  static async open(path: string): Promise<DecisionJournal> {
    const bytes = await readFile(path).catch((cause: NodeJS.ErrnoException) => {
      if (cause.code === 'ENOENT') return new Uint8Array()
      throw refusal(path, cause)
    })
    const { decisions, whole, unended } = parseDecisions(bytes, path)
    try {
      const file = await open(path, 'a')
      try {
        if (whole < bytes.length) await file.truncate(whole)
        if (unended) await file.appendFile('\n')
        await file.sync()
        await syncFolder(dirname(path))
      } catch (error) {
        await file.close()
        throw error
      }
      return new DecisionJournal(path, file, decisions, whole + (unended ? 1 : 0))
    } catch (cause) {
      throw refusal(path, cause)
    }
  }

  /** What holds now, by id. */
  get decisions(): Decisions {
    return this.#decisions
  }

  /** Writes decisions in this order and answers when they are on the disk: all, or, on an error, none. Throws `NOT_WRITABLE`. */
  append(decisions: readonly Decision[]): Promise<void> {
    const written = this.#last.then(() => this.#write(decisions))
    this.#last = written.catch(() => undefined)
    return written
  }

  async #write(decisions: readonly Decision[]): Promise<void> {
    const bytes = Buffer.from(decisions.map((decision) => `${JSON.stringify(decision)}\n`).join(''))
    try {
      // What an earlier write that failed has left would else become one line with this.
      await this.#file.truncate(this.#size)
      await this.#file.appendFile(bytes)
      await this.#file.datasync()
    } catch (cause) {
      throw refusal(this.#path, cause)
    }
    this.#size += bytes.length
    for (const decision of decisions) foldDecision(this.#decisions, decision)
  }

  /** Waits for what is being written, and closes the file. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#last
    await this.#file.close()
  }
}

function refusal(path: string, cause: unknown): AnimeganError {
  const reason = cause instanceof Error ? cause.message : String(cause)
  return new AnimeganError('NOT_WRITABLE', `cannot write ${path}: ${reason}`, { cause })
}

/** Makes the name of a new file as durable as its contents, where the system can. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined)
  await handle?.sync().catch(() => undefined)
  await handle?.close()
}
