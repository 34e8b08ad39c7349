import { sampleAugmentation } from './sample-augmentation.js'
import type { StepValues } from './steps/run-step.js'
import { putGroup } from './steps/step.js'
import {
  sampleFakeBatch,
  samplePenaltyNoise,
  type TrainingData,
  takeRealBatch,
  takeTargetBatch,
} from './training-batch.js'
import type { TrainingConfig } from './training-config.js'

/** What the two updates of a step take besides the networks: pictures, tags, latents, and all that is random. */
export interface StepInputs {
  discriminator: StepValues
  generator: StepValues
}

/** Whether a step (counted from 0) carries the gradient penalties. */
export function isPenalised({ penalty }: TrainingConfig, step: number): boolean {
  return penalty.dragan + penalty.r1 + penalty.r2 > 0 && step % penalty.interval === 0
}

/** Everything follows from the configuration, the data and the step (counted from 0) alone, so it can be made ahead and elsewhere. */
export function prepareStep(config: TrainingConfig, data: TrainingData, step: number): StepInputs {
  const real = { ...takeRealBatch(config, data, step) }
  const needsNoise = isPenalised(config, step) && config.penalty.dragan > 0
  return {
    discriminator: {
      ...real,
      ...sampleFakeBatch(config, `fakes/discriminator/${step}`),
      ...augment(config, 'discriminator', step),
      ...(needsNoise ? { noise: samplePenaltyNoise(config, step) } : {}),
    },
    generator: { ...real, ...assign(config, data, step), ...augment(config, 'generator', step) },
  }
}

/** What G draws in a step: anything, or what a teacher drew. */
function assign(config: TrainingConfig, data: TrainingData, step: number): StepValues {
  const { distillation } = config
  if (distillation === undefined) return { ...sampleFakeBatch(config, `fakes/generator/${step}`) }
  const share = step < distillation.adversarialFrom ? 0 : 1
  return {
    ...takeTargetBatch(config, data, step),
    'adversarial.share': { data: Float32Array.of(share), shape: [] },
  }
}

function augment(config: TrainingConfig, network: string, step: number): StepValues {
  const groups = ['augment.real', 'augment.fake'].map((group) =>
    putGroup(group, sampleAugmentation(config, `${group}/${network}/${step}`)),
  )
  return Object.assign({}, ...groups)
}
