import { InvalidInputError, parseJson } from '@animegan/core'
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
  return parseJson(schema, line, (problems, cause) => {
    const wrong = cause ? `expected one JSON object, got ${line.slice(0, 40)}` : problems
    return new InvalidInputError('INVALID_DATA', `${place}: ${wrong}`, { cause })
  })
}

/** Writes objects as text with one of them a line. */
export function formatJsonLines(objects: readonly object[]): string {
  return objects.map((object) => `${JSON.stringify(object)}\n`).join('')
}
