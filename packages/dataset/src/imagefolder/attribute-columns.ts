import { checkAttributes, InvalidInputError, type TagSchema } from '@animegan/core'
import type { ImageRecord } from './metadata.js'

/**
 * The values of a schema's attributes in one record of metadata.jsonl, where each is a column with the attribute's id
 * beside `tags`. They may lie beyond the range as far as core's `attributeLimits`: 1999.5 to 2020.5 for the years 2003 to 2017.
 * What lies further is far more often a mistake than a picture that helps. `{}` for a schema without attributes.
 *
 * Throws `INVALID_DATA`, naming the place (`source` and the record), the file and the attribute, for a value that is
 * absent, null, no number or beyond these limits.
 */
export function readAttributes(
  record: ImageRecord,
  schema: TagSchema,
  place: string,
): Record<string, number> {
  const entries = schema.attributes.map(({ id }) => {
    const value = record[id]
    if (typeof value === 'number') return [id, value] as const
    const came = value === undefined || value === null ? 'has none' : `has ${JSON.stringify(value)}`
    throw new InvalidInputError(
      'INVALID_DATA',
      `${place} (${record.file_name}): tag schema "${schema.name}" needs a number as "${id}", and this picture ${came}; ` +
        'add it, remove the line, or use a schema without it',
    )
  })
  const attributes = Object.fromEntries(entries)
  try {
    checkAttributes(schema, attributes)
  } catch (cause) {
    const problem = cause instanceof Error ? cause.message : String(cause)
    throw new InvalidInputError('INVALID_DATA', `${place} (${record.file_name}): ${problem}`, { cause })
  }
  return attributes
}
