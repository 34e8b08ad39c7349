import type * as z from 'zod/mini'
import { parseJsonLine, parseJsonLines } from './json-lines.js'

/** What a journal's bytes say, and how many of them end with a whole line. */
export interface ParsedJournal<Line> {
  lines: Line[]
  /** Bytes after which a line that a crash cut off begins; all, when there is none. */
  whole: number
  /** Whether the last whole line lacks its line feed. */
  unended: boolean
}

/**
 * Parses the bytes of a journal. A last line that was cut off is passed over: nobody was told that it was kept.
 *
 * @param source names the file in messages
 * Throws `INVALID_DATA` with the number of any other line that is wrong.
 */
export function parseJournal<Schema extends z.ZodMiniType>(
  bytes: Uint8Array,
  schema: Schema,
  source: string,
): ParsedJournal<z.output<Schema>> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = buffer.lastIndexOf('\n') + 1
  const lines = parseJsonLines(buffer.toString('utf8', 0, end), schema, source)
  if (end === buffer.length) return { lines, whole: end, unended: false }
  try {
    const last = parseJsonLine(buffer.toString('utf8', end), schema, source)
    return { lines: [...lines, last], whole: buffer.length, unended: true }
  } catch {
    return { lines, whole: end, unended: false }
  }
}
