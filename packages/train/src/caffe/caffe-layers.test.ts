import { AnimeganError } from '@animegan/core'
import { setBackend } from '@tensorflow/tfjs'
import { beforeAll, describe, expect, it } from 'vitest'
import { largestDifference } from '../testing/compare-runners.js'
import { randomArray } from '../testing/random-array.js'
import { readCaffeNet } from './caffe-net.js'
import {
  type CaffeFormat,
  type EncodedLayer,
  encodeCaffe,
  newFormat,
  oldFormat,
} from './testing/encode-caffe.js'
import { convolve, multiply, poolPlainly } from './testing/plain-layers.js'
import { type Numbers, runCaffe } from './testing/run-caffe.js'

beforeAll(async () => {
  await setBackend('cpu')
})

const random = (shape: number[], seed: number): Numbers => ({
  shape,
  data: randomArray(
    shape.reduce((a, b) => a * b),
    seed,
    0.5,
  ),
})
const map = (x: Numbers, f: (value: number) => number): Numbers => ({ ...x, data: x.data.map(f) })

/** A map whose sides no stride here divides. */
const input = random([1, 3, 9, 8], 1)

interface Case {
  layers: EncodedLayer[]
  expected: Numbers
}

const pooling = (
  kind: 'max' | 'mean',
  poolingParam: object,
  [kernel, stride, pad]: [[number, number], [number, number], [number, number]],
  round?: (steps: number) => number,
): Case => ({
  layers: [{ name: 'p', type: 'Pooling', poolingParam: { pool: kind === 'max' ? 0 : 1, ...poolingParam } }],
  expected: poolPlainly(input, kind, { kernel, stride, pad }, round),
})

const convolution = (
  convolutionParam: object,
  [kernel, stride, pad]: [[number, number], [number, number], [number, number]],
): Case => {
  const [filters, biases] = [random([4, 3, ...kernel], 2), random([4], 3)]
  const settings = { numOutput: 4, ...convolutionParam }
  return {
    layers: [{ name: 'c', type: 'Convolution', convolutionParam: settings, blobs: [filters, biases] }],
    expected: convolve(input, filters, biases.data, { kernel, stride, pad }),
  }
}

const [weights, biases] = [random([5, 3 * 9 * 8], 4), random([5], 5)]
const noBiases = new Float32Array(5)
const scores = multiply(input, weights, biases.data)
const dense: EncodedLayer = {
  ...{ name: 'd', type: 'InnerProduct', innerProductParam: { numOutput: 5 } },
  blobs: [weights, biases],
}
const exponentials = scores.data.map(Math.exp)
const total = exponentials.reduce((a, b) => a + b)

const cases: Record<string, Case> = {
  'Convolution, 3x3 with padding': convolution({ kernelSize: [3], pad: [1] }, [
    [3, 3],
    [1, 1],
    [1, 1],
  ]),
  'Convolution, two sizes each': convolution({ kernelSize: [3, 2], stride: [2, 3], pad: [0, 1] }, [
    [3, 2],
    [2, 3],
    [0, 1],
  ]),
  'Convolution, sizes under their names': convolution(
    { kernelH: 1, kernelW: 5, strideH: 2, strideW: 1, padH: 0, padW: 2 },
    [
      [1, 5],
      [2, 1],
      [0, 2],
    ],
  ),
  'Convolution without biases': {
    layers: [
      {
        ...{ name: 'c', type: 'Convolution', blobs: [random([2, 3, 3, 3], 6)] },
        convolutionParam: { numOutput: 2, kernelSize: [3], biasTerm: false },
      },
    ],
    expected: convolve(input, random([2, 3, 3, 3], 6), new Float32Array(2), {
      ...{ kernel: [3, 3], stride: [1, 1], pad: [0, 0] },
    }),
  },
  'Pooling, max, the last window sticks out': pooling('max', { kernelSize: 2, stride: 2 }, [
    [2, 2],
    [2, 2],
    [0, 0],
  ]),
  'Pooling, max, 3x3': pooling('max', { kernelSize: 3, stride: 2 }, [
    [3, 3],
    [2, 2],
    [0, 0],
  ]),
  'Pooling, max, padded': pooling('max', { kernelSize: 3, stride: 2, pad: 1 }, [
    [3, 3],
    [2, 2],
    [1, 1],
  ]),
  'Pooling, max, a window in the padding': pooling('max', { kernelSize: 2, stride: 3, pad: 1 }, [
    [2, 2],
    [3, 3],
    [1, 1],
  ]),
  'Pooling, max, rounded down': pooling(
    'max',
    { kernelSize: 2, stride: 2, roundMode: 1 },
    [
      [2, 2],
      [2, 2],
      [0, 0],
    ],
    Math.floor,
  ),
  'Pooling, mean, the last window sticks out': pooling('mean', { kernelSize: 3, stride: 2 }, [
    [3, 3],
    [2, 2],
    [0, 0],
  ]),
  'Pooling, mean, padded': pooling('mean', { kernelH: 3, kernelW: 2, stride: 2, padH: 2, padW: 1 }, [
    [3, 2],
    [2, 2],
    [2, 1],
  ]),
  'Pooling, mean, a window in the padding': pooling('mean', { kernelSize: 2, stride: 3, pad: 1 }, [
    [2, 2],
    [3, 3],
    [1, 1],
  ]),
  'Pooling, mean, the whole map': pooling('mean', { globalPooling: true }, [
    [9, 8],
    [1, 1],
    [0, 0],
  ]),
  'InnerProduct of maps': { layers: [dense], expected: scores },
  'InnerProduct without biases': {
    layers: [{ ...dense, blobs: [weights], innerProductParam: { numOutput: 5, biasTerm: false } }],
    expected: multiply(input, weights, noBiases),
  },
  'InnerProduct of features': {
    layers: [dense, { ...dense, name: 'e', blobs: [random([5, 5], 7), biases] }],
    expected: multiply(scores, random([5, 5], 7), biases.data),
  },
  ReLU: { layers: [{ name: 'r', type: 'ReLU' }], expected: map(input, (x) => Math.max(x, 0)) },
  'ReLU with a slope': {
    layers: [{ name: 'r', type: 'ReLU', reluParam: { negativeSlope: 0.25 } }],
    expected: map(input, (x) => Math.max(x, x / 4)),
  },
  Sigmoid: { layers: [{ name: 's', type: 'Sigmoid' }], expected: map(input, (x) => 1 / (1 + Math.exp(-x))) },
  Softmax: {
    layers: [dense, { name: 's', type: 'Softmax' }],
    expected: { shape: [1, 5], data: exponentials.map((value) => value / total) },
  },
  Dropout: { layers: [{ name: 'o', type: 'Dropout' }], expected: input },
  Split: {
    layers: [
      { name: 'split', type: 'Split', top: ['first', 'second'] },
      { name: 'r', type: 'ReLU', bottom: ['second'] },
    ],
    expected: map(input, (x) => Math.max(x, 0)),
  },
  'a layer that declares the data': {
    layers: [
      { name: 'data', type: 'Data', bottom: [], top: ['data', 'label'] },
      { name: 'r', type: 'ReLU' },
    ],
    expected: map(input, (x) => Math.max(x, 0)),
  },
  'layers in place': {
    layers: [
      { name: 'r', type: 'ReLU', bottom: ['data'], top: ['data'] },
      { name: 's', type: 'Sigmoid', bottom: ['data'], top: ['data'] },
    ],
    expected: map(input, (x) => 1 / (1 + Math.exp(-Math.max(x, 0)))),
  },
}

const formats: Record<string, CaffeFormat> = {
  'new format': newFormat,
  'old format': oldFormat,
  'new format, unpacked': { ...newFormat, unpacked: true },
}

describe.each(Object.entries(formats))('%s', (_, format) => {
  it.each(Object.entries(cases))('%s', async (_, { layers, expected }) => {
    const net = readCaffeNet(encodeCaffe(layers, format), 'net.caffemodel')
    const { recorded, eager } = await runCaffe(net, layers.at(-1)!.name, input)
    expect(recorded.shape).toEqual(expected.shape)
    expect(eager.shape).toEqual(expected.shape)
    expect(largestDifference(eager.data, expected.data)).toBeLessThan(1e-5)
    expect(largestDifference(recorded.data, expected.data)).toBeLessThan(1e-5)
  })
})

describe('refuses, naming the layer,', () => {
  const conv = cases['Convolution, 3x3 with padding']!.layers[0]!
  const [filters, some] = conv.blobs!
  const settings = { numOutput: 4, kernelSize: [3], pad: [1] }
  it.each<[string, EncodedLayer[], string]>([
    [
      'another type',
      [{ name: 'norm', type: 'LRN' }],
      'layer "norm" (LRN) cannot be computed, expected one of Conv',
    ],
    [
      'several inputs',
      [{ name: 'r', type: 'ReLU', bottom: ['data', 'data'] }],
      'reads 2 tensors, expected one',
    ],
    [
      'groups',
      [{ ...conv, convolutionParam: { ...settings, group: 3 } }],
      'has group 3, only 1 is supported',
    ],
    ['gaps', [{ ...conv, convolutionParam: { ...settings, dilation: [2] } }], 'has dilation 2, only 1'],
    [
      'filters of another size',
      [{ ...conv, convolutionParam: { ...settings, kernelSize: [5] } }],
      'layer "c" (Convolution) has weights of shape [4, 3, 3, 3], expected weights of shape [4, 3, 5, 5]',
    ],
    [
      'filters for other maps',
      [{ ...conv, blobs: [random([4, 2, 3, 3], 1), some!] }],
      'has weights of shape [4, 2, 3, 3], expected weights of shape [4, 3, 3, 3]',
    ],
    ['missing biases', [{ ...conv, blobs: [filters!] }], 'has no biases, expected biases of shape [4]'],
    [
      'a layer without settings',
      [{ ...conv, convolutionParam: undefined as never }],
      'comes without settings',
    ],
    [
      'a matrix for other features',
      [{ ...dense, blobs: [random([5, 9], 1), biases] }],
      'has weights of shape [5, 9], expected weights of shape [5, 216]',
    ],
    [
      'a matrix lying on its side',
      [{ ...dense, innerProductParam: { numOutput: 5, transpose: true } }],
      'has transpose true, only false',
    ],
    [
      'a convolution of features',
      [dense, { ...conv, name: 'late' }],
      'layer "late" (Convolution) gets 2 axes, expected maps with 4',
    ],
    [
      'pooling by chance',
      [{ name: 'p', type: 'Pooling', poolingParam: { pool: 2, kernelSize: 2 } }],
      'picks numbers at random',
    ],
    [
      'pooling of nothing',
      [{ name: 'p', type: 'Pooling', poolingParam: { stride: 2 } }],
      'has a window of no size',
    ],
    [
      'filters of no size',
      [{ ...conv, convolutionParam: { numOutput: 4 } }],
      'layer "c" (Convolution) has a window of no size',
    ],
    [
      'pooling of more than there is',
      [{ name: 'p', type: 'Pooling', poolingParam: { kernelSize: 20 } }],
      'layer "p" (Pooling) gives [-10, -11, 3], nothing is left of the map',
    ],
    [
      'softmax of another axis',
      [{ name: 's', type: 'Softmax', softmaxParam: { axis: 0 } }],
      'has axis 0, only 1',
    ],
  ])('%s', async (_, layers, problem) => {
    const net = readCaffeNet(encodeCaffe(layers), 'dir/net.caffemodel')
    const error: unknown = await runCaffe(net, layers.at(-1)!.name, input).catch((reason: unknown) => reason)
    if (!AnimeganError.isInstance(error)) throw new Error('no error of ours', { cause: error })
    expect(`${error.code}: ${error.message}`).toContain('WEIGHTS_UNKNOWN: dir/net.caffemodel: layer "')
    expect(error.message).toContain(problem)
  })
})
