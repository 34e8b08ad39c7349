import * as z from 'zod/mini'
import { InvalidInputError } from '../errors.js'
import { parseSchema } from '../parse-schema.js'

const Size = z.int().check(z.positive())
const PowerOfTwo = Size.check(z.refine((n) => Number.isInteger(Math.log2(n)), 'expected a power of two'))

const OddSize = Size.check(z.refine((n) => n % 2 === 1, 'expected an odd number'))

const common = {
  /** Length of the latent. */
  latentSize: Size,
  /** Length of the conditioning vector: tags and attributes. */
  conditionSize: z.int().check(z.nonnegative()),
  /** Side of the picture, in pixels. */
  resolution: PowerOfTwo,
  /** Whether the first batch norm has statistics for every feature, or one per channel for the whole map. */
  inputNorm: z.enum(['per-feature', 'per-channel']),
  /** Added to the variance in every batch norm. */
  normEpsilon: z.number().check(z.positive()),
}

const growing = z.refine<{ resolution: number; baseResolution: number }>(
  ({ resolution, baseResolution }) => resolution > baseResolution,
  'expected the resolution to be above the base resolution',
)

/** SRResNet-like: a dense layer, residual blocks at the base resolution, sub-pixel stages, one output convolution. */
const srresnetShape = z
  .strictObject({
    kind: z.literal('srresnet'),
    ...common,
    /** Side of the map that the residual blocks work on. */
    baseResolution: PowerOfTwo,
    /** Feature channels everywhere but in the output. */
    channels: Size,
    /** Residual blocks. */
    blocks: Size,
    /**
     * Between the blocks and the sub-pixel stages. `long-skip`, the paper's figure: norm, ReLU, plus the dense layer's
     * activation. `convolution`, the authors' published model: 3x3 convolution, norm, ReLU, nothing added.
     */
    afterBlocks: z.enum(['long-skip', 'convolution']),
    /** Side of the output convolution's filter; odd. */
    outputKernel: OddSize,
  })
  .check(growing)

/** DCGAN: a dense layer to a 4x4 map, then stride-2 4x4 deconvolutions that halve the channels. */
const dcganShape = z
  .strictObject({
    kind: z.literal('dcgan'),
    ...common,
    baseResolution: z.literal(4),
    /** Channels of the 4x4 map. */
    baseChannels: Size,
  })
  .check(
    growing,
    z.refine(
      ({ resolution, baseResolution, baseChannels }) =>
        Number.isInteger(baseChannels / (resolution / baseResolution / 2)),
      'expected baseChannels that can be halved at every stage but the last',
    ),
  )

const resnetStage = z.strictObject({
  /** Feature channels of the stage's map. */
  channels: Size,
  /** Residual blocks at the stage's resolution. */
  blocks: z.int().check(z.nonnegative()),
})

/**
 * A residual generator that grows by nearest-neighbour resizing and a convolution (Odena et al. 2016, "Deconvolution and
 * Checkerboard Artifacts"): coarse stages are wide and cheap, fine ones narrow, and no checkerboard can arise from
 * sub-pixels with filters of their own.
 */
const resnetShape = z
  .strictObject({
    kind: z.literal('resnet'),
    ...common,
    /** Side of the map that the dense layer makes. */
    baseResolution: PowerOfTwo,
    /** The first works at the base resolution; each one after it at twice the resolution of the one before. */
    stages: z.array(resnetStage).check(z.minLength(2)),
    /** Side of the output convolution's filter; odd. */
    outputKernel: OddSize,
  })
  .check(
    growing,
    z.refine(
      ({ resolution, baseResolution, stages }) => resolution === baseResolution * 2 ** (stages.length - 1),
      'expected one stage for the base resolution and one for every doubling up to the resolution',
    ),
  )

/** Everything that determines a generator's layers. Plain data: it travels in the weights manifest. */
export const GeneratorSpec = z.discriminatedUnion('kind', [srresnetShape, dcganShape, resnetShape])
export type GeneratorSpec = z.infer<typeof GeneratorSpec>
export type SrresnetSpec = z.infer<typeof srresnetShape>
export type DcganSpec = z.infer<typeof dcganShape>
export type ResnetSpec = z.infer<typeof resnetShape>

/** Validates a generator spec read from `source` (a path, for the message). Throws `INVALID_SPEC`. */
export function parseGeneratorSpec(json: unknown, source: string): GeneratorSpec {
  return parseSchema(
    GeneratorSpec,
    json,
    (problems) => new InvalidInputError('INVALID_SPEC', `${source} is not a generator spec: ${problems}`),
  )
}

/** How often the generator doubles its map: log2(resolution / baseResolution). */
export function countUpsamplings(spec: GeneratorSpec): number {
  return Math.log2(spec.resolution / spec.baseResolution)
}
