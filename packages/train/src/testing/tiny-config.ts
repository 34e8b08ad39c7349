import type { DcganSpec, ResnetSpec, SrresnetSpec, TagSchema } from '@animegan/core'
import type { TrainingData } from '../training-batch.js'
import type { TrainingConfig } from '../training-config.js'
import { randomArray } from './random-array.js'

const label = (text: string) => ({ en: text, ja: text, zh: text })

/** Two exclusive groups with an independent one between them: seven conditions. */
const tinyTags: TagSchema = {
  name: 'tiny',
  version: '1',
  groups: [
    { id: 'hair', labels: label('hair'), exclusive: true },
    { id: 'style', labels: label('style'), exclusive: false },
    { id: 'eyes', labels: label('eyes'), exclusive: true },
  ],
  tags: [
    ['dark', 'hair'],
    ['light', 'hair'],
    ['red', 'hair'],
    ['hat', 'style'],
    ['smile', 'style'],
    ['green', 'eyes'],
    ['brown', 'eyes'],
  ].map(([id, group]) => ({ id: id!, labels: label(id!), group: group! })),
  attributes: [],
}

const common = { latentSize: 5, conditionSize: 7, resolution: 16, normEpsilon: 1e-5 }

export const tinySrresnet: SrresnetSpec = {
  kind: 'srresnet',
  ...common,
  baseResolution: 8,
  channels: 4,
  blocks: 1,
  afterBlocks: 'long-skip',
  inputNorm: 'per-channel',
  outputKernel: 3,
}

export const tinyDcgan: DcganSpec = {
  kind: 'dcgan',
  ...common,
  baseResolution: 4,
  baseChannels: 4,
  inputNorm: 'per-feature',
}

export const tinyResnet: ResnetSpec = {
  kind: 'resnet',
  ...common,
  baseResolution: 4,
  stages: [
    { channels: 5, blocks: 1 },
    { channels: 4, blocks: 0 },
    { channels: 3, blocks: 1 },
  ],
  inputNorm: 'per-channel',
  outputKernel: 3,
}

/** A whole training of 16x16 pictures that takes milliseconds a step. */
export const tinyConfig: TrainingConfig = {
  preset: 'tiny-32',
  generator: tinySrresnet,
  discriminator: {
    kind: 'resnet',
    conditionSize: 7,
    resolution: 16,
    stages: [
      { channels: 3, kernel: 4, blocks: 1 },
      { channels: 4, kernel: 3, blocks: 1 },
    ],
    leak: 0.2,
    deviationGroup: 0,
    projection: false,
  },
  tags: tinyTags,
  seed: 11,
  batchSize: 3,
  adam: { learningRate: 2e-4, beta1: 0.5, beta2: 0.999, epsilon: 1e-8 },
  decay: { after: 100, halveEvery: 50 },
  losses: {
    adversarialWeight: 7,
    tagWeight: 1,
    tagsOfFakes: true,
    adversarial: 'non-saturating',
    tagBalance: 0,
  },
  sampling: { conditions: 'prior', byTag: 0 },
  penalty: { dragan: 2, r1: 0, r2: 0, interval: 2 },
  augmentation: { colour: 0, translation: 0, cutout: 0 },
  initialisation: 'kaiming',
  flip: true,
  statisticsDecay: 0.9,
  averageDecay: 0.9,
}

/**
 * Every ingredient that is newer than the paper, at once. With this seed no activation is so near to 0 that finite
 * differences of 1e-4 change its sign.
 */
export const tinyModern: TrainingConfig = {
  ...tinyConfig,
  seed: 18,
  generator: tinyResnet,
  discriminator: { ...tinyConfig.discriminator, deviationGroup: 3, projection: true },
  losses: { ...tinyConfig.losses, adversarial: 'relativistic', tagBalance: 1 },
  penalty: { dragan: 0.5, r1: 1, r2: 2, interval: 2 },
  augmentation: { colour: 0.5, translation: 0.25, cutout: 0.3 },
}

/** The last two of the seven conditions are no tags but attributes. The seed is chosen as that of {@link tinyModern}. */
export const tinyAttributes: TrainingConfig = {
  ...tinyConfig,
  seed: 14,
  tags: {
    ...tinyTags,
    tags: tinyTags.tags.slice(0, 5),
    attributes: ['year', 'size'].map((id) => ({ id, labels: label(id), range: [0, 1] })),
  },
}

/** A student, with every other loss too. */
export const tinyStudent: TrainingConfig = {
  ...tinyConfig,
  distillation: { pixel: 3, feature: 2, adversarialFrom: 5 },
}

/** Noise instead of pictures, with tags drawn at random. */
export function tinyData(size = 10, seed = 1): TrainingData {
  const side = tinyConfig.generator.resolution
  return {
    size,
    resolution: side,
    tagSchema: tinyTags,
    images: Uint8Array.from(randomArray(size * side * side * 3, seed), (value) => 128 + 50 * value),
    conditions: Float32Array.from(randomArray(size * 7, seed + 1), (value) => (value > 0 ? 1 : -1)),
    latents: randomArray(size * 5, seed + 2),
  }
}
