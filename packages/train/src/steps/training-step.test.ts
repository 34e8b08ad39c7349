import { createSession } from '@animegan/runtime-node'
import { recordOnnx } from '@animegan/tfjs-onnx'
import { setBackend } from '@tensorflow/tfjs'
import { beforeAll, describe, expect, it } from 'vitest'
import { runBothWays } from '../testing/compare-runners.js'
import { expectEqualOutputs } from '../testing/parity.js'
import { stepInputs } from '../testing/step-inputs.js'
import { tinyConfig, tinyModern, tinyStudent } from '../testing/tiny-config.js'
import type { TrainingConfig } from '../training-config.js'
import { buildDiscriminatorStep } from './discriminator-step.js'
import { buildGeneratorStep } from './generator-step.js'
import { createEagerRunner, createRecordedRunner, type StepValues } from './run-step.js'
import { putGroup, type Step } from './step.js'
import { buildTrainingStep } from './training-step.js'

beforeAll(async () => {
  await setBackend('cpu')
})

const configs: [string, TrainingConfig][] = [
  ['the paper', tinyConfig],
  ['all modern ingredients', tinyModern],
  ['a teacher', tinyStudent],
]

const unnamed = (values: StepValues, network: string) =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name.replace('metrics/', `metrics/${network}/`), value]),
  )

/** How often the recorded graph asks for an operator. */
function count(op: string, step: Step): number {
  const { bytes } = recordOnnx((inputs) => putGroup('next', step.run(inputs)), step.inputs)
  return new Set(
    Buffer.from(bytes)
      .toString('latin1')
      .match(new RegExp(`\\b${op}_\\d+`, 'g')),
  ).size
}

describe('buildTrainingStep', () => {
  it.each(configs)('%s: is an update of D and then one of G, judged by the new D', async (_, config) => {
    const inputs = stepInputs(config, { moments: true })
    const judged = await createEagerRunner(buildDiscriminatorStep(config, { penalty: true })).run(inputs)
    const drawn = await createEagerRunner(buildGeneratorStep(config)).run({ ...inputs, ...judged })
    const eager = { ...unnamed(judged, 'discriminator'), ...unnamed(drawn, 'generator') }
    const runner = await createRecordedRunner(buildTrainingStep(config, { penalty: true }), createSession, {
      device: 'cpu',
      threads: 1,
    })
    const recorded = await runner.run(inputs)
    await runner.dispose()
    expectEqualOutputs({ recorded, eager })
  })

  it('gives as a recorded graph what tfjs computes', async () => {
    const step = buildTrainingStep(tinyModern, { penalty: false })
    expectEqualOutputs(await runBothWays(step, stepInputs(tinyModern, { moments: true })))
  })

  it('draws the pictures once for both', () => {
    const plain = { penalty: false }
    const drawing = count('DepthToSpace', buildGeneratorStep(tinyModern))
    expect(drawing).toBeGreaterThan(0)
    expect(count('DepthToSpace', buildDiscriminatorStep(tinyModern, plain))).toBe(drawing)
    expect(count('DepthToSpace', buildTrainingStep(tinyModern, plain))).toBe(drawing)
  })
})
