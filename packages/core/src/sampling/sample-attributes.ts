import type { TagSchema } from '../tags/tag-schema.js'
import type { Random } from './random.js'

/**
 * Draws a value for each attribute of a schema, uniform in its range, by id and in the attribute's own unit; `{}` for a
 * schema without attributes. `generate` gives it `createRandom(seed, 'attributes')`, a stream apart from latents and tags, so that
 * a seed's face is the same person whether or not its year is drawn.
 *
 * @example
 * sampleAttributes(animeTagsWithYear, createRandom(7, 'attributes')) // { year: 2003 to 2017 }
 */
export function sampleAttributes(schema: TagSchema, random: Random): Record<string, number> {
  return Object.fromEntries(
    schema.attributes.map(({ id, range: [min, max] }) => [id, min + (max - min) * random.uniform()]),
  )
}
