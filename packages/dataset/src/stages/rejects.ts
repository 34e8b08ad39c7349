import { InvalidInputError, parseSchema } from '@animegan/core'
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
  return rejects.map((reject) => `${JSON.stringify(reject)}\n`).join('')
}

/** Parses the text of a rejects.jsonl. Throws `INVALID_DATA` with the line's number. */
export function parseRejects(text: string, source: string): Reject[] {
  return text
    .split('\n')
    .map((line, index) => ({ line: line.trim(), place: `${source}, line ${index + 1}` }))
    .filter(({ line }) => line !== '')
    .map(({ line, place }) => {
      let json: unknown
      try {
        json = JSON.parse(line)
      } catch (cause) {
        const message = `${place}: expected one JSON object, got ${line.slice(0, 40)}`
        throw new InvalidInputError('INVALID_DATA', message, { cause })
      }
      return parseSchema(
        rejectSchema,
        json,
        (problems) => new InvalidInputError('INVALID_DATA', `${place}: ${problems}`),
      )
    })
}
