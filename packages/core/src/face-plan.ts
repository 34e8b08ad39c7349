import { InvalidInputError } from './errors.js'
import { checkSeed, createRandom } from './sampling/random.js'
import { sampleAttributes } from './sampling/sample-attributes.js'
import { type SampleLatentOptions, sampleLatent } from './sampling/sample-latent.js'
import { completeTags, type SampleTagsOptions, sampleTags } from './sampling/sample-tags.js'
import { checkAttributes } from './tags/attribute-values.js'
import { decodeCondition, encodeCondition } from './tags/condition.js'
import { parseTags, resolveTags } from './tags/parse-tags.js'
import type { TagSchema } from './tags/tag-schema.js'
import type { WeightsManifest } from './weights-manifest.js'

export interface PlanFacesOptions extends SampleLatentOptions, SampleTagsOptions {
  /**
   * Tags as text or as ids or labels; an exclusive group without one (hair or eye colour) gets one by the seed. Absent: all tags
   * are drawn by the seed.
   */
  tags?: string | readonly string[] | undefined
  /**
   * Attribute values in their own unit, such as `{ year: 2010 }`, within `attributeLimits`. One that the weights have and
   * that is absent here is drawn by the seed.
   */
  attributes?: Record<string, number> | undefined
  /**
   * Tags, by id or label, that are on or off, while the seed draws all others; instead of `tags`, which leaves all others
   * off.
   */
  fixed?: Readonly<Record<string, boolean>> | undefined
  /** Seed of the first face, an integer from 0 to 2^53 - 1; the next have the seeds after it. Default 0. */
  seed?: number | undefined
  /** Number of faces. Default: as many as `seeds`, `latents` or `conditions` say, else 1. */
  count?: number | undefined
  /** One seed for each face, instead of `seed`. */
  seeds?: readonly number[] | undefined
  /** Latents of N faces, one after the other, instead of drawn ones. */
  latents?: Float32Array | undefined
  /** Conditioning vectors of N faces, one after the other, instead of tags and attributes. */
  conditions?: Float32Array | undefined
}

/** All that determines a face, before it is drawn. */
export interface FacePlan {
  /** Undefined when both vectors were given, so that nothing came from a seed. */
  seed: number | undefined
  /** Ids of the tags that are on, in schema order. */
  tags: string[]
  /** A value for each attribute of the schema, by id, in its own unit. */
  attributes: Record<string, number>
  /** Of a face on the way from one seed to another: these seeds, and its place from 0 to 1. */
  between?: { seeds: [from: number, to: number]; position: number } | undefined
  latent: Float32Array
  condition: Float32Array
}

/**
 * Decides what is to be drawn, without drawing it.
 *
 * Throws `INVALID_OPTION` and `INVALID_SHAPE` for options that are wrong or do not fit each other, `UNKNOWN_ATTRIBUTE`, and
 * what `parseTags`, `sampleLatent` and `sampleTags` throw.
 */
export function planFaces(manifest: WeightsManifest, options: PlanFacesOptions): FacePlan[] {
  const { tags: schema, inputs } = manifest
  if (options.conditions && (options.tags !== undefined || options.attributes !== undefined)) {
    throw new InvalidInputError(
      'INVALID_OPTION',
      'conditions: expected either these or tags and attributes, got both',
    )
  }
  if (options.fixed && (options.tags !== undefined || options.conditions)) {
    const other = options.conditions ? 'conditions' : 'tags'
    throw new InvalidInputError('INVALID_OPTION', `fixed: expected either these or ${other}, got both`)
  }
  const latents = splitRows('latents', options.latents, inputs.latent.size)
  const conditions = splitRows('conditions', options.conditions, inputs.condition.size)
  const given = resolveGivenTags(manifest, options.tags)
  const fixed = options.fixed && resolveFixedTags(schema, options.fixed)
  checkAttributes(schema, options.attributes ?? {})
  const seeds = listSeeds(options, latents?.length ?? conditions?.length)
  checkCount('latents', latents?.length, seeds.length)
  checkCount('conditions', conditions?.length, seeds.length)

  return seeds.map((seed, i) => {
    const latent = latents?.[i] ?? sampleLatent(createRandom(seed, 'latent'), inputs.latent.size, options)
    const condition = conditions?.[i]
    if (condition === undefined) return { seed, ...drawCondition(seed), latent }
    return {
      seed: latents ? undefined : seed,
      ...decodeCondition(schema, condition),
      latent,
      condition,
    }
  })

  function drawCondition(seed: number): Pick<FacePlan, 'tags' | 'attributes' | 'condition'> {
    const random = createRandom(seed, 'tags')
    const tags = given
      ? completeTags(schema, given, random, options)
      : sampleTags(schema, random, { ...options, fixed })
    // All are drawn, needed or not: then a given one does not change the others.
    const drawn = sampleAttributes(schema, createRandom(seed, 'attributes'))
    const attributes = { ...drawn, ...options.attributes }
    return { tags, attributes, condition: encodeCondition(schema, { tags, attributes }) }
  }
}

function resolveGivenTags(
  { tags: schema }: WeightsManifest,
  tags: PlanFacesOptions['tags'],
): string[] | undefined {
  if (tags === undefined) return undefined
  return typeof tags === 'string' ? parseTags(schema, tags) : resolveTags(schema, tags)
}

/** By id. Throws as `resolveTags` does. */
function resolveFixedTags(
  schema: TagSchema,
  fixed: Readonly<Record<string, boolean>>,
): Record<string, boolean> {
  const [on, off] = [true, false].map((wanted) => Object.keys(fixed).filter((name) => fixed[name] === wanted))
  return Object.fromEntries([
    // One at a time: a face may well lack two colours of hair.
    ...off!.flatMap((name) => resolveTags(schema, [name])).map((id) => [id, false] as const),
    ...resolveTags(schema, on!).map((id) => [id, true] as const),
  ])
}

function listSeeds({ seed, seeds, count }: PlanFacesOptions, rows: number | undefined): readonly number[] {
  if (count !== undefined && (!Number.isSafeInteger(count) || count < 1)) {
    throw new InvalidInputError('INVALID_OPTION', `count: expected an integer from 1, got ${count}`)
  }
  if (seeds === undefined) {
    const first = seed ?? 0
    checkSeed(first)
    const length = count ?? rows ?? 1
    checkSeed(first + length - 1)
    return Array.from({ length }, (_, i) => first + i)
  }
  if (seed !== undefined) {
    throw new InvalidInputError('INVALID_OPTION', 'seed and seeds: expected one of them, got both')
  }
  if (seeds.length === 0) {
    throw new InvalidInputError('INVALID_OPTION', 'seeds: expected at least one, got none')
  }
  checkCount('seeds', seeds.length, count)
  seeds.forEach(checkSeed)
  return seeds
}

function checkCount(what: string, length: number | undefined, count: number | undefined): void {
  if (length === undefined || count === undefined || length === count) return
  throw new InvalidInputError(
    'INVALID_OPTION',
    `${what}: expected ${count}, one for each face, got ${length}`,
  )
}

function splitRows(what: string, data: Float32Array | undefined, size: number): Float32Array[] | undefined {
  if (data === undefined) return undefined
  const count = data.length / size
  if (!Number.isInteger(count) || count === 0) {
    throw new InvalidInputError(
      'INVALID_SHAPE',
      `${what}: expected ${size} numbers for each face, got ${data.length} in all`,
    )
  }
  const broken = data.findIndex((value) => !Number.isFinite(value))
  if (broken >= 0) {
    throw new InvalidInputError(
      'INVALID_SHAPE',
      `${what}: expected finite numbers, got ${data[broken]} at ${broken}`,
    )
  }
  return Array.from({ length: count }, (_, i) => data.slice(i * size, (i + 1) * size))
}
