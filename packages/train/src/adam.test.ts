import { scalar, setBackend, tensor1d } from '@tensorflow/tfjs'
import { beforeAll, describe, expect, it } from 'vitest'
import { type AdamSlot, adamScalars, adamUpdate } from './adam.js'
import { randomArray } from './testing/random-array.js'

beforeAll(async () => {
  await setBackend('cpu')
})

const size = 6

/** Adam as Kingma and Ba's Algorithm 1 has it, in double precision. */
function plainAdam(values: number[], gradients: Float32Array[], learningRate: number, options: typeof paper) {
  const { beta1, beta2, epsilon } = options
  const [mean, variance] = [values.map(() => 0), values.map(() => 0)]
  gradients.forEach((gradient, step) => {
    const t = step + 1
    gradient.forEach((g, i) => {
      mean[i] = beta1 * mean[i]! + (1 - beta1) * g
      variance[i] = beta2 * variance[i]! + (1 - beta2) * g * g
      const [corrected, spread] = [mean[i]! / (1 - beta1 ** t), variance[i]! / (1 - beta2 ** t)]
      values[i]! -= (learningRate * corrected) / (Math.sqrt(spread) + epsilon)
    })
  })
  return { values, mean, variance }
}

const paper = { beta1: 0.5, beta2: 0.999, epsilon: 1e-8 }

describe('adamUpdate', () => {
  it.each([
    ['the paper', paper, 2e-4],
    ['an epsilon that matters', { beta1: 0.9, beta2: 0.99, epsilon: 0.1 }, 1e-2],
  ])('equals Adam with bias correction over 10 steps: %s', (_, options, learningRate) => {
    const start = Array.from(randomArray(size, 1))
    // Sizes from 1e-4 to 10, so that a wrong epsilon shows.
    const gradients = Array.from({ length: 10 }, (_, step) =>
      randomArray(size, 2 + step).map((g, i) => g * 10 ** (i - 4)),
    )
    let slot: AdamSlot = {
      value: tensor1d(start),
      mean: tensor1d(start).mul(0),
      variance: tensor1d(start).mul(0),
    }
    gradients.forEach((gradient, step) => {
      const { stepSize, epsilon } = adamScalars(learningRate, step + 1, options)
      slot = adamUpdate(slot, tensor1d(gradient), scalar(stepSize), scalar(epsilon), options)
    })
    const expected = plainAdam([...start], gradients, learningRate, options)
    const moved = 10 * learningRate
    slot.value.dataSync().forEach((value, i) => {
      expect(Math.abs(value - expected.values[i]!) / moved).toBeLessThan(1e-4 + 1.2e-7 / moved)
    })
    for (const moment of ['mean', 'variance'] as const) {
      slot[moment].dataSync().forEach((value, i) => {
        expect(value / expected[moment][i]!).toBeCloseTo(1, 4)
      })
    }
  })

  it('moves by the learning rate at the first step, whatever the gradient', () => {
    const { stepSize, epsilon } = adamScalars(2e-4, 1, paper)
    const zero = tensor1d([0, 0])
    const slot = { value: zero, mean: zero, variance: zero }
    const next = adamUpdate(slot, tensor1d([1e-3, -50]), scalar(stepSize), scalar(epsilon), paper)
    const [first, second] = next.value.dataSync()
    expect(first! / -2e-4).toBeCloseTo(1, 4)
    expect(second! / 2e-4).toBeCloseTo(1, 4)
  })

  it('leaves a value alone whose gradient is always zero', () => {
    const { stepSize, epsilon } = adamScalars(2e-4, 1, paper)
    const zero = tensor1d([0])
    const slot = { value: tensor1d([3]), mean: zero, variance: zero }
    const next = adamUpdate(slot, zero, scalar(stepSize), scalar(epsilon), paper)
    expect(next.value.dataSync()[0]).toBe(3)
  })
})

describe('adamScalars', () => {
  it('tends to the learning rate itself', () => {
    expect(adamScalars(2e-4, 1, paper).stepSize).toBeCloseTo((2e-4 * Math.sqrt(0.001)) / 0.5, 12)
    expect(adamScalars(2e-4, 100_000, paper)).toEqual({
      stepSize: expect.closeTo(2e-4, 12),
      epsilon: expect.closeTo(1e-8, 15),
    })
  })
})
