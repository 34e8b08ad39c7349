import { InvalidInputError, parseSchema, TaggerSpec, TagSchema } from '@animegan/core'
import * as z from 'zod/mini'

const Positive = z.number().check(z.positive())
const Count = z.int().check(z.positive())
const Fraction = z.number().check(z.gte(0), z.lt(1))
const Small = z.number().check(z.gte(0), z.lte(0.5))

/** Everything that decides what the training of a tag estimator computes, besides its pictures. Saved with the run. */
export const TaggerConfig = z
  .strictObject({
    network: TaggerSpec,
    tags: TagSchema,
    seed: z.int().check(z.nonnegative()),
    /** Steps of the whole training: the learning rate falls to 0 over them, so they cannot be changed later. */
    steps: Count,
    batchSize: Count,
    /** Part of the pictures that is only measured on, never trained on. */
    holdout: z.number().check(z.gt(0), z.lt(1)),
    /** Adam (Kingma and Ba 2015). */
    adam: z.strictObject({ learningRate: Positive, beta1: Fraction, beta2: Fraction, epsilon: Positive }),
    /** Part of the steps in which the learning rate rises from 0; afterwards it falls as a cosine. */
    warmup: Fraction,
    /** How training pictures are changed at random. */
    augmentation: z.strictObject({
      /** Mirror half of them. */
      flip: z.boolean(),
      /** Move by up to this part of the side; the border is repeated. */
      shift: Small,
      /** Brighten or darken by up to this part of the range from black to white. */
      brightness: Small,
      /** Stretch or compress about grey by up to this part. */
      contrast: Small,
    }),
  })
  .check(({ value: { network, tags }, issues }) => {
    const refuse = (path: string[], input: unknown, message: string) =>
      issues.push({ code: 'custom', input, path, message })
    if (tags.attributes.length > 0) {
      const ids = tags.attributes.map(({ id }) => `"${id}"`).join(', ')
      refuse(
        ['tags', 'attributes'],
        tags.attributes.length,
        `attributes (${ids}) are not estimated; expected none`,
      )
    } else if (network.tags !== tags.tags.length) {
      refuse(['network', 'tags'], network.tags, `expected ${tags.tags.length}, the number of tags`)
    }
  })
export type TaggerConfig = z.infer<typeof TaggerConfig>

/**
 * Validates a configuration from `source` (a path, for the message) and puts its fields in one order. Throws
 * INVALID_CONFIG.
 */
export function parseTaggerConfig(json: unknown, source: string): TaggerConfig {
  return parseSchema(
    TaggerConfig,
    json,
    (problems) =>
      new InvalidInputError('INVALID_CONFIG', `${source} is not a valid tagger configuration: ${problems}`),
  )
}

/** What a person decides about a tag estimator; the rest follows. */
export interface TaggerSettings {
  tags: TagSchema
  steps: number
  /** Side of the pictures in pixels, a power of two from 64. Default 64. */
  resolution?: number | undefined
  /** Default 0. */
  seed?: number | undefined
  /** Default 0.1. */
  holdout?: number | undefined
  /** Default 32. */
  batchSize?: number | undefined
  /** The highest, reached after the warm-up. Default 0.0015. */
  learningRate?: number | undefined
}

/**
 * The configuration for some tags. Pictures larger than 64 pixels are first halved by stages of their own, so that the
 * network costs little more for them.
 *
 * @throws InvalidInputError INVALID_OPTION for a side that is no power of two from 64, and INVALID_CONFIG
 */
export function createTaggerConfig(settings: TaggerSettings): TaggerConfig {
  const {
    tags,
    steps,
    resolution = 64,
    seed = 0,
    holdout = 0.1,
    batchSize = 32,
    learningRate = 0.0015,
  } = settings
  const doublings = Math.log2(resolution / 64)
  if (!Number.isInteger(doublings) || doublings < 0) {
    throw new InvalidInputError(
      'INVALID_OPTION',
      `resolution: expected a power of two from 64, got ${resolution}. Pictures of any size are scaled to it.`,
    )
  }
  return parseTaggerConfig(
    {
      network: {
        kind: 'tagger',
        tags: tags.tags.length,
        resolution,
        stages: [
          ...Array.from({ length: doublings }, () => ({ channels: 12, blocks: 0 })),
          { channels: 12, blocks: 1 },
          { channels: 24, blocks: 1 },
          { channels: 48, blocks: 1 },
          { channels: 80, blocks: 1 },
        ],
        features: 256,
        leak: 0.1,
      },
      tags,
      seed,
      steps,
      batchSize,
      holdout,
      adam: { learningRate, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
      warmup: 0.05,
      augmentation: { flip: true, shift: 0.05, brightness: 0.03, contrast: 0.05 },
    } satisfies TaggerConfig,
    'the configuration given',
  )
}

/** The learning rate of a step, counted from 0: a linear rise, then half a cosine down to 0. */
export function taggerLearningRate({ adam, steps, warmup }: TaggerConfig, step: number): number {
  const rising = Math.ceil(warmup * steps)
  if (step < rising) return (adam.learningRate * (step + 1)) / (rising + 1)
  return (adam.learningRate * (1 + Math.cos((Math.PI * (step - rising)) / (steps - rising)))) / 2
}
