import { listParameters } from '@animegan/core'
import { memory, setBackend } from '@tensorflow/tfjs'
import { beforeAll, describe, expect, it } from 'vitest'
import { createEagerRunner, type StepValues } from '../steps/run-step.js'
import { runBothWays } from '../testing/compare-runners.js'
import { measureSlopes } from '../testing/finite-difference.js'
import { expectEqualGradients, expectEqualOutputs } from '../testing/parity.js'
import { randomArray } from '../testing/random-array.js'
import { tinyData } from '../testing/tiny-config.js'
import { tinyTagger } from '../testing/tiny-tagger.js'
import { gatherBatch } from './tagger-batch.js'
import { initialTaggerState } from './tagger-checkpoint.js'
import { buildTaggerStep } from './tagger-step.js'

beforeAll(async () => {
  await setBackend('cpu')
})

const { beta1 } = tinyTagger.adam

/** The middle of a training: no weight is still 0. */
function stepInputs({ moments = false } = {}): StepValues {
  const state = Object.entries(initialTaggerState(tinyTagger)).map(([name, value], i) => {
    const noise = randomArray(value.data.length, i, 0.2)
    if (!name.startsWith('tagger/') && !moments) return [name, value]
    const data = name.startsWith('tagger.variance') ? noise.map((x) => 0.5 + x * x) : noise
    const old = value.data as Float32Array
    return [name, { ...value, data: data.map((x, j) => x + old[j]!) }]
  })
  return {
    ...Object.fromEntries(state),
    'adam.stepSize': { data: Float32Array.of(0.01), shape: [] },
    'adam.epsilon': { data: Float32Array.of(1e-3), shape: [] },
    ...gatherBatch(tinyData(), Uint32Array.of(1, 4, 5, 7)),
  }
}

describe('buildTaggerStep', () => {
  it('gives as a recorded graph what tfjs computes', async () => {
    const step = buildTaggerStep(tinyTagger)
    expectEqualGradients(await runBothWays(step, stepInputs()), 'tagger', beta1)
    expectEqualOutputs(await runBothWays(step, stepInputs({ moments: true })))
  })

  it('has the gradient of its own loss', async () => {
    const slopes = await measureSlopes(buildTaggerStep(tinyTagger), stepInputs(), 'tagger', beta1, 5e-4)
    expect(slopes).toHaveLength(2 * listParameters(tinyTagger.network).length)
    const largest = Math.max(...slopes.map(({ expected }) => Math.abs(expected)))
    for (const { name, expected, measured } of slopes) {
      expect(Math.abs(expected - measured), name).toBeLessThan(2e-3 * largest)
    }
  })

  it('reports loss, accuracy and gradient norm, and leaves no tensor behind', async () => {
    const before = memory().numTensors
    const outputs = await createEagerRunner(buildTaggerStep(tinyTagger)).run(stepInputs())
    expect(memory().numTensors).toBe(before)
    const metrics = Object.keys(outputs).filter((name) => name.startsWith('metrics/'))
    expect(metrics.sort()).toEqual(['metrics/accuracy', 'metrics/gradientNorm', 'metrics/loss'])
    for (const name of metrics) expect(outputs[name]!.data[0], name).toBeGreaterThan(0)
    expect(outputs['metrics/accuracy']!.data[0]).toBeLessThanOrEqual(1)
  })
})
