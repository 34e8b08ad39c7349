import {
  createRandom,
  type FacePlan,
  InvalidInputError,
  planFaces,
  resolveTags,
  type TagSchema,
  type WeightsManifest,
} from '@animegan/core'

/** How many images of a tag the paper judged. */
export const defaultTagImages = 20

export interface PlanTagImagesOptions {
  /** Ids or labels of the tags to measure; of an exclusive group as many as you like. Default: all that the weights have. */
  tags?: readonly string[] | undefined
  /** Images of each tag. Default 20, the paper's. */
  images?: number | undefined
  /** Decides all other tags, attributes and latents. Default 0. */
  seed?: number | undefined
  /** Of the latents. Default: none. */
  truncation?: number | undefined
}

/** What is to be drawn for one tag. */
export interface TagImages {
  /** Of the tag that all these faces are asked to show. */
  id: string
  /** `generate` draws each of them, and so does its seed with the tag as `fixed`. */
  plans: FacePlan[]
}

/**
 * The images of the paper's Table 2: for each tag, faces that are asked to show it, while everything else comes by chance as in
 * training: one tag of every other exclusive group, each other tag with chance 0.25, attributes in their range.
 *
 * The faces of a tag depend on the seed, on its id and on their number alone: measuring other tags, or more images, leaves them as
 * they are.
 *
 * Throws `INVALID_OPTION`, `UNKNOWN_TAG`, and what `planFaces` throws.
 *
 * @example
 * const [{ id, plans }] = planTagImages(manifest, { tags: ['glasses'], images: 20 })
 */
export function planTagImages(
  manifest: WeightsManifest,
  { tags, images = defaultTagImages, seed = 0, truncation }: PlanTagImagesOptions = {},
): TagImages[] {
  if (!Number.isSafeInteger(images) || images < 1) {
    throw new InvalidInputError('INVALID_OPTION', `images: expected an integer from 1, got ${images}`)
  }
  const schema = manifest.tags
  return listAskedTags(schema, tags).map((id) => {
    const random = createRandom(seed, `precision ${id}`)
    const seeds = Array.from({ length: images }, () => random.integer(2 ** 32))
    return { id, plans: planFaces(manifest, { fixed: { [id]: true }, seeds, truncation }) }
  })
}

/** Ids in schema order. */
function listAskedTags(schema: TagSchema, names: readonly string[] | undefined): string[] {
  if (names === undefined) return schema.tags.map(({ id }) => id)
  // One at a time: tags that contradict each other in a face may well be measured one after the other.
  const asked = new Set(names.flatMap((name) => resolveTags(schema, [name])))
  if (asked.size === 0) {
    throw new InvalidInputError('INVALID_OPTION', 'tags: expected at least one to measure, got none')
  }
  return schema.tags.filter(({ id }) => asked.has(id)).map(({ id }) => id)
}
