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
 * multiplied with what has not been cut into patches, in one product on small maps, picture by picture on large ones.
 */
export function filterGradient(
  graph: OnnxGraph,
  x: RecordedTensor,
  dy: RecordedTensor,
  info: ConvolutionGeometry,
): RecordedTensor {
  if (isZero(graph, x) || isZero(graph, dy)) return splatTensor(graph, 0, info.filterShape, 'float32')
  const taps = info.filterHeight * info.filterWidth
  if (!skips(info) && info.outChannels <= 4 && taps > 9) return byConvolution(graph, x, dy, info)
  const factors = cutSmallerSide(graph, x, dy, info)
  const positions = info.outHeight * info.outWidth
  const onePerPicture = positions > 64 || isSymbolic(info.batchSize)
  return onePerPicture ? byPicture(graph, factors, info) : byOneProduct(graph, factors, info)
}

/** Whether it leaves out positions, by strides or dilations. */
const skips = (info: ConvolutionGeometry) =>
  [info.strideHeight, info.strideWidth, info.dilationHeight, info.dilationWidth].some((n) => n !== 1)

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

/** What is multiplied: [batch, channels * taps, height, width] with [batch, channels, height, width], summed over all but channels. */
interface Factors {
  patches: Value
  plain: Value
  /** The shape of the product, and its axes among those of a filter. */
  shape: [channels: number, height: number, width: number, plainChannels: number]
  order: readonly number[]
}

/**
 * Cuts patches from what has fewer channels, the input or the output gradient. With strides a patch of the gradient would
 * have gaps, so it is the input then.
 */
function cutSmallerSide(
  graph: OnnxGraph,
  x: RecordedTensor,
  dy: RecordedTensor,
  info: ConvolutionGeometry,
): Factors {
  const { filterHeight: height, filterWidth: width, inChannels, outChannels } = info
  const { top, left, bottom, right } = info.padInfo
  const [input, gradient] = [x, dy].map((side) => materialise(graph, side, [0, 3, 1, 2])) as [Value, Value]
  const pads = [height - 1 - top, width - 1 - left, height - 1 - bottom, width - 1 - right]
  if (outChannels < inChannels && !skips(info) && pads.every((pad) => pad >= 0)) {
    return {
      patches: cutPatches(graph, gradient, info, pads, true),
      plain: input,
      shape: [outChannels, height, width, inChannels],
      order: [3, 0, 1, 2],
    }
  }
  return {
    patches: cutPatches(graph, input, info, [top, left, bottom, right], false),
    plain: gradient,
    shape: [inChannels, height, width, outChannels],
    order: [2, 0, 1, 3],
  }
}

/**
 * What lies under each tap, [batch, channels * taps, height, width]; `turned` counts the taps from the last to the first.
 * A grouped convolution with one-hot filters copies patches faster than slicing does.
 */
function cutPatches(
  graph: OnnxGraph,
  from: Value,
  info: ConvolutionGeometry,
  pads: number[],
  turned: boolean,
): Value {
  const { filterHeight: height, filterWidth: width } = info
  const [batch, channels] = from.shape as [number, number]
  const [toHeight, toWidth] = turned ? [info.inHeight, info.inWidth] : [info.outHeight, info.outWidth]
  const taps = height * width
  const oneHot = new Float32Array(channels * taps * taps)
  for (let row = 0; row < channels * taps; row++) {
    const tap = row % taps
    oneHot[row * taps + (turned ? taps - 1 - tap : tap)] = 1
  }
  const filter = graph.addConstant(oneHot, [channels * taps, 1, height, width], 'float32')
  return graph.emit('Conv', [from, filter], [batch, channels * taps, toHeight, toWidth], {
    attributes: {
      group: channels,
      kernel_shape: [height, width],
      strides: [info.strideHeight, info.strideWidth],
      dilations: [info.dilationHeight, info.dilationWidth],
      pads,
    },
  })
}

const rowsOf = ({ shape: [channels, height, width] }: Factors) => channels * height * width

/** The product [rows, plain channels] as the filter gradient. */
function asFilter(graph: OnnxGraph, product: Value, { shape, order }: Factors, info: ConvolutionGeometry) {
  const value = graph.emit('Reshape', [product, graph.addIntegers(shape)], shape)
  return { value, shape: info.filterShape, order }
}

function byPicture(graph: OnnxGraph, factors: Factors, info: ConvolutionGeometry): RecordedTensor {
  const [rows, columns] = [rowsOf(factors), factors.shape[3]]
  const positions = factors.plain.shape[2]! * factors.plain.shape[3]!
  const flatten = (value: Value, channels: number) =>
    graph.emit(
      'Reshape',
      [value, graph.addIntegers([-1, channels, positions])],
      [info.batchSize, channels, positions],
    )
  const left = flatten(factors.patches, rows)
  const right = graph.emit(
    'Transpose',
    [flatten(factors.plain, columns)],
    [info.batchSize, positions, columns],
    {
      attributes: { perm: [0, 2, 1] },
    },
  )
  const products = graph.emit('MatMul', [left, right], [info.batchSize, rows, columns])
  const sum = graph.emit('ReduceSum', [products, graph.addIntegers([0])], [rows, columns], {
    attributes: { keepdims: 0 },
  })
  return asFilter(graph, sum, factors, info)
}

function byOneProduct(graph: OnnxGraph, factors: Factors, info: ConvolutionGeometry): RecordedTensor {
  const [rows, columns] = [rowsOf(factors), factors.shape[3]]
  /** [channels, terms] */
  const flatten = (value: Value) => {
    const [batch, channels, height, width] = value.shape as [number, number, number, number]
    const moved = graph.emit('Transpose', [value], [channels, batch, height, width], {
      attributes: { perm: [1, 0, 2, 3] },
    })
    const shape = [channels, batch * height * width]
    return graph.emit('Reshape', [moved, graph.addIntegers(shape)], shape)
  }
  const product = graph.emit('Gemm', [flatten(factors.patches), flatten(factors.plain)], [rows, columns], {
    attributes: { transA: 0, transB: 1 },
  })
  return asFilter(graph, product, factors, info)
}
