import { InvalidInputError, parseSchema } from '@animegan/core'
import type * as z from 'zod/mini'

/**
 * Parses the text of a file with one JSON object a line; empty lines are passed over.
 *
 * @param source names the file in messages
 * Throws `INVALID_DATA` with the number of a line that is no JSON or does not fit the schema.
 */
export function parseJsonLines<Schema extends z.ZodMiniType>(
  text: string,
  schema: Schema,
  source: string,
): z.output<Schema>[] {
  return text.split('\n').flatMap((line, index) => {
    const trimmed = line.trim()
    return trimmed === '' ? [] : [parseJsonLine(trimmed, schema, `${source}, line ${index + 1}`)]
  })
}

/** Parses one line. Throws `INVALID_DATA` naming its place. */
export function parseJsonLine<Schema extends z.ZodMiniType>(
  line: string,
  schema: Schema,
  place: string,
): z.output<Schema> {
  let json: unknown
  try {
    json = JSON.parse(line)
  } catch (cause) {
    const message = `${place}: expected one JSON object, got ${line.slice(0, 40)}`
    throw new InvalidInputError('INVALID_DATA', message, { cause })
  }
  return parseSchema(
    schema,
    json,
    (problems) => new InvalidInputError('INVALID_DATA', `${place}: ${problems}`),
  )
}

/** Writes objects as text with one of them a line. */
export function formatJsonLines(objects: readonly object[]): string {
  return objects.map((object) => `${JSON.stringify(object)}\n`).join('')
}
