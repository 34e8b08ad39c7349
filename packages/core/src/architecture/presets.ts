import type { DiscriminatorSpec } from './discriminator-spec.js'
import type { DcganSpec, GeneratorSpec, ResnetSpec, SrresnetSpec } from './generator-spec.js'

export type PresetName =
  | 'paper-128'
  | 'paper-256'
  | 'amaryllis-128'
  | 'dcgan-128'
  | 'dcgan-64'
  | 'lite-64'
  | 'modern-128'
  | 'modern-64'
  | 'tiny-32'

/** Both networks of one model. */
export interface ArchitecturePreset {
  generator: GeneratorSpec
  discriminator: DiscriminatorSpec
}

const tagCount = 34

const paperGenerator: SrresnetSpec = {
  kind: 'srresnet',
  latentSize: 128,
  conditionSize: tagCount,
  resolution: 128,
  baseResolution: 16,
  channels: 64,
  blocks: 16,
  afterBlocks: 'long-skip',
  inputNorm: 'per-feature',
  outputKernel: 9,
  normEpsilon: 1e-5,
}

const dcganGenerator: DcganSpec = {
  kind: 'dcgan',
  latentSize: 128,
  conditionSize: tagCount,
  resolution: 128,
  baseResolution: 4,
  baseChannels: 1024,
  inputNorm: 'per-feature',
  normEpsilon: 1e-5,
}

type StageRow = [channels: number, kernel: number, blocks: number]

const buildDiscriminatorSpec = (resolution: number, stages: StageRow[]): DiscriminatorSpec => ({
  kind: 'resnet',
  conditionSize: tagCount,
  resolution,
  stages: stages.map(([channels, kernel, blocks]) => ({ channels, kernel, blocks })),
  leak: 0.2,
  deviationGroup: 0,
  projection: false,
})

const buildModern = (
  resolution: number,
  generatorStages: ResnetSpec['stages'],
  discriminatorStages: StageRow[],
): ArchitecturePreset => ({
  generator: {
    kind: 'resnet',
    latentSize: 128,
    conditionSize: tagCount,
    resolution,
    baseResolution: 8,
    stages: generatorStages,
    inputNorm: 'per-channel',
    outputKernel: 3,
    normEpsilon: 1e-5,
  },
  discriminator: {
    ...buildDiscriminatorSpec(resolution, discriminatorStages),
    deviationGroup: 4,
    projection: true,
  },
})

const liteDiscriminator = buildDiscriminatorSpec(64, [
  [16, 4, 2],
  [32, 4, 2],
  [64, 4, 2],
  [128, 3, 2],
])

const paperStages: StageRow[] = [
  [32, 4, 2],
  [64, 4, 2],
  [128, 4, 2],
  [256, 3, 2],
  [512, 3, 2],
  [1024, 3, 0],
]

/**
 * Networks by name, for the 34 tags of `animeTags`; for another schema, change both `conditionSize`s.
 *
 * - `paper-128`, `paper-256`: as the figures of Jin et al. (2017) draw them.
 * - `amaryllis-128`: as the authors published it: 4,385,283 parameters.
 * - `dcgan-128`: the paper's baseline generator, 3.2 times larger.
 * - `lite-64`: the paper's layout, small enough to train in hours on a CPU; `dcgan-64` is its baseline.
 * - `modern-64`, `modern-128`: growing by resizing, a discriminator with minibatch standard deviation and projection.
 * - `tiny-32`: trains in minutes; for tests and first steps.
 */
export const architecturePresets: Record<PresetName, ArchitecturePreset> = {
  'paper-128': {
    generator: paperGenerator,
    discriminator: buildDiscriminatorSpec(128, paperStages),
  },
  'paper-256': {
    generator: { ...paperGenerator, resolution: 256 },
    discriminator: buildDiscriminatorSpec(256, paperStages),
  },
  'amaryllis-128': {
    generator: { ...paperGenerator, afterBlocks: 'convolution', normEpsilon: 2e-5 },
    discriminator: buildDiscriminatorSpec(128, paperStages),
  },
  'dcgan-128': {
    generator: dcganGenerator,
    discriminator: buildDiscriminatorSpec(128, paperStages),
  },
  'lite-64': {
    generator: { ...paperGenerator, resolution: 64, channels: 32, blocks: 8, inputNorm: 'per-channel' },
    discriminator: liteDiscriminator,
  },
  'dcgan-64': {
    generator: { ...dcganGenerator, resolution: 64, baseChannels: 256, inputNorm: 'per-channel' },
    discriminator: liteDiscriminator,
  },
  'modern-64': buildModern(
    64,
    [
      { channels: 96, blocks: 2 },
      { channels: 64, blocks: 1 },
      { channels: 32, blocks: 1 },
      { channels: 16, blocks: 0 },
    ],
    [
      [24, 4, 1],
      [48, 4, 1],
      [96, 4, 1],
      [192, 3, 1],
    ],
  ),
  'modern-128': buildModern(
    128,
    [
      { channels: 128, blocks: 2 },
      { channels: 96, blocks: 2 },
      { channels: 64, blocks: 1 },
      { channels: 32, blocks: 1 },
      { channels: 16, blocks: 0 },
    ],
    [
      [16, 4, 1],
      [32, 4, 1],
      [64, 4, 1],
      [128, 4, 1],
      [256, 3, 1],
    ],
  ),
  'tiny-32': {
    generator: {
      ...paperGenerator,
      resolution: 32,
      baseResolution: 8,
      channels: 8,
      blocks: 2,
      inputNorm: 'per-channel',
      outputKernel: 3,
    },
    discriminator: buildDiscriminatorSpec(32, [
      [8, 4, 1],
      [16, 4, 1],
      [32, 3, 1],
    ]),
  },
}
