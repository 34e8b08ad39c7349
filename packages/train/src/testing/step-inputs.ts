import { sampleAugmentation } from '../sample-augmentation.js'
import type { StepValues } from '../steps/run-step.js'
import { putGroup } from '../steps/step.js'
import { balanceTags } from '../tag-balance.js'
import { sampleFakeBatch, samplePenaltyNoise, takeRealBatch, takeTargetBatch } from '../training-batch.js'
import type { TrainingConfig } from '../training-config.js'
import { initialState } from '../training-state.js'
import { randomArray } from './random-array.js'
import { tinyData } from './tiny-config.js'

const isMoment = (name: string) => /^(generator|discriminator)\.(mean|variance)\//.test(name)

/**
 * Everything that any step takes, in the middle of a training: no parameter is still 0 or 1. Adam's moments are 0
 * unless `moments` says otherwise, so that after one update the mean is (1 - beta1) times the gradient.
 */
export function stepInputs(config: TrainingConfig, { moments = false } = {}): StepValues {
  const state = Object.entries(initialState(config)).map(([name, value], i) => {
    const array = value.data as Float32Array
    if (isMoment(name)) {
      const moment = randomArray(array.length, i, 0.3)
      const data = moments ? moment.map(name.includes('.variance/') ? (x) => 0.5 + x * x : (x) => x) : array
      return [name, { ...value, data }]
    }
    if (name.endsWith('.weight')) return [name, value]
    const noise = randomArray(array.length, i, 0.2)
    return [name, { ...value, data: array.map((x, j) => x + Math.abs(noise[j]!)) }]
  })
  const number = (value: number) => ({ data: Float32Array.of(value), shape: [] })
  return {
    ...Object.fromEntries(state),
    'adam.stepSize': number(0.01),
    'adam.epsilon': number(1e-3),
    'average.decay': number(0.75),
    ...takeRealBatch(config, tinyData(), 1),
    ...(config.distillation === undefined
      ? sampleFakeBatch(config, 'test')
      : takeTargetBatch(config, tinyData(), 2)),
    'adversarial.share': number(0.5),
    noise: samplePenaltyNoise(config, 1),
    tagWeights: balanceTags({ ...tinyData(), tagSchema: config.tags }, 1),
    ...putGroup('augment.real', sampleAugmentation(config, 'real')),
    ...putGroup('augment.fake', sampleAugmentation(config, 'fake')),
  }
}

/** The gradients that one update from zero moments saw, from Adam's new means. */
export function readGradients(
  outputs: StepValues,
  network: 'generator' | 'discriminator' | 'tagger',
  beta1: number,
): Record<string, Float32Array> {
  const prefix = `${network}.mean/`
  return Object.fromEntries(
    Object.entries(outputs)
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, { data }]) => [
        name.slice(prefix.length),
        (data as Float32Array).map((mean) => mean / (1 - beta1)),
      ]),
  )
}

/** The largest absolute entry. */
export function largestOf(array: ArrayLike<number>): number {
  return Array.from(array, Math.abs).reduce((a, b) => Math.max(a, b), 0)
}
