import { type FileHandle, open, readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { InvalidInputError } from '@animegan/core'
import type * as z from 'zod/mini'
import { formatJsonLines } from './json-lines.js'
import { parseJournal } from './parse-journal.js'
import { createWriteError, systemErrorCode } from './write-error.js'

export interface OpenJournalOptions<Schema extends z.ZodMiniType> {
  /** What a line is. */
  schema: Schema
  /** Told every line once: those that the file holds, then those that are appended, each when it is on the disk. */
  onLine: (line: z.output<Schema>) => void
}

/** A file of JSON lines that is open for writing. */
export interface Journal<Line extends object> {
  /**
   * Writes lines in this order and answers when they are on the disk, all of them: a process that is killed, or a machine
   * that stops, does not lose them. On an error none are kept. Throws `NOT_WRITABLE`.
   */
  append(lines: readonly Line[]): Promise<void>
  /** Waits for what is being written, and closes the file. */
  [Symbol.asyncDispose](): Promise<void>
}

/**
 * Opens a journal, makes it if it is absent, and mends its end: a line that was cut off goes. Only one process may have it
 * open: `takeLock` sees to that.
 *
 * @param path of a .jsonl, in a folder that is there
 * Throws `INVALID_DATA` when another line is wrong, `NOT_WRITABLE`.
 *
 * @example
 * const verdicts = new Map()
 * const onLine = ({ id, verdict }) => verdicts.set(id, verdict)
 * await using journal = await openJournal('verdicts.jsonl', { schema, onLine })
 * await journal.append([{ id: 'a', verdict: 'accept' }])
 */
export async function openJournal<Schema extends z.ZodMiniType<object>>(
  path: string,
  { schema, onLine }: OpenJournalOptions<Schema>,
): Promise<Journal<z.output<Schema>>> {
  const bytes = await readFile(path).catch((cause: unknown) => {
    if (systemErrorCode(cause) === 'ENOENT') return new Uint8Array()
    throw createWriteError(path, cause)
  })
  const { lines, whole, unended } = parseJournal(bytes, schema, path)
  const file = await openMended(path, { cutOff: whole < bytes.length, whole, unended })
  for (const line of lines) onLine(line)

  /** Bytes of whole lines. */
  let size = whole + (unended ? 1 : 0)
  const write = async (lines: readonly z.output<Schema>[]): Promise<void> => {
    const bytes = Buffer.from(formatJsonLines(lines))
    try {
      // What an earlier write that failed has left would else become one line with this.
      await file.truncate(size)
      await file.appendFile(bytes)
      await file.datasync()
    } catch (cause) {
      throw createWriteError(path, cause)
    }
    size += bytes.length
    for (const line of lines) onLine(line)
  }
  /** Lines are written one after the other, however many callers there are. */
  let last: Promise<unknown> = Promise.resolve()
  return {
    append(lines) {
      const written = last.then(() => write(lines))
      last = written.catch(() => undefined)
      return written
    },
    async [Symbol.asyncDispose]() {
      await last
      await file.close()
    },
  }
}

/**
 * Reads the lines of a journal, whoever has it open. None when there is no such file, for nobody has written yet.
 *
 * Throws `INVALID_DATA` when the file cannot be read or has a wrong line.
 */
export async function readJournal<Schema extends z.ZodMiniType>(
  path: string,
  schema: Schema,
): Promise<z.output<Schema>[]> {
  let bytes: Uint8Array
  try {
    bytes = await readFile(path)
  } catch (cause) {
    if (systemErrorCode(cause) === 'ENOENT') return []
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new InvalidInputError('INVALID_DATA', `cannot read ${path}: ${reason}`, { cause })
  }
  return parseJournal(bytes, schema, path).lines
}

async function openMended(
  path: string,
  { cutOff, whole, unended }: { cutOff: boolean; whole: number; unended: boolean },
): Promise<FileHandle> {
  try {
    const file = await open(path, 'a')
    try {
      if (cutOff) await file.truncate(whole)
      if (unended) await file.appendFile('\n')
      await file.sync()
      await syncFolder(dirname(path))
      return file
    } catch (error) {
      await file.close()
      throw error
    }
  } catch (cause) {
    throw createWriteError(path, cause)
  }
}

/** Makes the name of a new file as durable as its contents, where the system can. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined)
  await handle?.sync().catch(() => undefined)
  await handle?.close()
}
