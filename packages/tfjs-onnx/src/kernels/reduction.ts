import { util } from '@tensorflow/tfjs-core'
import type { OnnxGraph, Value } from '../onnx-graph.js'
import {
  identityOrder,
  materialise,
  materialisePlain,
  plainTensor,
  type RecordedTensor,
  reshapeStored,
} from '../recorded-tensor.js'
import { binary, cast, scalar } from './elementwise.js'
import { input, type RecordKernel } from './record-kernel.js'

/** Drops axes from a tensor, or keeps them with size 1. The value must hold them once already. */
function withoutAxes(
  graph: OnnxGraph,
  value: Value,
  x: RecordedTensor,
  axes: readonly number[],
  keepDims: boolean,
): RecordedTensor {
  if (keepDims)
    return { value, shape: x.shape.map((size, axis) => (axes.includes(axis) ? 1 : size)), order: x.order }
  const kept = identityOrder(x.shape.length).filter((axis) => !axes.includes(axis))
  const order = x.order.filter((axis) => !axes.includes(axis)).map((axis) => kept.indexOf(axis))
  const stored = value.shape.filter((_, axis) => !axes.includes(x.order[axis]!))
  return { value: reshapeStored(graph, value, stored), shape: kept.map((axis) => x.shape[axis]!), order }
}

/**
 * Reduces over axes. Axes that are stored once need no operator, except that a sum counts each of their
 * entries.
 */
function reduce(
  graph: OnnxGraph,
  op: 'ReduceSum' | 'ReduceMean' | 'ReduceMax' | 'ReduceMin',
  x: RecordedTensor,
  axis: number | number[] | undefined | null,
  keepDims = false,
): RecordedTensor {
  const axes = util.parseAxisParam(axis ?? identityOrder(x.shape.length), [...x.shape])
  const storedAxes = axes.map((logical) => x.order.indexOf(logical)).sort((a, b) => a - b)
  const reduced = storedAxes.filter((stored) => x.value.shape[stored] !== 1)
  const shape = x.value.shape.map((size, stored) => (reduced.includes(stored) ? 1 : size))
  let value = x.value
  if (reduced.length > 0) {
    value =
      op === 'ReduceSum'
        ? graph.emit(op, [value, graph.addIntegers(reduced)], shape, { attributes: { keepdims: 1 } })
        : graph.emit(op, [value], shape, { attributes: { axes: reduced, keepdims: 1 } })
  }
  const result = withoutAxes(graph, value, x, axes, keepDims)
  const repeats = storedAxes
    .filter((stored) => !reduced.includes(stored))
    .reduce((product, stored) => product * x.shape[x.order[stored]!]!, 1)
  return op === 'ReduceSum' && repeats !== 1 ? binary(graph, 'Mul', result, scalar(graph, repeats)) : result
}

function reduceKernel(op: Parameters<typeof reduce>[1]): RecordKernel {
  return (graph, inputs, { axis, keepDims }) => reduce(graph, op, input(inputs, 'x'), axis, keepDims)
}

/** All and Any, as the smallest or largest of 0 and 1. */
function logicalKernel(op: 'ReduceMin' | 'ReduceMax'): RecordKernel {
  return (graph, inputs, { axis, keepDims }) => {
    const numbers = cast(graph, input(inputs, 'x'), 'float32')
    return cast(graph, reduce(graph, op, numbers, axis, keepDims), 'bool')
  }
}

function indexKernel(op: 'ArgMax' | 'ArgMin'): RecordKernel {
  return (graph, inputs, { axis }) => {
    const x = input(inputs, 'x')
    const value = materialisePlain(graph, x)
    const shape = x.shape.filter((_, i) => i !== axis)
    const index = graph.emit(op, [value], shape, { type: 'int64', attributes: { axis, keepdims: 0 } })
    return cast(graph, plainTensor(index), 'int32')
  }
}

export const reductionKernels: Record<string, RecordKernel> = {
  Sum: reduceKernel('ReduceSum'),
  Mean: reduceKernel('ReduceMean'),
  Max: (graph, inputs, { reductionIndices, axis, keepDims }) =>
    reduce(graph, 'ReduceMax', input(inputs, 'x'), reductionIndices ?? axis, keepDims),
  Min: reduceKernel('ReduceMin'),
  Prod: (graph, inputs, { axis, keepDims }) => {
    const x = input(inputs, 'x')
    const axes = util.parseAxisParam(axis ?? identityOrder(x.shape.length), [...x.shape])
    const value = materialise(graph, x, x.order)
    const storedAxes = axes.map((logical: number) => x.order.indexOf(logical))
    const shape = value.shape.map((size, stored) => (storedAxes.includes(stored) ? 1 : size))
    const product = graph.emit('ReduceProd', [value], shape, {
      attributes: { axes: storedAxes, keepdims: 1 },
    })
    return withoutAxes(graph, product, x, axes, keepDims ?? false)
  },
  All: logicalKernel('ReduceMin'),
  Any: logicalKernel('ReduceMax'),
  ArgMax: indexKernel('ArgMax'),
  ArgMin: indexKernel('ArgMin'),
  Cumsum: (graph, inputs, { axis, exclusive, reverse }) => {
    const x = input(inputs, 'x')
    const value = materialisePlain(graph, x)
    const stored = graph.addConstant(Int32Array.of(util.parseAxisParam(axis, [...x.shape])[0]!), [], 'int32')
    const attributes = { exclusive: exclusive ? 1 : 0, reverse: reverse ? 1 : 0 }
    return plainTensor(graph.emit('CumSum', [value, stored], value.shape, { attributes }))
  },
  Softmax: (graph, inputs, { dim }) => {
    const logits = input(inputs, 'logits')
    const value = materialise(graph, logits, logits.order)
    const axis = logits.order.indexOf(dim < 0 ? dim + logits.shape.length : dim)
    return { ...logits, value: graph.emit('Softmax', [value], value.shape, { attributes: { axis } }) }
  },
}
