import { backend_util } from '@tensorflow/tfjs-core'
import { fuseBias } from '../fuse-bias.js'
import type { ElementType, OnnxGraph, Value } from '../onnx-graph.js'
import {
  isZero,
  type RecordedTensor,
  reorder,
  reshapeStored,
  splatNumber,
  splatTensor,
} from '../recorded-tensor.js'
import { input, type KernelInputs, type RecordKernel } from './record-kernel.js'

/** One-argument functions that ONNX has under another or the same name. */
const unaryOperators: Record<string, string> = {
  Abs: 'Abs',
  Acos: 'Acos',
  Asin: 'Asin',
  Atan: 'Atan',
  Ceil: 'Ceil',
  Cos: 'Cos',
  Cosh: 'Cosh',
  Erf: 'Erf',
  Exp: 'Exp',
  Floor: 'Floor',
  Log: 'Log',
  LogicalNot: 'Not',
  Neg: 'Neg',
  Reciprocal: 'Reciprocal',
  Relu: 'Relu',
  Round: 'Round',
  Sigmoid: 'Sigmoid',
  Sign: 'Sign',
  Sin: 'Sin',
  Sinh: 'Sinh',
  Softplus: 'Softplus',
  Sqrt: 'Sqrt',
  Tan: 'Tan',
  Tanh: 'Tanh',
}

/** Two-argument functions with broadcasting. */
const binaryOperators: Record<string, string> = {
  Add: 'Add',
  Sub: 'Sub',
  Multiply: 'Mul',
  RealDiv: 'Div',
  Pow: 'Pow',
  Maximum: 'Max',
  Minimum: 'Min',
  LogicalAnd: 'And',
  LogicalOr: 'Or',
}

const comparisonOperators: Record<string, string> = {
  Equal: 'Equal',
  Greater: 'Greater',
  GreaterEqual: 'GreaterOrEqual',
  Less: 'Less',
  LessEqual: 'LessOrEqual',
}

/** Applies a one-argument operator in whatever order the input is stored. */
function unary(graph: OnnxGraph, op: string, x: RecordedTensor, type?: ElementType): RecordedTensor {
  const value = graph.emit(op, [x.value], x.value.shape, type === undefined ? {} : { type })
  return { ...x, value }
}

/** Applies a one-argument operator that has attributes. */
function unaryWith(
  op: string,
  attribute: string,
  read: (attributes: { alpha: number }) => number,
): RecordKernel {
  return (graph, inputs, attributes) => {
    const x = input(inputs, 'x')
    const value = graph.emit(op, [x.value], x.value.shape, {
      attributes: { [attribute]: { float: read(attributes) } },
    })
    return { ...x, value }
  }
}

/** Stores all tensors so that ONNX broadcasts their values as tfjs broadcasts the tensors. */
function align(
  graph: OnnxGraph,
  tensors: readonly RecordedTensor[],
  shape: readonly number[],
): { values: Value[]; order: readonly number[] } {
  const stored = (tensor: RecordedTensor) => tensor.value.shape.reduce((a, b) => a * b, 1)
  const leader = tensors
    .filter((tensor) => tensor.shape.length === shape.length)
    .reduce((a, b) => (stored(b) > stored(a) ? b : a))
  const order = leader.order
  const values = tensors.map((tensor) => {
    const missing = shape.length - tensor.shape.length
    const present = order.filter((axis) => axis >= missing)
    const value = reorder(
      graph,
      tensor,
      present.map((axis) => axis - missing),
    )
    let next = 0
    const aligned = order.map((axis) => (axis >= missing ? value.shape[next++]! : 1))
    return reshapeStored(graph, value, aligned)
  })
  return { values, order }
}

/** Applies an operator of several arguments with broadcasting. */
export function broadcast(
  graph: OnnxGraph,
  op: string,
  tensors: readonly RecordedTensor[],
  type?: ElementType,
): RecordedTensor {
  const shape = tensors
    .map((tensor) => [...tensor.shape])
    .reduce((a, b) => backend_util.assertAndGetBroadcastShape(a, b))
  const { values, order } = align(graph, tensors, shape)
  const stored = order.map((_, axis) => {
    const sizes = values.map((value) => value.shape[axis]!)
    return sizes.find((size) => size !== 1) ?? 1
  })
  const value = graph.emit(op, values, stored, type === undefined ? {} : { type })
  return { value, shape, order }
}

/** x + 0, x - 0, x * 1 and x / 1 are x, when x has the shape of the result. */
function withoutEffect(
  graph: OnnxGraph,
  op: string,
  a: RecordedTensor,
  b: RecordedTensor,
): RecordedTensor | undefined {
  const neutral = op === 'Mul' || op === 'Div' ? 1 : op === 'Add' || op === 'Sub' ? 0 : undefined
  if (neutral === undefined) return undefined
  if (splatNumber(graph, b) === neutral && covers(a, b)) return a
  if ((op === 'Add' || op === 'Mul') && splatNumber(graph, a) === neutral && covers(b, a)) return b
  return undefined
}

function covers(a: RecordedTensor, b: RecordedTensor): boolean {
  const shape = backend_util.assertAndGetBroadcastShape([...a.shape], [...b.shape])
  return shape.length === a.shape.length && shape.every((size, axis) => size === a.shape[axis])
}

/** Applies a two-argument operator with broadcasting. */
export function binary(graph: OnnxGraph, op: string, a: RecordedTensor, b: RecordedTensor): RecordedTensor {
  if (op === 'Mul' && (isZero(graph, a) || isZero(graph, b))) {
    const shape = backend_util.assertAndGetBroadcastShape([...a.shape], [...b.shape])
    return splatTensor(graph, 0, shape, a.value.type)
  }
  return (
    withoutEffect(graph, op, a, b) ??
    (op === 'Add' ? fuseBias(graph, a, b) : undefined) ??
    broadcast(graph, op, [a, b])
  )
}

/** A float32 number as a tensor of rank 0. */
export function scalar(graph: OnnxGraph, number: number): RecordedTensor {
  return { value: graph.addConstant(Float32Array.of(number), [], 'float32'), shape: [], order: [] }
}

export function cast(graph: OnnxGraph, x: RecordedTensor, type: ElementType): RecordedTensor {
  if (x.value.type === type) return x
  const codes: Record<ElementType, number> = { float32: 1, int32: 6, int64: 7, bool: 9 }
  const value = graph.emit('Cast', [x.value], x.value.shape, { type, attributes: { to: codes[type] } })
  return { ...x, value }
}

const pair = (inputs: KernelInputs): [RecordedTensor, RecordedTensor] => [
  input(inputs, 'a'),
  input(inputs, 'b'),
]

export const elementwiseKernels: Record<string, RecordKernel> = {
  ...Object.fromEntries(
    Object.entries(unaryOperators).map(([kernel, op]): [string, RecordKernel] => [
      kernel,
      (graph, inputs) => unary(graph, op, input(inputs, 'x')),
    ]),
  ),
  ...Object.fromEntries(
    Object.entries(binaryOperators).map(([kernel, op]): [string, RecordKernel] => [
      kernel,
      (graph, inputs) => binary(graph, op, ...pair(inputs)),
    ]),
  ),
  ...Object.fromEntries(
    Object.entries(comparisonOperators).map(([kernel, op]): [string, RecordKernel] => [
      kernel,
      (graph, inputs) => broadcast(graph, op, pair(inputs), 'bool'),
    ]),
  ),
  NotEqual: (graph, inputs) => unary(graph, 'Not', broadcast(graph, 'Equal', pair(inputs), 'bool')),
  FloorDiv: (graph, inputs) => {
    const [a, b] = pair(inputs)
    const quotient = binary(graph, 'Div', cast(graph, a, 'float32'), cast(graph, b, 'float32'))
    return cast(graph, unary(graph, 'Floor', quotient), a.value.type)
  },
  SquaredDifference: (graph, inputs) => {
    const difference = binary(graph, 'Sub', ...pair(inputs))
    return binary(graph, 'Mul', difference, difference)
  },
  AddN: (graph, inputs) =>
    Object.values(inputs)
      .map((x) => x!)
      .reduce((a, b) => binary(graph, 'Add', a, b)),
  Square: (graph, inputs) => binary(graph, 'Mul', input(inputs, 'x'), input(inputs, 'x')),
  Rsqrt: (graph, inputs) => unary(graph, 'Reciprocal', unary(graph, 'Sqrt', input(inputs, 'x'))),
  Log1p: (graph, inputs) => unary(graph, 'Log', binary(graph, 'Add', input(inputs, 'x'), scalar(graph, 1))),
  Expm1: (graph, inputs) => binary(graph, 'Sub', unary(graph, 'Exp', input(inputs, 'x')), scalar(graph, 1)),
  Elu: unaryWith('Elu', 'alpha', () => 1),
  LeakyRelu: unaryWith('LeakyRelu', 'alpha', ({ alpha }) => alpha),
  Prelu: (graph, inputs) => broadcast(graph, 'PRelu', [input(inputs, 'x'), input(inputs, 'alpha')]),
  Relu6: (graph, inputs) => clip(graph, input(inputs, 'x'), 0, 6),
  ClipByValue: (graph, inputs, { clipValueMin, clipValueMax }) =>
    clip(graph, input(inputs, 'x'), clipValueMin, clipValueMax),
  Step: (graph, inputs, { alpha }) => step(graph, input(inputs, 'x'), alpha),
  Cast: (graph, inputs, { dtype }) => cast(graph, input(inputs, 'x'), dtype),
  Identity: (_, inputs) => input(inputs, 'x'),
  Select: (graph, inputs) => {
    const [chosen, otherwise] = [input(inputs, 't'), input(inputs, 'e')]
    return broadcast(graph, 'Where', [input(inputs, 'condition'), chosen, otherwise], chosen.value.type)
  },
}

function clip(graph: OnnxGraph, x: RecordedTensor, low: number, high: number): RecordedTensor {
  const bounds = [low, high].map((bound) => graph.addConstant(Float32Array.of(bound), [], 'float32'))
  return { ...x, value: graph.emit('Clip', [x.value, ...bounds], x.value.shape) }
}

/** 1 where x > 0, `alpha` elsewhere. */
function step(graph: OnnxGraph, x: RecordedTensor, alpha: number): RecordedTensor {
  const positive = cast(graph, broadcast(graph, 'Greater', [x, scalar(graph, 0)], 'bool'), 'float32')
  if (alpha === 0) return positive
  return binary(graph, 'Add', binary(graph, 'Mul', positive, scalar(graph, 1 - alpha)), scalar(graph, alpha))
}
