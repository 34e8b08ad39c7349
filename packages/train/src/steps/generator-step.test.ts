import { listParameters } from '@animegan/core'
import { setBackend, type Tensor, type Tensor2D, tensor, tidy } from '@tensorflow/tfjs'
import { beforeAll, describe, expect, it } from 'vitest'
import { applyGenerator } from '../networks/generator.js'
import { runBothWays } from '../testing/compare-runners.js'
import { measureSlopes } from '../testing/finite-difference.js'
import { expectEqualGradients, expectEqualOutputs } from '../testing/parity.js'
import { stepInputs } from '../testing/step-inputs.js'
import {
  tinyAttributes,
  tinyConfig,
  tinyDcgan,
  tinyModern,
  tinySrresnet,
  tinyStudent,
} from '../testing/tiny-config.js'
import type { TrainingConfig } from '../training-config.js'
import { readGroup } from '../training-state.js'
import { buildGeneratorStep } from './generator-step.js'
import { createEagerRunner, type StepValues } from './run-step.js'

beforeAll(async () => {
  await setBackend('cpu')
})

const { beta1 } = tinyConfig.adam
// A norm takes away what its input has added to every entry of a channel: the bias before it has no effect.
const vanishing = /^(input\.dense|blocks\.\d+\.conv\d|trunk\.conv|upsample\.\d+\.deconv)\.bias$/
// The trunk's norm comes right behind the last block's, the dense layer's bias may differ within a channel.
const vanishingLongSkip = /^blocks\.\d+\.(conv\d\.bias|norm2\.beta)$/

const configs: [string, TrainingConfig, RegExp][] = [
  ['long skip', tinyConfig, vanishingLongSkip],
  [
    'convolution, norm per feature, 9x9 output',
    {
      ...tinyConfig,
      generator: { ...tinySrresnet, afterBlocks: 'convolution', inputNorm: 'per-feature', outputKernel: 9 },
    },
    vanishing,
  ],
  ['DCGAN', { ...tinyConfig, generator: tinyDcgan }, vanishing],
  ['all modern ingredients', tinyModern, /^stages\.\d+\.(blocks\.\d+\.conv\d|grow\.conv)\.bias$/],
  [
    'rare tags lifted',
    {
      ...tinyConfig,
      losses: { ...tinyConfig.losses, tagBalance: 1 },
      sampling: { conditions: 'data', byTag: 0 },
    },
    vanishingLongSkip,
  ],
  ['attributes', tinyAttributes, vanishingLongSkip],
  ['a teacher', tinyStudent, vanishingLongSkip],
]

describe('buildGeneratorStep', () => {
  it.each(configs)('%s: gives as a recorded graph what tfjs computes', async (_, config, zero) => {
    const step = buildGeneratorStep(config)
    expectEqualGradients(await runBothWays(step, stepInputs(config)), 'generator', beta1, zero)
    const results = await runBothWays(step, stepInputs(config, { moments: true }))
    expectEqualOutputs(results)
  })

  it.each(configs)('%s: has the gradient of its own loss', async (_, config) => {
    const slopes = await measureSlopes(
      buildGeneratorStep(config),
      stepInputs(config),
      'generator',
      beta1,
      config === tinyModern ? 1e-4 : 2e-4,
    )
    const trained = listParameters(config.generator).filter(({ trained }) => trained)
    expect(slopes).toHaveLength(2 * trained.length)
    const largest = Math.max(...slopes.map(({ expected }) => Math.abs(expected)))
    for (const { name, expected, measured } of slopes) {
      expect(Math.abs(expected - measured), name).toBeLessThan(2e-3 * largest)
    }
  })

  it('changes G, its moments and its average, and nothing of D', async () => {
    const inputs = stepInputs(tinyConfig)
    const outputs = await createEagerRunner(buildGeneratorStep(tinyConfig)).run(inputs)
    const groups = new Set(Object.keys(outputs).map((name) => name.split('/')[0]))
    expect([...groups].sort()).toEqual([
      'average',
      'generator',
      'generator.mean',
      'generator.variance',
      'metrics',
    ])
    for (const { name } of listParameters(tinyConfig.generator)) {
      for (const group of ['generator', 'average']) {
        expect(outputs[`${group}/${name}`]!.data, name).not.toEqual(inputs[`${group}/${name}`]!.data)
      }
    }
  })

  it('weighs and adds up the losses', async () => {
    const outputs = await createEagerRunner(buildGeneratorStep(tinyConfig)).run(stepInputs(tinyConfig))
    const metric = (name: string) => outputs[`metrics/${name}`]!.data[0]!
    const { adversarialWeight, tagWeight } = tinyConfig.losses
    expect(metric('loss')).toBeCloseTo(
      adversarialWeight * metric('adversarial') + tagWeight * metric('tags'),
      4,
    )
  })

  it('lifts rare tags only when it is asked for tags of the data', async () => {
    const losses = { ...tinyConfig.losses, tagBalance: 1 }
    const lossOf = async (conditions: 'prior' | 'data') => {
      const config: TrainingConfig = { ...tinyConfig, losses, sampling: { conditions, byTag: 0 } }
      const outputs = await createEagerRunner(buildGeneratorStep(config)).run(stepInputs(config))
      return outputs['metrics/tags']!.data[0]!
    }
    expect(await lossOf('data')).not.toBeCloseTo(await lossOf('prior'), 1)
  })

  it('moves the running statistics towards those of the batch', async () => {
    const inputs = stepInputs(tinyConfig)
    const outputs = await createEagerRunner(buildGeneratorStep(tinyConfig)).run(inputs)
    const batch = measureBatch(tinyConfig, inputs)
    const old = readGroup(inputs, 'generator', tinyConfig.generator)
    const next = readGroup(outputs, 'generator', tinyConfig.generator)
    const statistics = listParameters(tinyConfig.generator).filter(({ trained }) => !trained)
    expect(statistics.map(({ name }) => name).sort()).toEqual(Object.keys(batch).sort())
    for (const { name } of statistics) {
      next[name]!.forEach((value, i) => {
        expect(value, name).toBeCloseTo(0.9 * old[name]![i]! + 0.1 * batch[name]![i]!, 4)
      })
    }
  })

  it.each([0, 0.75])(
    'averages weights and statistics with the decay that the step is given: %d',
    async (decay) => {
      const inputs: StepValues = {
        ...stepInputs(tinyConfig),
        'average.decay': { data: Float32Array.of(decay), shape: [] },
      }
      // The average must not be what it is mixed with.
      for (const { name } of listParameters(tinyConfig.generator)) {
        const value = inputs[`average/${name}`]!
        inputs[`average/${name}`] = { ...value, data: (value.data as Float32Array).map((x) => 1 - x) }
      }
      const outputs = await createEagerRunner(buildGeneratorStep(tinyConfig)).run(inputs)
      for (const { name } of listParameters(tinyConfig.generator)) {
        const [old, next] = [inputs[`average/${name}`]!.data, outputs[`generator/${name}`]!.data]
        outputs[`average/${name}`]!.data.forEach((value, i) => {
          expect(value, name).toBeCloseTo(decay * old[i]! + (1 - decay) * next[i]!, 5)
        })
      }
    },
  )
})

/** Mean and biased variance of what comes to each norm, measured outside of the step. */
function measureBatch({ generator }: TrainingConfig, inputs: StepValues): Record<string, Float32Array> {
  return tidy(() => {
    const arrays = readGroup(inputs, 'generator', generator)
    const parameters: Record<string, Tensor> = Object.fromEntries(
      listParameters(generator).map(({ name, shape }) => [name, tensor(arrays[name]!, shape)]),
    )
    const [latents, conditions] = ['latents', 'conditions'].map((name) =>
      tensor(inputs[name]!.data as Float32Array, [...inputs[name]!.shape] as [number, number]),
    ) as [Tensor2D, Tensor2D]
    const batch: Record<string, Float32Array> = {}
    applyGenerator(generator, parameters, latents, conditions, (name, x) => {
      const rows = x.reshape([-1, x.shape.at(-1)!])
      const mean = rows.mean(0)
      const variance = rows.sub(mean).square().mean(0)
      batch[`${name}.mean`] = mean.dataSync() as Float32Array
      batch[`${name}.variance`] = variance.dataSync() as Float32Array
      const scale = parameters[`${name}.gamma`]!.div(variance.add(generator.normEpsilon).sqrt())
      return x.sub(mean).mul(scale).add(parameters[`${name}.beta`]!)
    })
    return batch
  })
}
