import { InvalidInputError } from '../errors.js'
import type { TagAttribute, TagSchema } from './tag-schema.js'

/**
 * How far a value may go, as a multiple of half the range from its middle: the authors' web app moves its year from -1.5
 * to 1.5, where the model was trained on -1 to 1. For 2003 to 2017 that is 1999.5 to 2020.5.
 */
const reach = 1.5

/** The least and the greatest value that an attribute takes, a quarter of the range beyond it on either side. */
export function attributeLimits({ range: [min, max] }: TagAttribute): [least: number, greatest: number] {
  const middle = (min + max) / 2
  const half = ((max - min) / 2) * reach
  return [middle - half, middle + half]
}

/** The attribute with an id. Throws `UNKNOWN_ATTRIBUTE`, naming those that the schema has. */
export function findAttribute(schema: TagSchema, id: string): TagAttribute {
  const attribute = schema.attributes.find((attribute) => attribute.id === id)
  if (attribute) return attribute
  const known = schema.attributes.map((known) => `"${known.id}"`).join(', ') || 'none'
  throw new InvalidInputError(
    'UNKNOWN_ATTRIBUTE',
    `tag schema "${schema.name}" has no attribute "${id}"; it has: ${known}`,
  )
}

/**
 * Throws `UNKNOWN_ATTRIBUTE` for an attribute that the schema lacks, and `INVALID_OPTION` for a value that is no number or
 * beyond {@link attributeLimits}.
 */
export function checkAttributes(schema: TagSchema, attributes: Readonly<Record<string, number>>): void {
  for (const [id, value] of Object.entries(attributes)) {
    const attribute = findAttribute(schema, id)
    const [least, greatest] = attributeLimits(attribute)
    if (value >= least && value <= greatest) continue
    const [min, max] = attribute.range
    throw new InvalidInputError(
      'INVALID_OPTION',
      `attribute "${id}": expected a number from ${least} to ${greatest} (trained on ${min} to ${max}), got ${value}`,
    )
  }
}
