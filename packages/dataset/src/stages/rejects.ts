import { formatJsonLines, parseJsonLines } from '@animegan/node-files'
import * as z from 'zod/mini'

const rejectSchema = z.looseObject({
  /** Path or address inside the source, or the file_name of the record that was dropped. */
  name: z.string(),
  source: z.optional(z.string()),
  /** The stage that left it out. */
  stage: z.string(),
  /** Why, for programs and counts: kebab-case, such as `truncated`, `no-face`, `duplicate`. */
  reason: z.string(),
  /** Why, for people. */
  detail: z.optional(z.string()),
  /** Of the file, in hexadecimal. */
  sha256: z.optional(z.string()),
})

/** One line of rejects.jsonl: something that was left out of a data set, and why. */
export type Reject = z.infer<typeof rejectSchema>

/** Writes rejects as the text of a rejects.jsonl. */
export function formatRejects(rejects: readonly Reject[]): string {
  return formatJsonLines(rejects)
}

/** Parses the text of a rejects.jsonl. Throws `INVALID_DATA` with the line's number. */
export function parseRejects(text: string, source: string): Reject[] {
  return parseJsonLines(text, rejectSchema, source)
}
