import type { DiscriminatorSpec } from '@animegan/core'
import { listParameters } from '@animegan/core'
import {
  grad,
  grads,
  ones,
  type Rank,
  setBackend,
  type Tensor,
  type Tensor1D,
  type Tensor4D,
  tensor,
  tidy,
} from '@tensorflow/tfjs'
import { beforeAll, describe, expect, it } from 'vitest'
import { draganPenalty, perturbImages, zeroCentredPenalty } from './gradient-penalty.js'
import { applyDiscriminator } from './networks/discriminator.js'
import { initialiseParameters } from './parameters.js'
import { randomTensor } from './testing/random-array.js'

beforeAll(async () => {
  await setBackend('cpu')
})

describe('perturbImages', () => {
  it('adds noise of half the standard deviation of the whole batch', () => {
    // One white and one black picture: within each nothing varies, over both the deviation is 1.
    const images = tensor([1, 1, 1, -1, -1, -1], [2, 1, 1, 3]) as Tensor4D
    const noise = tensor([0, 0.5, 1, 0, 0.25, 1], [2, 1, 1, 3]) as Tensor4D
    const moved = Array.from(perturbImages(images, noise).dataSync())
    expect(moved).toEqual([1, 1.25, 1.5, -1, -0.875, -0.5])
  })

  it('scales with the pictures', () => {
    const images = randomTensor<Rank.R4>([4, 4, 4, 3], 3, 2)
    const moved = perturbImages(images, ones([4, 4, 4, 3]))
      .sub(images)
      .dataSync()
    const values = Array.from(images.dataSync())
    const mean = values.reduce((a, b) => a + b) / values.length
    const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length)
    for (const change of moved) expect(change).toBeCloseTo(0.5 * deviation, 5)
  })
})

describe('draganPenalty', () => {
  it('takes the norm over all pixels and channels of a picture', () => {
    // A linear D has its weights as gradient everywhere: 2 * 2 * 3 weights of 0.5 have the norm sqrt(3).
    const weights = ones([2, 2, 3]).mul(0.5)
    const logits = (x: Tensor4D) => x.mul(weights).sum([1, 2, 3]) as Tensor1D
    const penalty = draganPenalty(logits, randomTensor([5, 2, 2, 3], 1) as Tensor4D)
    expect(penalty.dataSync()[0]).toBeCloseTo((Math.sqrt(3) - 1) ** 2, 5)
  })

  it('takes each picture for itself and averages over the batch', () => {
    // The gradient of x^2 / 2 is x: pictures of norm 3 and 0.5.
    const logits = (x: Tensor4D) => x.square().mul(0.5).sum([1, 2, 3]) as Tensor1D
    const images = tensor([1, 2, 2, 0.3, 0, 0.4], [2, 1, 1, 3]) as Tensor4D
    const penalty = draganPenalty(logits, images)
    expect(penalty.dataSync()[0]).toBeCloseTo(((3 - 1) ** 2 + (0.5 - 1) ** 2) / 2, 5)
  })

  it('has no NaN where the gradient vanishes', () => {
    const images = ones<Rank.R4>([1, 2, 2, 3])
    const penalty = (weights: Tensor) =>
      draganPenalty((x) => x.mul(weights).sum([1, 2, 3]) as Tensor1D, images)
    expect(
      grad(penalty)(ones([2, 2, 3]).mul(0))
        .dataSync()
        .every(Number.isFinite),
    ).toBe(true)
  })

  it('is differentiable by the weights of a discriminator with leaky ReLUs', () => {
    const spec: DiscriminatorSpec = {
      kind: 'resnet',
      conditionSize: 1,
      resolution: 4,
      stages: [{ channels: 2, kernel: 4, blocks: 1 }],
      leak: 0.2,
      deviationGroup: 0,
      projection: false,
    }
    // The gradient by the picture knows nothing of the tag head, nor of what is only added to the logit.
    const rest = {
      'heads.tags.weight': ones([8, 1]),
      'heads.tags.bias': ones([1]),
      'heads.adversarial.bias': ones([1]),
    }
    const trained = listParameters(spec).filter(({ name }) => !Object.hasOwn(rest, name))
    const fresh = initialiseParameters(spec, 6, 'kaiming')
    const images = randomTensor([2, 4, 4, 3], 2) as Tensor4D
    const loss = (...values: Tensor[]) => {
      const parameters = Object.fromEntries(trained.map(({ name }, i) => [name, values[i]!]))
      const condition = ones<Rank.R2>([2, 1])
      return draganPenalty(
        (x) => applyDiscriminator(spec, { ...parameters, ...rest }, x, condition).adversarial,
        images,
      )
    }
    const values = trained.map(({ name, shape }) => tensor(fresh[name]!, shape))
    const gradients = grads(loss)(values).map((gradient) => gradient.dataSync())
    const largest = Math.max(...gradients.flatMap((gradient) => Array.from(gradient, Math.abs)))
    expect(largest).toBeGreaterThan(0.1)

    // The penalty jumps where an activation changes its sign; with this seed none is within h of zero.
    const h = 2e-3
    trained.forEach(({ name, shape }, i) => {
      for (let at = 0; at < fresh[name]!.length; at++) {
        const moved = (by: number) =>
          tidy(() => {
            const array = fresh[name]!.slice()
            array[at]! += by
            return loss(...values.with(i, tensor(array, shape))).dataSync()[0]!
          })
        const difference = (moved(h) - moved(-h)) / (2 * h)
        expect(Math.abs(difference - gradients[i]![at]!), `${name}[${at}]`).toBeLessThan(1e-3 * largest)
      }
    })
  })
})

describe('zeroCentredPenalty', () => {
  it("is half the squared norm of each picture's gradient, averaged over the batch", () => {
    const logits = (x: Tensor4D) => x.square().mul(0.5).sum([1, 2, 3]) as Tensor1D
    const images = tensor([1, 2, 2, 0.3, 0, 0.4], [2, 1, 1, 3]) as Tensor4D
    expect(zeroCentredPenalty(logits, images).dataSync()[0]).toBeCloseTo((9 + 0.25) / 2 / 2, 5)
  })
})
