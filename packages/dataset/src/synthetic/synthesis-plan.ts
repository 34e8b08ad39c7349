import {
  animeTags,
  animeTagsWithYear,
  createRandom,
  sampleTags,
  type TagPrior,
  type TagSchema,
} from '@animegan/core'

/** What synthetic pictures can have, by name: the 34 tags, or these and a year. */
const schemas = { anime: animeTags, 'anime-year': animeTagsWithYear } as const satisfies Record<
  string,
  TagSchema
>

/** Name of a schema that pictures can be drawn for. */
export type SynthesisSchema = keyof typeof schemas

/** The names in the order to show them. */
export const synthesisSchemas = Object.keys(schemas) as SynthesisSchema[]

/** What decides a synthetic image, apart from its size. */
export interface SyntheticImage {
  /** Path below the data set's folder, with forward slashes. */
  fileName: string
  /** Ids of its tags, in the schema's order. */
  tags: string[]
  /** Seed that `drawFace` draws it from. */
  seed: number
  /** Year of whose manner it is; absent in a data set without years. */
  year?: number
}

/**
 * Plans the image of an index: its tags and its seed depend on the data set's seed and the index only, so a larger data
 * set begins with the smaller one. Long and short hair, which the priors draw independently, contradict each other in
 * a picture: of both one stays, either alike. The year of schema 'anime-year', a whole one from 2003 to 2017, each alike, comes from a stream
 * of its own: tags and seeds are those of schema 'anime'.
 */
export function planImage(
  seed: number,
  index: number,
  prior: TagPrior,
  schema: SynthesisSchema = 'anime',
): SyntheticImage {
  const random = createRandom(seed, `synthetic/${index}`)
  const image = random.integer(2 ** 52)
  const dropped = random.uniform() < 0.5 ? 'long-hair' : 'short-hair'
  const drawn = sampleTags(animeTags, random, { prior })
  const both = drawn.includes('long-hair') && drawn.includes('short-hair')
  const folder = String(Math.floor(index / 1000)).padStart(3, '0')
  return {
    fileName: `train/${folder}/${String(index).padStart(6, '0')}.png`,
    tags: both ? drawn.filter((tag) => tag !== dropped) : drawn,
    seed: image,
    ...(schema === 'anime-year' ? { year: drawYear(seed, index) } : {}),
  }
}

function drawYear(seed: number, index: number): number {
  const [first, last] = animeTagsWithYear.attributes[0]!.range
  return first + createRandom(seed, `synthetic-year/${index}`).integer(last - first + 1)
}
