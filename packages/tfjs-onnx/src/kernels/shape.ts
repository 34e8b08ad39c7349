import { slice_util, util } from '@tensorflow/tfjs-core'
import type { OnnxGraph, Value } from '../onnx-graph.js'
import {
  materialise,
  materialisePlain,
  plainTensor,
  type RecordedTensor,
  splatTensor,
} from '../recorded-tensor.js'
import { RecordingError } from '../recording-error.js'
import { reshape, transpose } from '../reshape.js'
import { dimensions } from '../symbolic-batch.js'
import { broadcast, scalar } from './elementwise.js'
import { input, type KernelInputs, type RecordKernel } from './record-kernel.js'

/** Entries begin .. begin + size * step of every axis, in whatever order the tensor is stored. */
function slice(
  graph: OnnxGraph,
  x: RecordedTensor,
  begin: readonly number[],
  size: readonly number[],
  step: readonly number[] = size.map(() => 1),
): RecordedTensor {
  const cut = x.order
    .map((axis, stored) => ({ axis, stored }))
    .filter(
      ({ axis, stored }) => x.value.shape[stored] !== 1 && (size[axis] !== x.shape[axis] || step[axis] !== 1),
    )
  if (cut.length === 0) return { ...x, shape: [...size] }
  const shape = x.value.shape.map((full, stored) => (full === 1 ? 1 : size[x.order[stored]!]!))
  const steps = cut.map(({ axis }) => step[axis]!)
  const starts = cut.map(({ axis }) => begin[axis]!)
  const ends = cut.map(({ axis }, i) => {
    const end = starts[i]! + size[axis]! * steps[i]!
    return end < 0 ? -2147483648 : end
  })
  const arguments_ = [starts, ends, cut.map(({ stored }) => stored), steps].map((list) =>
    graph.addIntegers(list),
  )
  return { value: graph.emit('Slice', [x.value, ...arguments_], shape), shape: [...size], order: x.order }
}

function concat(graph: OnnxGraph, tensors: readonly RecordedTensor[], axis: number): RecordedTensor {
  const filled = tensors.filter((tensor) => tensor.shape[axis] !== 0)
  const [first] = filled
  if (first === undefined) return tensors[0]!
  if (filled.length === 1) return first
  const { order } = first
  const values = filled.map((tensor) => materialise(graph, tensor, order))
  const total = filled.reduce((sum, tensor) => sum + tensor.shape[axis]!, 0)
  const shape = first.shape.map((size, i) => (i === axis ? total : size))
  const stored = order.indexOf(axis)
  const value = graph.emit(
    'Concat',
    values,
    order.map((i) => shape[i]!),
    { attributes: { axis: stored } },
  )
  return { value, shape, order }
}

function split(
  graph: OnnxGraph,
  x: RecordedTensor,
  sizes: readonly number[],
  axis: number,
): RecordedTensor[] {
  let offset = 0
  return sizes.map((length) => {
    const begin = x.shape.map((_, i) => (i === axis ? offset : 0))
    offset += length
    return slice(
      graph,
      x,
      begin,
      x.shape.map((size, i) => (i === axis ? length : size)),
    )
  })
}

function pad(
  graph: OnnxGraph,
  x: RecordedTensor,
  paddings: readonly (readonly [number, number])[],
  mode: 'constant' | 'reflect' | 'edge',
  fill?: Value,
): RecordedTensor {
  const value = materialise(graph, x, x.order)
  const shape = x.shape.map((size, axis) => size + paddings[axis]![0] + paddings[axis]![1])
  const pads = [...x.order.map((axis) => paddings[axis]![0]), ...x.order.map((axis) => paddings[axis]![1])]
  const stored = x.order.map((axis) => shape[axis]!)
  const padded = graph.emit('Pad', [value, graph.addIntegers(pads), fill], stored, { attributes: { mode } })
  return { value: padded, shape, order: x.order }
}

/** Repeats a tensor along its axes. An axis of size 1 is repeated by its shape alone. */
function tile(graph: OnnxGraph, x: RecordedTensor, repeats: readonly number[]): RecordedTensor {
  const shape = x.shape.map((size, axis) => size * repeats[axis]!)
  const copied = x.order.map((axis) => (x.shape[axis] === 1 ? 1 : repeats[axis]!))
  if (copied.every((count) => count === 1)) return { ...x, shape }
  const order = x.order
  const value = materialise(graph, x, order)
  const stored = value.shape.map((size, i) => size * copied[i]!)
  const counts = graph.addIntegers(dimensions(copied, 'Tile'))
  return { value: graph.emit('Tile', [value, counts], stored), shape, order }
}

function expandDims(graph: OnnxGraph, x: RecordedTensor, axis: number): RecordedTensor {
  return reshape(graph, x, x.shape.toSpliced(axis, 0, 1))
}

const wrapAxis = (axis: number, rank: number) => (axis < 0 ? axis + rank : axis)

/** Inputs of kernels that take a list come under the names 0, 1, 2, … */
const list = (inputs: KernelInputs) => Object.values(inputs).filter((tensor) => tensor !== undefined)

export const shapeKernels: Record<string, RecordKernel> = {
  Reshape: (graph, inputs, { shape }) => {
    const x = input(inputs, 'x')
    return reshape(graph, x, util.inferFromImplicitShape(shape, util.sizeFromShape([...x.shape])))
  },
  Transpose: (_, inputs, { perm }) => transpose(input(inputs, 'x'), perm),
  ExpandDims: (graph, inputs, { dim }) => {
    const x = input(inputs, 'input')
    return expandDims(graph, x, dim < 0 ? dim + x.shape.length + 1 : dim)
  },
  Concat: (graph, inputs, { axis }) => {
    const tensors = list(inputs)
    return concat(graph, tensors, wrapAxis(axis, tensors[0]!.shape.length))
  },
  Pack: (graph, inputs, { axis }) => {
    const tensors = list(inputs)
    const at = axis < 0 ? axis + tensors[0]!.shape.length + 1 : axis
    return concat(
      graph,
      tensors.map((tensor) => expandDims(graph, tensor, at)),
      at,
    )
  },
  Unpack: (graph, inputs, { axis }) => {
    const x = input(inputs, 'value')
    const at = wrapAxis(axis, x.shape.length)
    const parts = split(graph, x, Array(x.shape[at]).fill(1), at)
    return parts.map((part) => reshape(graph, part, part.shape.toSpliced(at, 1)))
  },
  SplitV: (graph, inputs, { numOrSizeSplits, axis }) => {
    const x = input(inputs, 'x')
    const at = wrapAxis(axis, x.shape.length)
    const total = x.shape[at]!
    const sizes: number[] =
      typeof numOrSizeSplits === 'number'
        ? Array(numOrSizeSplits).fill(total / numOrSizeSplits)
        : [...numOrSizeSplits]
    const known = sizes.reduce((sum, size) => sum + Math.max(size, 0), 0)
    return split(
      graph,
      x,
      sizes.map((size) => (size < 0 ? total - known : size)),
      at,
    )
  },
  Slice: (graph, inputs, { begin, size }) => {
    const x = input(inputs, 'x')
    // tfjs computes the true begin and size (it knows -1 and short lists) from the shape alone.
    const [begins, sizes] = slice_util.parseSliceParams({ shape: [...x.shape] } as never, begin, size)
    return slice(graph, x, begins as number[], sizes as number[])
  },
  StridedSlice: (
    graph,
    inputs,
    { begin, end, strides, beginMask, endMask, ellipsisMask, newAxisMask, shrinkAxisMask },
  ) => {
    const x = input(inputs, 'x')
    const info = slice_util.sliceInfo(
      [...x.shape],
      begin,
      end,
      strides,
      beginMask,
      endMask,
      ellipsisMask,
      newAxisMask,
      shrinkAxisMask,
    )
    const sizes = slice_util.computeOutShape(info.begin, info.end, info.strides)
    return reshape(graph, slice(graph, x, info.begin, sizes, info.strides), info.finalShape)
  },
  Reverse: (graph, inputs, { dims }) => {
    const x = input(inputs, 'x')
    const axes = util.parseAxisParam(dims, [...x.shape])
    const begin = x.shape.map((size, axis) => (axes.includes(axis) ? size - 1 : 0))
    return slice(
      graph,
      x,
      begin,
      x.shape,
      x.shape.map((_, axis) => (axes.includes(axis) ? -1 : 1)),
    )
  },
  PadV2: (graph, inputs, { paddings, constantValue }) => {
    const x = input(inputs, 'x')
    const fill = x.value.type === 'int32' ? Int32Array.of(constantValue) : Float32Array.of(constantValue)
    return pad(graph, x, paddings, 'constant', graph.addConstant(fill, [], x.value.type))
  },
  MirrorPad: (graph, inputs, { paddings, mode }) => {
    if (mode === 'reflect') return pad(graph, input(inputs, 'x'), paddings, 'reflect')
    throw new RecordingError(
      'UNSUPPORTED',
      `MirrorPad with mode "${mode}" has no ONNX form; use "reflect" or concatenate slices.`,
    )
  },
  Tile: (graph, inputs, { reps }) => tile(graph, input(inputs, 'x'), reps),
  GatherV2: (graph, inputs, { axis, batchDims }) => {
    if (batchDims)
      throw new RecordingError(
        'UNSUPPORTED',
        'gather with batchDims has no direct ONNX form; use batchDims 0.',
      )
    const x = input(inputs, 'x')
    const indices = input(inputs, 'indices')
    const shape = x.shape.toSpliced(axis, 1, ...indices.shape)
    const values = [materialisePlain(graph, x), materialisePlain(graph, indices)]
    return plainTensor(graph.emit('Gather', values, shape, { attributes: { axis } }))
  },
  OneHot: (graph, inputs, { depth, onValue, offValue }) => {
    const indices = input(inputs, 'indices')
    const classes = plainTensor(
      graph.addConstant(
        Int32Array.from({ length: depth }, (_, i) => i),
        [depth],
        'int32',
      ),
    )
    const hit = broadcast(graph, 'Equal', [expandDims(graph, indices, indices.shape.length), classes], 'bool')
    return broadcast(graph, 'Where', [hit, scalar(graph, onValue), scalar(graph, offValue)], 'float32')
  },
  Fill: (graph, _, { shape, value, dtype }) => splatTensor(graph, value, shape, dtype ?? 'float32'),
  ZerosLike: (graph, inputs) => filled(graph, input(inputs, 'x'), 0),
  OnesLike: (graph, inputs) => filled(graph, input(inputs, 'x'), 1),
}

function filled(graph: OnnxGraph, x: RecordedTensor, number: number): RecordedTensor {
  return splatTensor(graph, number, x.shape, x.value.type)
}
