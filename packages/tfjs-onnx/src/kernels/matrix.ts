import type { OnnxGraph } from '../onnx-graph.js'
import {
  identityOrder,
  isZero,
  materialise,
  plainTensor,
  type RecordedTensor,
  type reorder,
  splatTensor,
} from '../recorded-tensor.js'
import { activate } from './activation.js'
import { binary } from './elementwise.js'
import { input, type RecordKernel } from './record-kernel.js'

/** Whether a tensor stores its last two axes swapped, all others in place. */
function isStoredTransposed({ order }: RecordedTensor): boolean {
  const rank = order.length
  return order[rank - 2] === rank - 1 && order.every((axis, i) => i >= rank - 2 || axis === i)
}

/** A matrix operand: the value as stored, and whether it must be read transposed. */
function operand(
  graph: OnnxGraph,
  x: RecordedTensor,
  transposed: boolean,
): { value: ReturnType<typeof reorder>; transposed: boolean } {
  if (isStoredTransposed(x)) return { value: materialise(graph, x, x.order), transposed: !transposed }
  return { value: materialise(graph, x, identityOrder(x.shape.length)), transposed }
}

/** a · b over the last two axes; rank 2 becomes Gemm, which reads transposed operands for nothing. */
function matMul(
  graph: OnnxGraph,
  a: RecordedTensor,
  b: RecordedTensor,
  transposeA: boolean,
  transposeB: boolean,
): RecordedTensor {
  const rank = a.shape.length
  const rows = a.shape[transposeA ? rank - 1 : rank - 2]!
  const columns = b.shape[transposeB ? b.shape.length - 2 : b.shape.length - 1]!
  const batch = (rank >= b.shape.length ? a : b).shape.slice(0, -2)
  if (isZero(graph, a) || isZero(graph, b)) return splatTensor(graph, 0, [...batch, rows, columns], 'float32')
  if (rank === 2 && b.shape.length === 2) {
    const [left, right] = [operand(graph, a, transposeA), operand(graph, b, transposeB)]
    const attributes = { transA: Number(left.transposed), transB: Number(right.transposed) }
    return plainTensor(graph.emit('Gemm', [left.value, right.value], [rows, columns], { attributes }))
  }
  const swapped = (x: RecordedTensor) => {
    const order = identityOrder(x.shape.length)
    return [...order.slice(0, -2), order.at(-1)!, order.at(-2)!]
  }
  const left = materialise(graph, a, transposeA ? swapped(a) : identityOrder(rank))
  const right = materialise(graph, b, transposeB ? swapped(b) : identityOrder(b.shape.length))
  return plainTensor(graph.emit('MatMul', [left, right], [...batch, rows, columns]))
}

export const matrixKernels: Record<string, RecordKernel> = {
  BatchMatMul: (graph, inputs, { transposeA, transposeB }) =>
    matMul(graph, input(inputs, 'a'), input(inputs, 'b'), transposeA, transposeB),
  _FusedMatMul: (graph, inputs, { transposeA, transposeB, activation, leakyreluAlpha }) => {
    const product = matMul(graph, input(inputs, 'a'), input(inputs, 'b'), transposeA, transposeB)
    const { bias } = inputs
    const sum = bias === undefined ? product : binary(graph, 'Add', product, bias)
    return activate(graph, sum, activation, inputs.preluActivationWeights, leakyreluAlpha)
  },
}
