import type { OnnxGraph, Value } from '../onnx-graph.js'
import { isZero, materialise, type RecordedTensor, splatTensor } from '../recorded-tensor.js'
import { isSymbolic } from '../symbolic-batch.js'
import type { ConvolutionGeometry } from './convolution.js'

/**
 * The gradient of a convolution by its filter: for every filter tap, the products of the input under the tap
 * with the output gradient, summed over batch and positions.
 *
 * ONNX has no operator for it. Which formulation is fastest depends on the shape (benchmarks/filter-gradient):
 * a wide filter with few output channels is best written as a convolution; otherwise a matrix of patches is
 * multiplied with the output gradient, in one product on small maps, picture by picture on large ones.
 */
export function filterGradient(
  graph: OnnxGraph,
  x: RecordedTensor,
  dy: RecordedTensor,
  info: ConvolutionGeometry,
): RecordedTensor {
  if (isZero(graph, x) || isZero(graph, dy)) return splatTensor(graph, 0, info.filterShape, 'float32')
  const taps = info.filterHeight * info.filterWidth
  const strided = info.strideHeight !== 1 || info.strideWidth !== 1
  const dilated = info.dilationHeight !== 1 || info.dilationWidth !== 1
  if (!strided && !dilated && info.outChannels <= 4 && taps > 9) return byConvolution(graph, x, dy, info)
  const positions = info.outHeight * info.outWidth
  const onePerPicture = positions > 64 || isSymbolic(info.batchSize)
  return onePerPicture ? byPicture(graph, x, dy, info) : byOneProduct(graph, x, dy, info)
}

/**
 * Reads channels as batch and batch as channels, and convolves the output gradient with the input: the result
 * is the filter gradient turned by 180 degrees.
 */
function byConvolution(
  graph: OnnxGraph,
  x: RecordedTensor,
  dy: RecordedTensor,
  info: ConvolutionGeometry,
): RecordedTensor {
  const channelsFirst = [3, 0, 1, 2]
  const { filterHeight: height, filterWidth: width, inChannels, outChannels } = info
  const { top, left, bottom, right } = info.padInfo
  const shape = [outChannels, inChannels, height, width]
  const turned = graph.emit(
    'Conv',
    [materialise(graph, dy, channelsFirst), materialise(graph, x, channelsFirst)],
    shape,
    {
      attributes: {
        kernel_shape: [info.inHeight, info.inWidth],
        strides: [1, 1],
        dilations: [1, 1],
        pads: [height - 1 - top, width - 1 - left, height - 1 - bottom, width - 1 - right],
      },
    },
  )
  return {
    value: turnFilter(graph, turned),
    shape: [height, width, inChannels, outChannels],
    order: [3, 2, 0, 1],
  }
}

/** Turns stored filters by 180 degrees: reverses their last two axes. */
export function turnFilter(graph: OnnxGraph, filter: Value): Value {
  const lists = [
    [-1, -1],
    [-2147483648, -2147483648],
    [2, 3],
    [-1, -1],
  ]
  return graph.emit('Slice', [filter, ...lists.map((list) => graph.addIntegers(list))], filter.shape)
}

/**
 * The input under each tap, [batch, in * taps, out height, out width]. A grouped convolution with one-hot
 * filters copies patches faster than slicing does.
 */
function patches(graph: OnnxGraph, x: RecordedTensor, info: ConvolutionGeometry): Value {
  const { filterHeight: height, filterWidth: width, inChannels } = info
  const { top, left, bottom, right } = info.padInfo
  const taps = height * width
  const oneHot = new Float32Array(inChannels * taps * taps)
  for (let row = 0; row < inChannels * taps; row++) oneHot[row * taps + (row % taps)] = 1
  const filter = graph.addConstant(oneHot, [inChannels * taps, 1, height, width], 'float32')
  const shape = [info.batchSize, inChannels * taps, info.outHeight, info.outWidth]
  return graph.emit('Conv', [materialise(graph, x, [0, 3, 1, 2]), filter], shape, {
    attributes: {
      group: inChannels,
      kernel_shape: [height, width],
      strides: [info.strideHeight, info.strideWidth],
      dilations: [info.dilationHeight, info.dilationWidth],
      pads: [top, left, bottom, right],
    },
  })
}

/** A product [in * taps, out] as the filter gradient. */
function asFilter(graph: OnnxGraph, product: Value, info: ConvolutionGeometry): RecordedTensor {
  const { filterHeight: height, filterWidth: width, inChannels, outChannels } = info
  const stored = [inChannels, height, width, outChannels]
  const value = graph.emit('Reshape', [product, graph.addIntegers(stored)], stored)
  return { value, shape: [height, width, inChannels, outChannels], order: [2, 0, 1, 3] }
}

function byPicture(
  graph: OnnxGraph,
  x: RecordedTensor,
  dy: RecordedTensor,
  info: ConvolutionGeometry,
): RecordedTensor {
  const rows = info.inChannels * info.filterHeight * info.filterWidth
  const positions = info.outHeight * info.outWidth
  const flatten = (value: Value, ...shape: number[]) =>
    graph.emit('Reshape', [value, graph.addIntegers([-1, ...shape])], [info.batchSize, ...shape])
  const left = flatten(patches(graph, x, info), rows, positions)
  const right = flatten(materialise(graph, dy, [0, 1, 2, 3]), positions, info.outChannels)
  const products = graph.emit('MatMul', [left, right], [info.batchSize, rows, info.outChannels])
  const sum = graph.emit('ReduceSum', [products, graph.addIntegers([0])], [rows, info.outChannels], {
    attributes: { keepdims: 0 },
  })
  return asFilter(graph, sum, info)
}

function byOneProduct(
  graph: OnnxGraph,
  x: RecordedTensor,
  dy: RecordedTensor,
  info: ConvolutionGeometry,
): RecordedTensor {
  const rows = info.inChannels * info.filterHeight * info.filterWidth
  const terms = info.batchSize * info.outHeight * info.outWidth
  const flatten = (value: Value, ...shape: number[]) =>
    graph.emit('Reshape', [value, graph.addIntegers(shape)], shape)
  const stored = patches(graph, x, info)
  const channelsFirst = [1, 0, 2, 3].map((axis) => stored.shape[axis]!)
  const moved = graph.emit('Transpose', [stored], channelsFirst, { attributes: { perm: [1, 0, 2, 3] } })
  const left = flatten(moved, rows, terms)
  const right = flatten(materialise(graph, dy, [0, 1, 2, 3]), terms, info.outChannels)
  const product = graph.emit('Gemm', [left, right], [rows, info.outChannels], {
    attributes: { transA: 0, transB: 0 },
  })
  return asFilter(graph, product, info)
}
