import { materialise } from '@animegan/tfjs-onnx'

/**
 * @typedef {import('@animegan/tfjs-onnx').OnnxGraph} OnnxGraph
 * @typedef {import('@animegan/tfjs-onnx').RecordedTensor} RecordedTensor
 * @typedef {import('@animegan/tfjs-onnx').Value} Value
 * @typedef {import('@tensorflow/tfjs').backend_util.Conv2DInfo} Geometry
 * @typedef {(graph: OnnxGraph, x: RecordedTensor, dy: RecordedTensor, info: Geometry) => RecordedTensor} Formulation
 */

const channelsFirst = [0, 3, 1, 2]
const batchFirst = [3, 0, 1, 2]

/**
 * As a convolution of the output gradient with the input, batch and channels exchanged; without stride only. The result
 * comes turned by 180 degrees.
 * @type {Formulation}
 */
export function byConvolution(graph, x, dy, info) {
  const { filterHeight: height, filterWidth: width, inChannels, outChannels, padInfo } = info
  const { top, left, bottom, right } = padInfo
  const shape = [outChannels, inChannels, height, width]
  const turned = graph.emit(
    'Conv',
    [materialise(graph, dy, batchFirst), materialise(graph, x, batchFirst)],
    shape,
    {
      attributes: {
        kernel_shape: [info.inHeight, info.inWidth],
        pads: [height - 1 - top, width - 1 - left, height - 1 - bottom, width - 1 - right],
      },
    },
  )
  // From the last to the first, in steps of -1, along both axes of the filter.
  const lists = [
    [-1, -1],
    [-1000, -1000],
    [2, 3],
    [-1, -1],
  ].map((list) => graph.addIntegers(list))
  const value = graph.emit('Slice', [turned, ...lists], shape)
  return { value, shape: info.filterShape, order: [3, 2, 0, 1] }
}

/**
 * The patches of the input under every filter tap: [batch, in * taps, height, width].
 * @param {OnnxGraph} graph
 * @param {RecordedTensor} x
 * @param {Geometry} info
 */
function takePatches(graph, x, info) {
  const { filterHeight: height, filterWidth: width, inChannels, padInfo } = info
  const taps = height * width
  const copies = new Float32Array(inChannels * taps * taps)
  for (let row = 0; row < inChannels * taps; row++) copies[row * taps + (row % taps)] = 1
  const filter = graph.addConstant(copies, [inChannels * taps, 1, height, width], 'float32')
  const shape = [info.batchSize, inChannels * taps, info.outHeight, info.outWidth]
  return graph.emit('Conv', [materialise(graph, x, channelsFirst), filter], shape, {
    attributes: {
      group: inChannels,
      kernel_shape: [height, width],
      strides: [info.strideHeight, info.strideWidth],
      pads: [padInfo.top, padInfo.left, padInfo.bottom, padInfo.right],
    },
  })
}

/**
 * @param {OnnxGraph} graph
 * @param {Value} value
 * @param {number[]} shape
 */
const reshape = (graph, value, shape) => graph.emit('Reshape', [value, graph.addIntegers(shape)], shape)

/**
 * @param {OnnxGraph} graph
 * @param {Value} product [in * taps, out]
 * @param {Geometry} info
 * @returns {RecordedTensor}
 */
function asFilter(graph, product, info) {
  const { filterHeight, filterWidth, inChannels, outChannels } = info
  const value = reshape(graph, product, [inChannels, filterHeight, filterWidth, outChannels])
  return { value, shape: info.filterShape, order: [2, 0, 1, 3] }
}

/**
 * One product of patches and output gradient a picture, then their sum.
 * @type {Formulation}
 */
export function byPicture(graph, x, dy, info) {
  const rows = info.inChannels * info.filterHeight * info.filterWidth
  const positions = info.outHeight * info.outWidth
  const left = reshape(graph, takePatches(graph, x, info), [info.batchSize, rows, positions])
  const gradient = materialise(graph, dy, [0, 1, 2, 3])
  const right = reshape(graph, gradient, [info.batchSize, positions, info.outChannels])
  const products = graph.emit('MatMul', [left, right], [info.batchSize, rows, info.outChannels])
  const sum = graph.emit('ReduceSum', [products, graph.addIntegers([0])], [rows, info.outChannels], {
    attributes: { keepdims: 0 },
  })
  return asFilter(graph, sum, info)
}

/**
 * One product over pictures and positions together.
 * @type {Formulation}
 */
export function byOneProduct(graph, x, dy, info) {
  const rows = info.inChannels * info.filterHeight * info.filterWidth
  const terms = info.batchSize * info.outHeight * info.outWidth
  const patches = takePatches(graph, x, info)
  const moved = graph.emit('Transpose', [patches], [rows, info.batchSize, info.outHeight, info.outWidth], {
    attributes: { perm: [1, 0, 2, 3] },
  })
  const left = reshape(graph, moved, [rows, terms])
  const right = reshape(graph, materialise(graph, dy, [0, 1, 2, 3]), [terms, info.outChannels])
  return asFilter(graph, graph.emit('Gemm', [left, right], [rows, info.outChannels]), info)
}
