import * as z from 'zod/mini'
import { InvalidInputError } from '../errors.js'
import { parseSchema } from '../parse-schema.js'

const Size = z.int().check(z.positive())

const Stage = z.strictObject({
  /** Channels of the strided convolution's output and of the stage's blocks. */
  channels: Size,
  /** Residual blocks after it. */
  blocks: z.int().check(z.nonnegative()),
})

/**
 * A residual classifier without normalisation. A stage is a 3x3 convolution with stride 2, LeakyReLU, and its blocks (3x3
 * convolution, LeakyReLU, 3x3 convolution, add, LeakyReLU). The last map, which keeps its positions because faces are
 * aligned, goes through a dense layer and ReLU, which are the features, and through a second dense layer, which are the
 * tags' logits.
 */
export const TaggerSpec = z
  .strictObject({
    kind: z.literal('tagger'),
    /** Number of tags. */
    tags: Size,
    /** Side of the picture, in pixels. */
    resolution: Size,
    stages: z.array(Stage).check(z.minLength(1)),
    /** Length of the feature vector. */
    features: Size,
    /** Slope of LeakyReLU below zero. */
    leak: z.number().check(z.minimum(0), z.lt(1)),
  })
  .check(
    z.refine(
      ({ resolution, stages }) => Number.isInteger(resolution / 2 ** stages.length),
      'expected a resolution that every stage can halve',
    ),
  )
export type TaggerSpec = z.infer<typeof TaggerSpec>

/** Validates a tagger spec read from `source` (a path, for the message). Throws `INVALID_SPEC`. */
export function parseTaggerSpec(json: unknown, source: string): TaggerSpec {
  return parseSchema(
    TaggerSpec,
    json,
    (problems) => new InvalidInputError('INVALID_SPEC', `${source} is not a tagger spec: ${problems}`),
  )
}
