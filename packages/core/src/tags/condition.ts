import { InvalidInputError } from '../errors.js'
import { findAttribute } from './attribute-values.js'
import { conditionSize, type TagSchema } from './tag-schema.js'

/** What a face is asked to show. */
export interface Condition {
  /** Tag ids; every other tag is off. */
  tags: string[]
  /** Attribute values in their own unit, such as `{ year: 2010 }`. */
  attributes?: Record<string, number> | undefined
}

/**
 * The conditioning vector of `schema`'s size: +1 for a tag that is on and -1 for one that is off, then each attribute
 * mapped so that its range becomes [-1, 1]. A value outside the range goes beyond; an absent attribute is 0, the middle.
 *
 * Throws `UNKNOWN_TAG`, `UNKNOWN_ATTRIBUTE`, or `INVALID_OPTION` for a value that is not a finite number. It does
 * not look for contradictions, because labels found in pictures may contradict; `resolveTags` does.
 *
 * @example
 * encodeCondition(animeTags, { tags: ['blonde-hair', 'smile', 'blue-eyes'] }) // Float32Array(34)
 */
export function encodeCondition(schema: TagSchema, { tags, attributes = {} }: Condition): Float32Array {
  const vector = new Float32Array(conditionSize(schema)).fill(-1, 0, schema.tags.length)
  for (const id of tags) {
    const index = schema.tags.findIndex((tag) => tag.id === id)
    if (index < 0) {
      throw new InvalidInputError('UNKNOWN_TAG', `tag schema "${schema.name}" has no tag with id "${id}"`)
    }
    vector[index] = 1
  }
  for (const [id, value] of Object.entries(attributes)) {
    const attribute = findAttribute(schema, id)
    if (!Number.isFinite(value)) {
      throw new InvalidInputError(
        'INVALID_OPTION',
        `attribute "${id}": expected a finite number, got ${value}`,
      )
    }
    const [min, max] = attribute.range
    vector[schema.tags.length + schema.attributes.indexOf(attribute)] = (2 * (value - min)) / (max - min) - 1
  }
  return vector
}

/** The inverse of {@link encodeCondition}: a tag is on when its entry is positive. Throws `INVALID_SHAPE`. */
export function decodeCondition(
  schema: TagSchema,
  vector: ArrayLike<number>,
): { tags: string[]; attributes: Record<string, number> } {
  if (vector.length !== conditionSize(schema)) {
    throw new InvalidInputError(
      'INVALID_SHAPE',
      `conditioning vector of "${schema.name}": expected ${conditionSize(schema)} numbers, got ${vector.length}`,
    )
  }
  const tags = schema.tags.filter((_, index) => vector[index]! > 0).map(({ id }) => id)
  const attributes = schema.attributes.map(({ id, range: [min, max] }, index) => {
    const value = min + ((vector[schema.tags.length + index]! + 1) / 2) * (max - min)
    return [id, value] as const
  })
  return { tags, attributes: Object.fromEntries(attributes) }
}
