import { animeTags, createRandom, sampleTags, type TagPrior } from '@animegan/core'

/** What decides a synthetic image, apart from its size. */
export interface SyntheticImage {
  /** Path below the data set's folder, with forward slashes. */
  fileName: string
  /** Ids of its tags, in the schema's order. */
  tags: string[]
  /** Seed that `drawFace` draws it from. */
  seed: number
}

/**
 * Plans the image of an index: its tags and its seed depend on the data set's seed and the index only, so a larger data
 * set begins with the smaller one. Long and short hair, which the priors draw independently, contradict each other in
 * a picture: of both one stays, either alike.
 */
export function planImage(seed: number, index: number, prior: TagPrior): SyntheticImage {
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
  }
}
