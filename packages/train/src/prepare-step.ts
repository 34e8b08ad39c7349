import { sampleAugmentation } from './sample-augmentation.js'
import type { StepValues } from './steps/run-step.js'
import { putGroup } from './steps/step.js'
import {
  drawFakeBatch,
  samplePenaltyNoise,
  type TrainingData,
  takeRealBatch,
  takeTargetBatch,
} from './training-batch.js'
import type { TrainingConfig } from './training-config.js'

/** Whether a step (counted from 0) carries the gradient penalties. */
export function isPenalised({ penalty }: TrainingConfig, step: number): boolean {
  return penalty.dragan + penalty.r1 + penalty.r2 > 0 && step % penalty.interval === 0
}

/**
 * What a step takes besides the networks: pictures, tags, latents, and all that is random. Everything follows from the
 * configuration, the data and the step (counted from 0) alone, so it can be made ahead and elsewhere.
 */
export function prepareStep(config: TrainingConfig, data: TrainingData, step: number): StepValues {
  const needsNoise = isPenalised(config, step) && config.penalty.dragan > 0
  return {
    ...takeRealBatch(config, data, step),
    ...assign(config, data, step),
    ...putGroup('augment.real', sampleAugmentation(config, `augment.real/${step}`)),
    ...putGroup('augment.fake', sampleAugmentation(config, `augment.fake/${step}`)),
    ...(needsNoise ? { noise: samplePenaltyNoise(config, step) } : {}),
  }
}

/** What G draws in a step: anything, or what a teacher drew. */
function assign(config: TrainingConfig, data: TrainingData, step: number): StepValues {
  const { distillation } = config
  if (distillation === undefined) return { ...drawFakeBatch(config, data, step) }
  const share = step < distillation.adversarialFrom ? 0 : 1
  return {
    ...takeTargetBatch(config, data, step),
    'adversarial.share': { data: Float32Array.of(share), shape: [] },
  }
}
