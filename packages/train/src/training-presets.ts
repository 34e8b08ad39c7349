import {
  animeTags,
  architecturePresets,
  conditionSize,
  InvalidInputError,
  type PresetName,
} from '@animegan/core'
import type { TrainingConfig } from './training-config.js'

type Recipe = Omit<TrainingConfig, 'preset' | 'generator' | 'discriminator' | 'tags' | 'seed'>

/** The paper's recipe (C.2, C.3). Its decay rate is not published; halving every 20,000 steps is our choice. */
const paper: Recipe = {
  batchSize: 64,
  adam: { learningRate: 2e-4, beta1: 0.5, beta2: 0.999, epsilon: 1e-8 },
  decay: { after: 50_000, halveEvery: 20_000 },
  losses: {
    adversarialWeight: conditionSize(animeTags),
    tagWeight: 1,
    tagsOfFakes: true,
    adversarial: 'non-saturating',
    tagBalance: 0,
  },
  sampling: { conditions: 'prior', byTag: 0 },
  penalty: { dragan: 0.5, r1: 0, r2: 0, interval: 1 },
  augmentation: { colour: 0, translation: 0, cutout: 0 },
  initialisation: 'normal',
  flip: true,
  statisticsDecay: 0.9,
  averageDecay: 0,
}

/**
 * The paper's losses for an hour on a CPU instead of days on a GPU: more and larger updates (a quarter of the batch, twice
 * the learning rate), tags that weigh four times as much, so that colours are learnt early, the penalty on every fourth
 * step, initial weights that let gradients through at once, and published weights that are averaged over a few hundred
 * steps.
 */
const lite: Recipe = {
  ...paper,
  batchSize: 16,
  adam: { ...paper.adam, learningRate: 4e-4, beta2: 0.99 },
  penalty: { ...paper.penalty, dragan: 10, interval: 4 },
  losses: { ...paper.losses, tagWeight: 4, tagsOfFakes: false },
  initialisation: 'kaiming',
  averageDecay: 0.998,
}

/**
 * What came after the paper: R1 instead of DRAGAN, lazily and weak; averaged weights; what G is asked for has the tags of the
 * data, and rare ones are lifted. With the tag loss near the mean over the tags beside an adversarial weight of 1.
 * Measured in recipes/dahlia.
 */
const modern: Recipe = {
  ...lite,
  adam: { ...lite.adam, learningRate: 3e-4 },
  losses: {
    ...lite.losses,
    adversarialWeight: 1,
    tagWeight: 4 / conditionSize(animeTags),
    tagBalance: 0.5,
  },
  sampling: { conditions: 'data', byTag: 0.5 },
  penalty: { dragan: 0, r1: 0.1, r2: 0, interval: 8 },
  averageDecay: 0.999,
}

const recipes: Record<PresetName, Recipe> = {
  'paper-128': paper,
  'paper-256': paper,
  'amaryllis-128': paper,
  'dcgan-128': paper,
  'dcgan-64': lite,
  'lite-64': lite,
  'modern-128': modern,
  'modern-64': modern,
  'tiny-32': { ...lite, averageDecay: 0.98 },
}

export const trainingPresetNames = Object.keys(recipes) as PresetName[]

/** A full configuration: the architecture and the recipe of a preset, for the 34 tags of `animeTags`. */
export function trainingPreset(name: string, seed: number): TrainingConfig {
  if (!Object.hasOwn(recipes, name)) {
    throw new InvalidInputError(
      'UNKNOWN_PRESET',
      `There is no preset "${name}". Choose one of: ${trainingPresetNames.join(', ')}.`,
    )
  }
  const preset = name as PresetName
  return {
    preset,
    ...structuredClone(architecturePresets[preset]),
    tags: animeTags,
    seed,
    ...structuredClone(recipes[preset]),
  }
}
