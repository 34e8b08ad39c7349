import { backend_util } from '@tensorflow/tfjs-core'
import type { OnnxGraph, Value } from '../onnx-graph.js'
import { isZero, materialise, type RecordedTensor, reshapeStored, splatTensor } from '../recorded-tensor.js'
import { RecordingError } from '../recording-error.js'
import { activate } from './activation.js'
import { binary } from './elementwise.js'
import { filterGradient, turnFilter } from './filter-gradient.js'
import { input, type RecordKernel } from './record-kernel.js'

/** tfjs sees images as [batch, height, width, channels]; ONNX stores [batch, channels, height, width]. */
export const imageOrder: readonly number[] = [0, 3, 1, 2]
/** tfjs sees filters as [height, width, in, out]; ONNX stores [out, in, height, width]. */
const filterOrder: readonly number[] = [3, 2, 0, 1]

type Shape4D = [number, number, number, number]

/** The geometry of a convolution from its input to its output. */
export type ConvolutionGeometry = backend_util.Conv2DInfo

interface ConvolutionAttributes {
  strides: number | [number, number]
  pad: 'valid' | 'same' | number | backend_util.ExplicitPadding
  dataFormat?: 'NHWC' | 'NCHW'
  dilations?: number | [number, number]
  dimRoundingMode?: 'floor' | 'round' | 'ceil'
}

function geometry(
  x: readonly number[],
  filter: readonly number[],
  attributes: ConvolutionAttributes,
  depthwise = false,
): ConvolutionGeometry {
  const { strides, pad, dataFormat = 'NHWC', dilations = 1, dimRoundingMode } = attributes
  if (dataFormat !== 'NHWC') {
    throw new RecordingError(
      'UNSUPPORTED',
      'Convolutions are recorded from dataFormat "NHWC"; the recorded graph is NCHW by itself.',
    )
  }
  return backend_util.computeConv2DInfo(
    x as Shape4D,
    filter as Shape4D,
    strides,
    dilations,
    pad,
    dimRoundingMode,
    depthwise,
  )
}

function convolutionAttributes(info: ConvolutionGeometry) {
  const { top, left, bottom, right } = info.padInfo
  return {
    kernel_shape: [info.filterHeight, info.filterWidth],
    strides: [info.strideHeight, info.strideWidth],
    dilations: [info.dilationHeight, info.dilationWidth],
    pads: [top, left, bottom, right],
  }
}

/** An image-shaped result, stored NCHW. */
function imageTensor(value: Value): RecordedTensor {
  const [batch, channels, height, width] = value.shape as Shape4D
  return { value, shape: [batch, height, width, channels], order: imageOrder }
}

function convolve(
  graph: OnnxGraph,
  x: RecordedTensor,
  filter: RecordedTensor,
  info: ConvolutionGeometry,
): RecordedTensor {
  if (isZero(graph, x) || isZero(graph, filter)) return splatTensor(graph, 0, info.outShape, 'float32')
  const fewLargeFilters = info.outChannels <= 4 && info.filterHeight >= 5
  const plain = [info.strideHeight, info.strideWidth, info.dilationHeight, info.dilationWidth].every(
    (n) => n === 1,
  )
  if (fewLargeFilters && plain) return convolveRows(graph, x, filter, info)
  const values = [materialise(graph, x, imageOrder), materialise(graph, filter, filterOrder)]
  const shape = [info.batchSize, info.outChannels, info.outHeight, info.outWidth]
  return imageTensor(graph.emit('Conv', values, shape, { attributes: convolutionAttributes(info) }))
}

/**
 * A convolution with a few large filters, such as a generator's 9x9 output layer, done row by row: every filter row is
 * a filter of its own, and the results are added up, each shifted by its row. Three times as fast as one convolution,
 * whose matrix product would have very few rows.
 */
function convolveRows(
  graph: OnnxGraph,
  x: RecordedTensor,
  filter: RecordedTensor,
  info: ConvolutionGeometry,
): RecordedTensor {
  const { batchSize, inChannels, outChannels, filterHeight, filterWidth, outHeight, outWidth } = info
  const { top, left, bottom, right } = info.padInfo
  const rowFilterShape = [filterHeight * outChannels, inChannels, 1, filterWidth]
  const rowFilters = reshapeStored(graph, materialise(graph, filter, [0, 3, 2, 1]), rowFilterShape)
  const rowsShape = [batchSize, filterHeight * outChannels, info.inHeight + top + bottom, outWidth]
  const rows = graph.emit('Conv', [materialise(graph, x, imageOrder), rowFilters], rowsShape, {
    attributes: {
      kernel_shape: [1, filterWidth],
      strides: [1, 1],
      dilations: [1, 1],
      pads: [top, left, bottom, right],
    },
  })
  const shape = [batchSize, outChannels, outHeight, outWidth]
  const shifted = Array.from({ length: filterHeight }, (_, row) => {
    const channel = row * outChannels
    const ranges = [
      [channel, row],
      [channel + outChannels, row + outHeight],
      [1, 2],
    ]
    return graph.emit('Slice', [rows, ...ranges.map((list) => graph.addIntegers(list))], shape)
  })
  return imageTensor(graph.emit('Sum', shifted, shape))
}

function depthwiseConvolve(
  graph: OnnxGraph,
  x: RecordedTensor,
  filter: RecordedTensor,
  attributes: ConvolutionAttributes,
): RecordedTensor {
  const info = geometry(x.shape, filter.shape, attributes, true)
  const [height, width, channels, multiplier] = filter.shape as Shape4D
  const stored = materialise(graph, filter, [2, 3, 0, 1])
  const weights = graph.emit(
    'Reshape',
    [stored, graph.addIntegers([channels * multiplier, 1, height, width])],
    [channels * multiplier, 1, height, width],
  )
  const shape = [info.batchSize, info.outChannels, info.outHeight, info.outWidth]
  const value = graph.emit('Conv', [materialise(graph, x, imageOrder), weights], shape, {
    attributes: { ...convolutionAttributes(info), group: channels },
  })
  return imageTensor(value)
}

/**
 * The gradient of a convolution by its input (equally: a transposed convolution).
 *
 * With stride 1 it is itself a convolution, with the filter turned by 180 degrees and its channels swapped,
 * which runs faster than ConvTranspose.
 */
function inputGradient(
  graph: OnnxGraph,
  dy: RecordedTensor,
  filter: RecordedTensor,
  info: ConvolutionGeometry,
): RecordedTensor {
  if (isZero(graph, dy) || isZero(graph, filter)) return splatTensor(graph, 0, info.inShape, 'float32')
  const { top, left, bottom, right } = info.padInfo
  const gradient = materialise(graph, dy, imageOrder)
  const shape = [info.batchSize, info.inChannels, info.inHeight, info.inWidth]
  if (info.strideHeight === 1 && info.strideWidth === 1) {
    const [height, width] = [info.filterHeight, info.filterWidth]
    const stored = materialise(graph, filter, [2, 3, 0, 1])
    const turned = height === 1 && width === 1 ? stored : turnFilter(graph, stored)
    const pads = [height - 1 - top, width - 1 - left, height - 1 - bottom, width - 1 - right]
    if (pads.every((pad) => pad >= 0)) {
      return imageTensor(
        graph.emit('Conv', [gradient, turned], shape, {
          attributes: { kernel_shape: [height, width], strides: [1, 1], dilations: [1, 1], pads },
        }),
      )
    }
  }
  const outputPadding = [
    info.inHeight + top + bottom - ((info.outHeight - 1) * info.strideHeight + info.filterHeight),
    info.inWidth + left + right - ((info.outWidth - 1) * info.strideWidth + info.filterWidth),
  ]
  return imageTensor(
    graph.emit('ConvTranspose', [gradient, materialise(graph, filter, filterOrder)], shape, {
      attributes: { ...convolutionAttributes(info), output_padding: outputPadding },
    }),
  )
}

function fused(
  convolution: (
    graph: OnnxGraph,
    x: RecordedTensor,
    filter: RecordedTensor,
    attributes: ConvolutionAttributes,
  ) => RecordedTensor,
): RecordKernel {
  return (graph, inputs, attributes) => {
    const result = convolution(graph, input(inputs, 'x'), input(inputs, 'filter'), attributes)
    const { bias } = inputs
    const sum = bias === undefined ? result : binary(graph, 'Add', result, bias)
    return activate(
      graph,
      sum,
      attributes.activation,
      inputs.preluActivationWeights,
      attributes.leakyreluAlpha,
    )
  }
}

const conv2d = (
  graph: OnnxGraph,
  x: RecordedTensor,
  filter: RecordedTensor,
  attributes: ConvolutionAttributes,
) => convolve(graph, x, filter, geometry(x.shape, filter.shape, attributes))

export const convolutionKernels: Record<string, RecordKernel> = {
  Conv2D: (graph, inputs, attributes) =>
    conv2d(graph, input(inputs, 'x'), input(inputs, 'filter'), attributes),
  Conv2DBackpropInput: (graph, inputs, { inputShape, ...attributes }) => {
    const filter = input(inputs, 'filter')
    return inputGradient(graph, input(inputs, 'dy'), filter, geometry(inputShape, filter.shape, attributes))
  },
  Conv2DBackpropFilter: (graph, inputs, { filterShape, ...attributes }) => {
    const x = input(inputs, 'x')
    return filterGradient(graph, x, input(inputs, 'dy'), geometry(x.shape, filterShape, attributes))
  },
  DepthwiseConv2dNative: (graph, inputs, attributes) =>
    depthwiseConvolve(graph, input(inputs, 'x'), input(inputs, 'filter'), attributes),
  FusedConv2D: fused(conv2d),
  FusedDepthwiseConv2D: fused(depthwiseConvolve),
  DepthToSpace: (graph, inputs, { blockSize, dataFormat }) => {
    if (dataFormat !== 'NHWC')
      throw new RecordingError('UNSUPPORTED', 'depthToSpace is recorded from dataFormat "NHWC".')
    const value = materialise(graph, input(inputs, 'x'), imageOrder)
    const [batch, channels, height, width] = value.shape as Shape4D
    const shape = [batch, channels / blockSize ** 2, height * blockSize, width * blockSize]
    return imageTensor(
      graph.emit('DepthToSpace', [value], shape, { attributes: { blocksize: blockSize, mode: 'DCR' } }),
    )
  },
  FusedBatchNorm: (graph, inputs, { varianceEpsilon }) => {
    const x = input(inputs, 'x')
    const channels = x.shape.at(-1)!
    const ones = () => graph.addConstant(new Float32Array(channels).fill(1), [channels], 'float32')
    const zeros = () => graph.addConstant(new Float32Array(channels), [channels], 'float32')
    const vector = (name: string, missing: () => Value) =>
      inputs[name] === undefined ? missing() : materialise(graph, inputs[name], [0])
    const value = materialise(graph, x, imageOrder)
    const parameters = [
      vector('scale', ones),
      vector('offset', zeros),
      vector('mean', zeros),
      vector('variance', ones),
    ]
    const attributes = { epsilon: { float: varianceEpsilon } }
    return imageTensor(graph.emit('BatchNormalization', [value, ...parameters], value.shape, { attributes }))
  },
}
