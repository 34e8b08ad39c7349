import type { DiscriminatorSpec } from './discriminator-spec.js'
import type { DcganSpec, GeneratorSpec, SrresnetSpec } from './generator-spec.js'

export type PresetName = 'paper-128' | 'paper-256' | 'amaryllis-128' | 'dcgan-128' | 'lite-64' | 'tiny-32'

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
})

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
 * - `lite-64`: trains in hours on a CPU. `tiny-32`: trains in minutes; for tests and first steps.
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
    discriminator: buildDiscriminatorSpec(64, [
      [16, 4, 2],
      [32, 4, 2],
      [64, 4, 2],
      [128, 3, 2],
    ]),
  },
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
