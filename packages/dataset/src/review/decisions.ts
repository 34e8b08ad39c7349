import { readFile } from 'node:fs/promises'
import { InvalidInputError } from '@animegan/core'
import * as z from 'zod/mini'
import { parseJsonLine } from '../json-lines.js'

/** Name of the journal in the folder of a data set. */
export const decisionsFile = 'decisions.jsonl'

const decisionShape = z.looseObject({
  /** SHA-256 of the picture, as its record has it. */
  id: z.string().check(z.minLength(1)),
  /** Null takes an earlier verdict back. */
  verdict: z.optional(z.nullable(z.enum(['accept', 'reject']))),
  /** Ids of all tags that are on; null takes an earlier list back. */
  tags: z.optional(z.nullable(z.array(z.string()))),
  /** When, as ISO 8601. */
  at: z.string(),
})

/** One line of decisions.jsonl: what a reviewer said of a picture. A field that is absent says nothing. */
export type Decision = z.infer<typeof decisionShape>

/** What holds for each picture, by its id: of each field, the last line that has it. */
export type Decisions = ReadonlyMap<string, Decision>

/** What a journal's bytes say, and how many of them end with a whole line. */
export interface ParsedDecisions {
  decisions: Map<string, Decision>
  /** Bytes after which a line that a crash cut off begins; all, when there is none. */
  whole: number
  /** Whether the last whole line lacks its line feed. */
  unended: boolean
}

/** Adds a line to what holds. */
export function foldDecision(decisions: Map<string, Decision>, decision: Decision): void {
  decisions.set(decision.id, { ...decisions.get(decision.id), ...decision })
}

/**
 * Parses the bytes of a decisions.jsonl. A last line that was cut off is passed over: nobody was told that it was kept.
 *
 * Throws `INVALID_DATA` with the number of any other line that is wrong.
 */
export function parseDecisions(bytes: Uint8Array, source: string): ParsedDecisions {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = buffer.lastIndexOf('\n') + 1
  const lines = buffer.toString('utf8', 0, end).split('\n')
  const decisions = new Map<string, Decision>()
  for (const [index, line] of lines.entries()) {
    if (line.trim() !== '')
      foldDecision(decisions, parseJsonLine(line, decisionShape, `${source}, line ${index + 1}`))
  }
  if (end === buffer.length) return { decisions, whole: end, unended: false }
  try {
    foldDecision(decisions, parseJsonLine(buffer.toString('utf8', end), decisionShape, source))
    return { decisions, whole: buffer.length, unended: true }
  } catch {
    return { decisions, whole: end, unended: false }
  }
}

/**
 * Reads what reviewers have decided. None when there is no such file, for nobody has reviewed yet.
 *
 * @param path of a decisions.jsonl
 * Throws `INVALID_DATA` when the file cannot be read or has a wrong line.
 */
export async function readDecisions(path: string): Promise<Map<string, Decision>> {
  let bytes: Uint8Array
  try {
    bytes = await readFile(path)
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return new Map()
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new InvalidInputError('INVALID_DATA', `cannot read ${path}: ${reason}`, { cause })
  }
  return parseDecisions(bytes, path).decisions
}
