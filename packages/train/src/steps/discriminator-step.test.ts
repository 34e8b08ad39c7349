import { listParameters } from '@animegan/core'
import { setBackend } from '@tensorflow/tfjs'
import { beforeAll, describe, expect, it } from 'vitest'
import { runBothWays } from '../testing/compare-runners.js'
import { measureSlopes } from '../testing/finite-difference.js'
import { expectEqualGradients, expectEqualOutputs } from '../testing/parity.js'
import { readGradients, stepInputs } from '../testing/step-inputs.js'
import { tinyAttributes, tinyConfig, tinyDcgan, tinyModern } from '../testing/tiny-config.js'
import { buildDiscriminatorStep } from './discriminator-step.js'
import { createEagerRunner } from './run-step.js'

beforeAll(async () => {
  await setBackend('cpu')
})

const { beta1 } = tinyConfig.adam
const none = /^$/
const runEagerly = (config: typeof tinyConfig, penalty: boolean, inputs = stepInputs(config)) =>
  createEagerRunner(buildDiscriminatorStep(config, { penalty })).run(inputs)
const metric = (values: Awaited<ReturnType<typeof runEagerly>>, name: string) =>
  values[`metrics/${name}`]!.data[0]!

describe('buildDiscriminatorStep', () => {
  it.each([
    ['without penalty', tinyConfig, false, none],
    ['with penalty', tinyConfig, true, none],
    ['against a DCGAN', { ...tinyConfig, generator: tinyDcgan }, true, none],
    // What is added to every logit alike takes no part in their differences.
    ['all modern ingredients', tinyModern, true, /^heads\.adversarial\.bias$/],
    ['attributes', tinyAttributes, false, none],
  ])('%s: gives as a recorded graph what tfjs computes', async (_, config, penalty, zero) => {
    const step = buildDiscriminatorStep(config, { penalty })
    expectEqualGradients(await runBothWays(step, stepInputs(config)), 'discriminator', beta1, zero)
    // Far from zero moments an update does not only depend on the gradient's sign.
    expectEqualOutputs(await runBothWays(step, stepInputs(config, { moments: true })))
  })

  it.each([
    ['the paper', tinyConfig, 2e-4],
    ['all modern ingredients', tinyModern, 1e-4],
  ])('has the gradient of its own loss, penalty included: %s', async (_, config, h) => {
    const step = buildDiscriminatorStep(config, { penalty: true })
    const slopes = await measureSlopes(step, stepInputs(config), 'discriminator', beta1, h)
    expect(slopes).toHaveLength(2 * listParameters(config.discriminator).length)
    const largest = Math.max(...slopes.map(({ expected }) => Math.abs(expected)))
    for (const { name, expected, measured } of slopes) {
      expect(Math.abs(expected - measured), name).toBeLessThan(2e-3 * largest)
    }
  })

  it('changes D and its moments, and nothing of G', async () => {
    const inputs = stepInputs(tinyConfig)
    const outputs = await runEagerly(tinyConfig, true, inputs)
    const groups = new Set(Object.keys(outputs).map((name) => name.split('/')[0]))
    expect([...groups].sort()).toEqual([
      'discriminator',
      'discriminator.mean',
      'discriminator.variance',
      'metrics',
    ])
    for (const { name } of listParameters(tinyConfig.discriminator)) {
      expect(outputs[`discriminator/${name}`]!.data, name).not.toEqual(inputs[`discriminator/${name}`]!.data)
    }
  })

  it('weighs and adds up the losses', async () => {
    const outputs = await runEagerly(
      { ...tinyConfig, losses: { ...tinyConfig.losses, tagsOfFakes: false } },
      true,
    )
    const { adversarialWeight, tagWeight } = tinyConfig.losses
    const { dragan: weight, interval } = tinyConfig.penalty
    const expected =
      adversarialWeight * metric(outputs, 'adversarial') +
      tagWeight * metric(outputs, 'tags') +
      weight * interval * metric(outputs, 'dragan')
    expect(metric(outputs, 'loss')).toBeCloseTo(expected, 3)
  })

  it('carries no penalty when told so', async () => {
    const [plain, penalised] = [await runEagerly(tinyConfig, false), await runEagerly(tinyConfig, true)]
    expect(plain).not.toHaveProperty(['metrics/dragan'])
    const { dragan: weight, interval } = tinyConfig.penalty
    expect(metric(penalised, 'loss') - metric(plain, 'loss')).toBeCloseTo(
      weight * interval * metric(penalised, 'dragan'),
      3,
    )
    expect(metric(penalised, 'adversarial')).toBe(metric(plain, 'adversarial'))
  })

  it('learns tags of fakes only when told so', async () => {
    const without = { ...tinyConfig, losses: { ...tinyConfig.losses, tagsOfFakes: false } }
    const outputs = [await runEagerly(tinyConfig, false), await runEagerly(without, false)] as const
    const [onBoth, onReal] = outputs.map((values) => readGradients(values, 'discriminator', beta1))
    expect(metric(outputs[0], 'tags')).toBe(metric(outputs[1], 'tags'))
    expect(metric(outputs[0], 'loss')).toBeGreaterThan(metric(outputs[1], 'loss') + 1)
    expect(onBoth!['heads.tags.bias']).not.toEqual(onReal!['heads.tags.bias'])
    expect(onBoth!['heads.adversarial.weight']).toEqual(onReal!['heads.adversarial.weight'])
  })
})
