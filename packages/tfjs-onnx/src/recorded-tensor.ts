import { shuffleDepth } from './depth-space.js'
import type { OnnxGraph, Value } from './onnx-graph.js'
import { dimensions } from './symbolic-batch.js'

/**
 * What stands behind a tfjs tensor while recording.
 *
 * `shape` is what tfjs sees (its logical shape). The ONNX value may store the axes in another order, and may
 * store an axis of any size once (size 1) when all entries along it are equal:
 *
 * - stored axis p holds logical axis `order[p]`;
 * - `value.shape[p]` is `shape[order[p]]`, or 1.
 *
 * So tfjs can think in NHWC while convolutions, which are NCHW in ONNX, pass their results on without
 * transposes, and `ones(shape)` costs one number.
 */
export interface RecordedTensor {
  readonly value: Value
  readonly shape: readonly number[]
  readonly order: readonly number[]
}

export function identityOrder(rank: number): number[] {
  return Array.from({ length: rank }, (_, axis) => axis)
}

/** A tensor stored exactly as tfjs sees it. */
export function plainTensor(value: Value): RecordedTensor {
  return { value, shape: value.shape, order: identityOrder(value.shape.length) }
}

/** A tensor whose entries all equal `number`. */
export function splatTensor(
  graph: OnnxGraph,
  number: number,
  shape: readonly number[],
  type: Value['type'],
): RecordedTensor {
  const data =
    type === 'float32'
      ? Float32Array.of(number)
      : type === 'int32'
        ? Int32Array.of(number)
        : Uint8Array.of(number)
  const value = graph.addConstant(
    data,
    shape.map(() => 1),
    type,
  )
  return { value, shape, order: identityOrder(shape.length) }
}

/** The single number that a splat tensor repeats, or undefined for any other tensor. */
export function splatNumber(graph: OnnxGraph, tensor: RecordedTensor): number | undefined {
  const constant = graph.constants.get(tensor.value.name)
  return constant?.data.length === 1 ? constant.data[0] : undefined
}

/**
 * Whether a tensor is known to be all zeros. Products with it need no operator: gradients of functions such as `step`
 * are zero, and whole branches of a second derivative vanish with them. (0 * infinity counts as 0 here.)
 */
export function isZero(graph: OnnxGraph, tensor: RecordedTensor): boolean {
  return splatNumber(graph, tensor) === 0
}

/** The shape that the tensor has when stored in the given order, every axis in full. */
export function storedShape(shape: readonly number[], order: readonly number[]): number[] {
  return order.map((axis) => shape[axis]!)
}

/** Stores the tensor in the given order; repeated axes stay stored once. */
export function reorder(graph: OnnxGraph, tensor: RecordedTensor, order: readonly number[]): Value {
  const { value } = tensor
  const permutation = order.map((axis) => tensor.order.indexOf(axis))
  if (permutation.every((from, to) => from === to)) return value
  const shape = permutation.map((from) => value.shape[from]!)
  const movedAxes = permutation.filter((from) => value.shape[from] !== 1)
  const keepsOrder = movedAxes.every((from, i) => i === 0 || from > movedAxes[i - 1]!)
  if (keepsOrder) return reshapeStored(graph, value, shape)
  const constant = graph.constants.get(value.name)
  if (constant?.data instanceof Float32Array) {
    return graph.addConstant(permuteAxes(constant.data, value.shape, permutation), shape, value.type)
  }
  return graph.emit('Transpose', [value], shape, { attributes: { perm: permutation } })
}

/** Stores the tensor in the given order with every axis in full. */
export function materialise(graph: OnnxGraph, tensor: RecordedTensor, order: readonly number[]): Value {
  const value = reorder(graph, tensor, order)
  const shape = storedShape(tensor.shape, order)
  if (shape.every((size, axis) => size === value.shape[axis])) return value
  return graph.emit('Expand', [value, graph.addIntegers(dimensions(shape, 'Expand'))], shape)
}

/** The tensor stored exactly as tfjs sees it. */
export function materialisePlain(graph: OnnxGraph, tensor: RecordedTensor): Value {
  return materialise(graph, tensor, identityOrder(tensor.shape.length))
}

/** Reads the stored numbers as another shape of the same size. */
export function reshapeStored(graph: OnnxGraph, value: Value, shape: readonly number[]): Value {
  if (shape.length === value.shape.length && shape.every((size, axis) => size === value.shape[axis]))
    return value
  const constant = graph.constants.get(value.name)
  if (constant !== undefined) return graph.addConstant(constant.data, shape, value.type)
  const shuffled = shuffleDepth(graph, value, shape)
  return shuffled ?? graph.emit('Reshape', [value, graph.addIntegers(dimensions(shape, 'Reshape'))], shape)
}

/** Copies numbers so that axis p of the result is axis `permutation[p]` of `shape`. */
function permuteAxes(
  data: Float32Array,
  shape: readonly number[],
  permutation: readonly number[],
): Float32Array {
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((a, b) => a * b, 1))
  const result = new Float32Array(data.length)
  let written = 0
  const copy = (depth: number, offset: number): void => {
    if (depth === permutation.length) {
      result[written++] = data[offset]!
      return
    }
    const axis = permutation[depth]!
    for (let i = 0; i < shape[axis]!; i++) copy(depth + 1, offset + i * strides[axis]!)
  }
  copy(0, 0)
  return result
}
