import {
  grad,
  grads,
  image,
  range,
  setBackend,
  type Tensor,
  type Tensor1D,
  type Tensor4D,
  tensor,
  tensor1d,
  tensor4d,
} from '@tensorflow/tfjs'
import { beforeAll, describe, expect, it } from 'vitest'
import { randomTensor } from '../testing/random-array.js'
import {
  batchNorm,
  convolution,
  deconvolution,
  dense,
  leakyRelu,
  pixelShuffle,
  resizeConvolution,
} from './layers.js'

beforeAll(async () => {
  await setBackend('cpu')
})

const expectClose = (actual: Tensor, expected: Tensor, digits: number) => {
  expect(actual.shape).toEqual(expected.shape)
  const wanted = expected.dataSync()
  actual.dataSync().forEach((value, i) => {
    expect(value).toBeCloseTo(wanted[i]!, digits)
  })
}

describe('dense', () => {
  it('multiplies and adds', () => {
    const parameters = {
      'a.weight': tensor([1, 2, 3, 4, 5, 6], [3, 2]),
      'a.bias': tensor1d([10, 20]),
    }
    expect(dense(parameters, 'a', tensor([1, 0, -1], [1, 3])).arraySync()).toEqual([[6, 16]])
  })
})

describe('convolution', () => {
  it('keeps the side, or halves it with stride 2', () => {
    const parameters = { 'a.weight': randomTensor([4, 4, 3, 5], 1), 'a.bias': tensor1d([1, 2, 3, 4, 5]) }
    const x = randomTensor([2, 8, 8, 3], 2) as Tensor4D
    expect(convolution(parameters, 'a', x).shape).toEqual([2, 8, 8, 5])
    expect(convolution(parameters, 'a', x, 2).shape).toEqual([2, 4, 4, 5])
    const black = convolution(parameters, 'a', x.mul(0), 2).slice([0, 0, 0], [1, 1, 1])
    expect(Array.from(black.dataSync())).toEqual([1, 2, 3, 4, 5])
  })
})

describe('deconvolution', () => {
  it('doubles the side and adds the bias; the filter is [height, width, out, in]', () => {
    const parameters = { 'a.weight': randomTensor([4, 4, 2, 3], 1), 'a.bias': tensor1d([7, 8]) }
    const result = deconvolution(parameters, 'a', tensor4d(new Float32Array(12), [1, 2, 2, 3]))
    expect(result.shape).toEqual([1, 4, 4, 2])
    expect(Array.from(result.dataSync().slice(0, 2))).toEqual([7, 8])
  })
})

describe('pixelShuffle', () => {
  it('takes channels depth first: channel k * c + i is channel i of sub-pixel k', () => {
    // Two channels; the sub-pixels top left, top right, bottom left, bottom right hold 0-1, 2-3, 4-5, 6-7.
    const x = range(0, 8).reshape<Tensor4D>([1, 1, 1, 8])
    expect(pixelShuffle(x).arraySync()).toEqual([
      [
        [
          [0, 1],
          [2, 3],
        ],
        [
          [4, 5],
          [6, 7],
        ],
      ],
    ])
  })

  it('leaves each pixel in its place', () => {
    const x = tensor4d([0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3], [1, 2, 2, 4])
    expect(pixelShuffle(x).squeeze().arraySync()).toEqual([
      [0, 0, 1, 1],
      [0, 0, 1, 1],
      [2, 2, 3, 3],
      [2, 2, 3, 3],
    ])
  })

  it('is linear, so its gradient has the values that went in', () => {
    const x = randomTensor([2, 3, 3, 8], 1) as Tensor4D
    const weights = randomTensor([2, 6, 6, 2], 2) as Tensor4D
    const gradient = grad((y) =>
      pixelShuffle(y as Tensor4D)
        .mul(weights)
        .sum(),
    )(x) as Tensor4D
    expectClose(pixelShuffle(gradient), weights, 6)
  })
})

describe('resizeConvolution', () => {
  it('is nearest-neighbour resizing and then a convolution', () => {
    const parameters = { 'a.weight': randomTensor([3, 3, 2, 5], 1), 'a.bias': randomTensor([5], 2) }
    const x = randomTensor([2, 4, 4, 2], 3) as Tensor4D
    const resized = image.resizeNearestNeighbor(x, [8, 8])
    expectClose(resizeConvolution(parameters, 'a', x), convolution(parameters, 'a', resized), 5)
  })
})

describe('leakyRelu', () => {
  const x = tensor4d([-2, -0.5, 0.5, 2], [1, 1, 1, 4])

  it('is x above zero and leak * x below', () => {
    expectClose(leakyRelu(x, 0.2), tensor4d([-0.4, -0.1, 0.5, 2], [1, 1, 1, 4]), 6)
  })

  it('has the slopes 1 and leak', () => {
    const slope = grad((y) => leakyRelu(y as Tensor4D, 0.2).sum())(x)
    expectClose(slope, tensor4d([0.2, 0.2, 1, 1], [1, 1, 1, 4]), 6)
  })

  it('can be differentiated twice', () => {
    // f = leaky(x)^2 / 2, so f' = slope * leaky(x) and (sum f'^2 / 2)' = slope^3 * leaky(x).
    const half = (y: Tensor) => y.square().sum().mul(0.5)
    const first = grad((y) => half(leakyRelu(y as Tensor4D, 0.2)))
    const second = grad((y) => half(first(y)))(x)
    const slopes = tensor4d([0.2, 0.2, 1, 1], [1, 1, 1, 4])
    expectClose(second, slopes.pow(3).mul(leakyRelu(x, 0.2)), 6)
  })
})

describe('batchNorm', () => {
  const epsilon = 1e-3

  /** The definition, for tfjs to differentiate operation by operation. */
  const naive = (x: Tensor, gamma: Tensor, beta: Tensor) => {
    const axes = x.shape.map((_, axis) => axis).slice(0, -1)
    const mean = x.mean(axes)
    const variance = x.sub(mean).square().mean(axes)
    return x.sub(mean).div(variance.add(epsilon).sqrt()).mul(gamma).add(beta)
  }

  it.each([
    ['per channel', [3, 4, 4, 5]],
    ['per feature', [6, 5]],
  ])('has the value and the gradients of the definition: %s', (_, shape) => {
    const x = randomTensor(shape, 1, 3).add(2)
    const gamma = randomTensor([5], 2).add(1)
    const beta = randomTensor([5], 3)
    const weights = randomTensor(shape, 4)
    expectClose(batchNorm(x, gamma, beta, epsilon), naive(x, gamma, beta), 5)
    // Not linear in the output, so that the incoming gradient varies with everything.
    const gradients = (norm: typeof naive) =>
      grads((x, gamma, beta) => norm(x!, gamma!, beta!).mul(weights).tanh().sum())([x, gamma, beta])
    const expected = gradients(naive)
    gradients((x, gamma, beta) => batchNorm(x, gamma, beta, epsilon)).forEach((gradient, i) => {
      expectClose(gradient, expected[i]!, 4)
    })
  })

  it('gives beta as mean and gamma^2 as variance, and shows the mean and biased variance of the batch', () => {
    const x = tensor([1, 10, 3, 10, 5, 10, 7, 10], [4, 2])
    let seen: number[][] = []
    const normed = batchNorm(x, tensor1d([2, 2]), tensor1d([5, -1]), 1e-9, (mean, variance) => {
      seen = [mean, variance].map((tensor) => Array.from((tensor as Tensor1D).dataSync()))
    })
    expect(seen).toEqual([
      [4, 10],
      [5, 0],
    ])
    const [first, second] = normed.unstack(1)
    expect(first!.mean().dataSync()[0]).toBeCloseTo(5, 5)
    expect(first!.sub(5).square().mean().dataSync()[0]).toBeCloseTo(4, 4)
    expect(Array.from(second!.dataSync())).toEqual([-1, -1, -1, -1])
  })
})
