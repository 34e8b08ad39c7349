import * as z from 'zod/mini'
import { InvalidInputError } from '../errors.js'
import { parseSchema } from '../parse-schema.js'

const Size = z.int().check(z.positive())

const Stage = z.strictObject({
  /** Channels of the strided convolution's output and of the stage's blocks. */
  channels: Size,
  /** Side of the strided convolution's filter. */
  kernel: z.int().check(z.minimum(2)),
  /** Residual blocks after it. */
  blocks: z.int().check(z.nonnegative()),
})

/**
 * A residual discriminator without normalisation. A stage is a stride-2 convolution, LeakyReLU, and its blocks (3x3
 * convolution, LeakyReLU, 3x3 convolution, add, LeakyReLU). Two dense heads on the last map: adversarial logit, and a
 * logit for every tag, an estimate for every attribute.
 */
export const DiscriminatorSpec = z
  .strictObject({
    kind: z.literal('resnet'),
    /** Number of tag logits: the length of the conditioning vector. */
    conditionSize: z.int().check(z.nonnegative()),
    /** Side of the picture, in pixels. */
    resolution: Size,
    stages: z.array(Stage).check(z.minLength(1)),
    /** Slope of LeakyReLU below zero. */
    leak: z.number().check(z.minimum(0), z.lt(1)),
    /**
     * How many neighbours in the batch share a minibatch standard deviation (Karras et al. 2018), shown to the last stage as
     * one more channel; it must divide the batch size. 0: none.
     */
    deviationGroup: z.int().check(z.nonnegative()),
    /** Whether the adversarial logit gets a projection of the condition on the features (Miyato and Koyama 2018). */
    projection: z.boolean(),
  })
  .check(
    z.refine(
      ({ resolution, stages }) => Number.isInteger(resolution / 2 ** stages.length),
      'expected a resolution that every stage can halve',
    ),
  )
export type DiscriminatorSpec = z.infer<typeof DiscriminatorSpec>

/** Validates a discriminator spec read from `source` (a path, for the message). Throws `INVALID_SPEC`. */
export function parseDiscriminatorSpec(json: unknown, source: string): DiscriminatorSpec {
  return parseSchema(
    DiscriminatorSpec,
    json,
    (problems) => new InvalidInputError('INVALID_SPEC', `${source} is not a discriminator spec: ${problems}`),
  )
}
