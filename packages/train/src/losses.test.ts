import { type Tensor2D, tensor1d, tensor2d } from '@tensorflow/tfjs'
import { describe, expect, it } from 'vitest'
import {
  accuracy,
  conditionLoss,
  discriminatorAdversarialLoss,
  generatorAdversarialLoss,
  tagAccuracy,
} from './losses.js'

const minusLogSigmoid = (logit: number) => -Math.log(1 / (1 + Math.exp(-logit)))
const real = [2, -1, 0.5]
const fake = [-3, 0, 1]
const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length

describe('adversarial losses', () => {
  it('D: -log sigmoid(D(x)) - log(1 - sigmoid(D(G(z, c)))), each averaged over the batch', () => {
    const expected = mean(real.map(minusLogSigmoid)) + mean(fake.map((logit) => minusLogSigmoid(-logit)))
    expect(
      discriminatorAdversarialLoss(tensor1d(real), tensor1d(fake), 'non-saturating').dataSync()[0],
    ).toBeCloseTo(expected, 6)
  })

  it('G: -log sigmoid(D(G(z, c))), which is large where D is sure', () => {
    expect(generatorAdversarialLoss(tensor1d(fake)).dataSync()[0]).toBeCloseTo(
      mean(fake.map(minusLogSigmoid)),
      6,
    )
    expect(generatorAdversarialLoss(tensor1d([-50])).dataSync()[0]).toBeCloseTo(50, 5)
  })

  it('knows nothing at logit 0: log 2 a term', () => {
    const zero = tensor1d([0, 0])
    expect(discriminatorAdversarialLoss(zero, zero, 'non-saturating').dataSync()[0]).toBeCloseTo(
      2 * Math.LN2,
      6,
    )
    expect(generatorAdversarialLoss(zero).dataSync()[0]).toBeCloseTo(Math.LN2, 6)
  })

  it('stays finite for logits whose sigmoid is 0 in float32', () => {
    const [sure, wrong] = [tensor1d([-200]), tensor1d([200])]
    expect(discriminatorAdversarialLoss(sure, wrong, 'non-saturating').dataSync()[0]).toBeCloseTo(400, 3)
  })
})

describe('relativistic losses', () => {
  it('compare each fake with the real picture beside it', () => {
    const d = discriminatorAdversarialLoss(tensor1d(real), tensor1d(fake), 'relativistic').dataSync()[0]
    expect(d).toBeCloseTo(mean(real.map((logit, i) => minusLogSigmoid(logit - fake[i]!))), 5)
    const g = generatorAdversarialLoss(tensor1d(fake), tensor1d(real)).dataSync()[0]
    expect(g).toBeCloseTo(mean(real.map((logit, i) => minusLogSigmoid(fake[i]! - logit))), 5)
  })
})

describe('conditionLoss', () => {
  const logits = [
    [1, -2, 0.5],
    [3, 0, -1],
  ]
  const tags = [
    [1, -1, -1],
    [-1, 1, 1],
  ]

  it('is the cross-entropy of every tag, summed over tags and averaged over pictures', () => {
    const perPicture = logits.map((row, i) =>
      row.reduce((sum, logit, j) => sum + minusLogSigmoid(tags[i]![j]! * logit), 0),
    )
    expect(conditionLoss(tensor2d(logits), tensor2d(tags), 3).dataSync()[0]).toBeCloseTo(mean(perPicture), 6)
  })

  it('grows with the tags, not with the batch', () => {
    const zeros = (batch: number, count: number): Tensor2D =>
      tensor2d(new Float32Array(batch * count), [batch, count])
    const on = (batch: number, count: number) =>
      tensor2d(new Float32Array(batch * count).fill(1), [batch, count])
    const loss = (batch: number, count: number) =>
      conditionLoss(zeros(batch, count), on(batch, count), count).dataSync()[0]
    expect(loss(1, 34)).toBeCloseTo(34 * Math.LN2, 4)
    expect(loss(8, 34)).toBeCloseTo(34 * Math.LN2, 4)
  })

  it('an absent tag is -1 and pulls its logit down', () => {
    const loss = (logit: number) => conditionLoss(tensor2d([[logit]]), tensor2d([[-1]]), 1).dataSync()[0]!
    expect(loss(-4)).toBeCloseTo(minusLogSigmoid(4), 6)
    expect(loss(4)).toBeCloseTo(minusLogSigmoid(-4), 5)
  })
})

describe('conditionLoss with attributes and weights', () => {
  const estimates = tensor2d([[2, -1, 0.5, -0.25]])
  const conditions = tensor2d([[1, 1, 0.9, -1]])
  const entropy = [minusLogSigmoid(2), minusLogSigmoid(-1)] as const

  it('takes the squared error of what comes after the tags', () => {
    const expected = entropy[0] + entropy[1] + 0.4 ** 2 + 0.75 ** 2
    expect(conditionLoss(estimates, conditions, 2).dataSync()[0]).toBeCloseTo(expected, 5)
    expect(tagAccuracy(estimates, conditions, 2).dataSync()[0]).toBe(0.5)
  })

  it('weighs absent and present tags each by their own', () => {
    const weights = tensor2d([
      [10, 20],
      [3, 5],
    ])
    const tags = tensor2d([[1, -1]])
    const logits = tensor2d([[2, 1]])
    const expected = 3 * minusLogSigmoid(2) + 20 * minusLogSigmoid(-1)
    expect(conditionLoss(logits, tags, 2, weights).dataSync()[0]).toBeCloseTo(expected, 4)
  })
})

describe('accuracy', () => {
  it('counts the logits whose sign is right; 0 is wrong either way', () => {
    expect(accuracy(tensor1d([2, -1, 0.5, 0]), 1).dataSync()[0]).toBe(0.5)
    expect(accuracy(tensor1d([2, -1, 0.5, 0]), -1).dataSync()[0]).toBe(0.25)
    expect(accuracy(tensor2d([[1, -1]]), tensor2d([[-1, -1]])).dataSync()[0]).toBe(0.5)
  })
})
