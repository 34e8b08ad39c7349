import { createRandom } from '@animegan/core'
import { createSession } from '@animegan/runtime-node'
import {
  buildDiscriminatorStep,
  buildGeneratorStep,
  buildTrainingStep,
  createRecordedRunner,
  initialState,
  sampleFakeBatch,
  samplePenaltyNoise,
  takeRealBatch,
} from '@animegan/train'

/**
 * @typedef {'plain' | 'penalised' | 'generator' | 'both'} StepName
 * @typedef {import('@animegan/train').TrainingConfig} TrainingConfig
 * @typedef {import('@animegan/train').StepValues} StepValues
 */

/** The updates apart, as a peer does them. */
export const stepNames = /** @type {const} */ (['plain', 'penalised', 'generator'])

/**
 * The updates of a configuration: of D, of D with penalty, of G, and what a training does: the first and the third in one graph.
 * @param {TrainingConfig} config
 */
export const buildSteps = (config) => ({
  plain: buildDiscriminatorStep(config, { penalty: false }),
  penalised: buildDiscriminatorStep(config, { penalty: true }),
  generator: buildGeneratorStep(config),
  both: buildTrainingStep(config, { penalty: false }),
})

/**
 * Noise with tags drawn at random, as one batch: what the pictures show makes no difference to the time.
 * @param {TrainingConfig} config
 * @returns {StepValues}
 */
function drawBatch(config) {
  const { batchSize: size, generator, tags } = config
  const { resolution, conditionSize } = generator
  const random = createRandom(1, 'benchmark')
  const data = {
    size,
    resolution,
    tagSchema: tags,
    images: Uint8Array.from({ length: size * resolution ** 2 * 3 }, () => random.integer(256)),
    conditions: Float32Array.from({ length: size * conditionSize }, () => (random.uniform() < 0.25 ? 1 : -1)),
  }
  return {
    ...takeRealBatch(config, data, 0),
    ...sampleFakeBatch(config, 'benchmark'),
    noise: samplePenaltyNoise(config, 0),
  }
}

/**
 * What Adam takes at its update t (Kingma and Ba 2015, end of section 2), and the average's decay.
 * @param {TrainingConfig} config
 * @param {number} t counted from 1
 * @returns {StepValues}
 */
export function scalarsAt({ adam, averageDecay }, t) {
  const correction = Math.sqrt(1 - adam.beta2 ** t)
  const scalar = (/** @type {number} */ value) => ({ data: Float32Array.of(value), shape: [] })
  return {
    'adam.stepSize': scalar((adam.learningRate * correction) / (1 - adam.beta1 ** t)),
    'adam.epsilon': scalar(adam.epsilon * correction),
    'average.decay': scalar(averageDecay),
  }
}

/**
 * Records and compiles the updates; each run goes on from the state that the one before left.
 * @param {TrainingConfig} config
 * @param {import('@animegan/core').SessionOptions} session
 */
export async function compileUpdates(config, session) {
  /** @type {Map<string, import('@animegan/train').StepRunner>} */
  const runners = new Map()
  for (const [name, step] of Object.entries(buildSteps(config))) {
    runners.set(name, await createRecordedRunner(step, createSession, session))
  }
  const first = initialState(config)
  const batch = drawBatch(config)
  const done = { generator: 0, discriminator: 0 }
  let state = first
  return {
    state: first,
    batch,
    /** Goes back to the first state. */
    reset() {
      state = first
      Object.assign(done, { generator: 0, discriminator: 0 })
    },
    /**
     * @param {StepName} name
     * @returns {Promise<Record<string, number>>} the metrics
     */
    async run(name) {
      if (name !== 'generator') done.discriminator++
      if (name === 'generator' || name === 'both') done.generator++
      const t = name === 'generator' ? done.generator : done.discriminator
      const outputs = await runners.get(name)?.run({ ...state, ...batch, ...scalarsAt(config, t) })
      const isMetric = (/** @type {string} */ key) => key.startsWith('metrics/')
      const entries = Object.entries(outputs ?? {})
      state = { ...state, ...Object.fromEntries(entries.filter(([key]) => !isMetric(key))) }
      return Object.fromEntries(
        entries
          .filter(([key]) => isMetric(key))
          .map(([key, { data }]) => [key.slice('metrics/'.length), data[0] ?? Number.NaN]),
      )
    },
    dispose: () => Promise.all([...runners.values()].map((runner) => runner.dispose())),
  }
}
