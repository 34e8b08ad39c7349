import { AnimeganError } from '@animegan/core'
import {
  conv2d,
  leakyRelu,
  matMul,
  relu,
  sigmoid,
  softmax,
  type Tensor,
  type Tensor2D,
  type Tensor4D,
  tensor,
  transpose,
} from '@tensorflow/tfjs'
import type { CaffeLayer } from './caffe-net.js'
import { pool } from './caffe-pooling.js'
import type { WindowMessage } from './caffe-schema.js'
import { readWindow, type Window } from './caffe-window.js'

/** What a layer makes of its input, [batch, height, width, channels] or [batch, features]. */
type ApplyLayer = (layer: CaffeLayer, x: Tensor) => Tensor

/** The types of layers that can be computed, as inference needs them. */
export const layerTypes: Readonly<Record<string, ApplyLayer>> = {
  Convolution: applyConvolution,
  Dropout: (_, x) => x,
  InnerProduct: applyInnerProduct,
  Pooling: applyPooling,
  ReLU: ({ reluParam }, x) => {
    const slope = reluParam?.negativeSlope ?? 0
    return slope === 0 ? relu(x) : leakyRelu(x, slope)
  },
  Sigmoid: (_, x) => sigmoid(x),
  Softmax: (layer, x) => {
    demand(layer, 'axis', layer.softmaxParam?.axis ?? 1, 1)
    return softmax(x)
  },
  // Caffe adds these where several layers read one tensor.
  Split: (_, x) => x,
}

/** Filters lie as [outputs, inputs, height, width]. */
function applyConvolution(layer: CaffeLayer, x: Tensor): Tensor {
  const maps = asMaps(layer, x)
  const { convolutionParam: settings } = layer
  if (settings === null) throw layerError(layer, 'comes without settings')
  demand(layer, 'group', settings.group, 1)
  demand(layer, 'axis', settings.axis, 1)
  for (const dilation of settings.dilation) demand(layer, 'dilation', dilation, 1)
  const { kernel, stride, pad } = windowOf(layer, settings)
  const filters = parameter(layer, 0, [settings.numOutput, maps.shape[3], ...kernel])
  const [vertical, horizontal] = pad
  const padding: [[number, number], [number, number], [number, number], [number, number]] = [
    [0, 0],
    [vertical, vertical],
    [horizontal, horizontal],
    [0, 0],
  ]
  const sums = conv2d(maps, transpose(filters, [2, 3, 1, 0]) as Tensor4D, stride, padding)
  return settings.biasTerm ? sums.add(parameter(layer, 1, [settings.numOutput])) : sums
}

/** Weights lie as [outputs, inputs]; maps are read channel by channel. */
function applyInnerProduct(layer: CaffeLayer, x: Tensor): Tensor {
  const { innerProductParam: settings } = layer
  if (settings === null) throw layerError(layer, 'comes without settings')
  demand(layer, 'axis', settings.axis, 1)
  demand(layer, 'transpose', settings.transpose, false)
  const ordered = x.rank === 4 ? transpose(x, [0, 3, 1, 2]) : x
  const flat = ordered.reshape<Tensor2D>([x.shape[0]!, -1])
  const weights = parameter(layer, 0, [settings.numOutput, flat.shape[1]])
  const sums = matMul(flat, weights as Tensor2D, false, true)
  return settings.biasTerm ? sums.add(parameter(layer, 1, [settings.numOutput])) : sums
}

function applyPooling(layer: CaffeLayer, x: Tensor): Tensor {
  const maps = asMaps(layer, x)
  const { poolingParam: settings } = layer
  if (settings === null) throw layerError(layer, 'comes without settings')
  const kind = (['max', 'mean'] as const)[settings.pool]
  if (kind === undefined) throw layerError(layer, 'picks numbers at random, which inference cannot')
  const roundDown = settings.roundMode === 1
  if (settings.globalPooling) {
    const [, height, width] = maps.shape
    return pool(maps, { kind, kernel: [height, width], stride: [1, 1], pad: [0, 0], roundDown })
  }
  return pool(maps, { kind, ...windowOf(layer, settings), roundDown })
}

function windowOf(layer: CaffeLayer, settings: WindowMessage): Window {
  const window = readWindow(settings)
  if (window.kernel.includes(0)) throw layerError(layer, 'has a window of no size')
  return window
}

/** Weights or biases as they lie; sizes of 1 that come first do not count. */
function parameter(layer: CaffeLayer, index: number, shape: number[]): Tensor {
  const blob = layer.blobs[index]
  const what = index === 0 ? 'weights' : 'biases'
  const expected = `expected ${what} of shape [${shape.join(', ')}]`
  if (blob === undefined) throw layerError(layer, `has no ${what}, ${expected}`)
  if (String(withoutOnes(blob.shape)) !== String(withoutOnes(shape)))
    throw layerError(layer, `has ${what} of shape [${blob.shape.join(', ')}], ${expected}`)
  return tensor(blob.data, shape)
}

function withoutOnes(shape: readonly number[]): readonly number[] {
  const first = shape.findIndex((side) => side !== 1)
  return first < 0 ? [] : shape.slice(first)
}

function asMaps(layer: CaffeLayer, x: Tensor): Tensor4D {
  if (x.rank !== 4) throw layerError(layer, `gets ${x.rank} axes, expected maps with 4`)
  return x as Tensor4D
}

/** Refuses a setting that would compute something else. */
function demand<T>(layer: CaffeLayer, setting: string, came: T, expected: T): void {
  if (came !== expected) throw layerError(layer, `has ${setting} ${came}, only ${expected} is supported`)
}

/** An error about a layer: what is wrong with it. */
export function layerError({ place }: CaffeLayer, problem: string): AnimeganError {
  return new AnimeganError('WEIGHTS_UNKNOWN', `${place} ${problem}; is this the right file?`)
}
