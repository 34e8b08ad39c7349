import type { OnnxGraph } from './onnx-graph.js'
import {
  identityOrder,
  materialisePlain,
  plainTensor,
  type RecordedTensor,
  reorder,
  reshapeStored,
} from './recorded-tensor.js'
import { dimensions } from './symbolic-batch.js'

/** Axes of the old shape that together become axes of the new shape. */
interface AxisGroup {
  readonly from: number[]
  readonly to: number[]
}

/** The finest grouping of axes such that each group keeps its number of entries. */
function groupAxes(from: readonly number[], to: readonly number[]): AxisGroup[] {
  const groups: AxisGroup[] = []
  let [i, j] = [0, 0]
  while (i < from.length && j < to.length) {
    const group: AxisGroup = { from: [i], to: [j] }
    let [a, b] = [from[i++]!, to[j++]!]
    while (a !== b) {
      if (a < b) {
        group.from.push(i)
        a *= from[i++]!
      } else {
        group.to.push(j)
        b *= to[j++]!
      }
    }
    groups.push(group)
  }
  const last = groups.at(-1)
  while (i < from.length) last?.from.push(i++)
  while (j < to.length) last?.to.push(j++)
  return groups
}

/**
 * Changes the shape that tfjs sees and moves as little as possible: an axis that is only split keeps its place,
 * axes that are merged are brought together.
 */
export function reshape(graph: OnnxGraph, x: RecordedTensor, shape: readonly number[]): RecordedTensor {
  if (shape.length === x.shape.length && shape.every((size, axis) => size === x.shape[axis])) return x
  if (x.value.shape.every((size) => size === 1)) {
    const value = reshapeStored(
      graph,
      x.value,
      shape.map(() => 1),
    )
    return { value, shape, order: identityOrder(shape.length) }
  }
  if (x.shape.length === 0 || shape.length === 0) {
    return plainTensor(reshapeStored(graph, materialisePlain(graph, x), shape))
  }
  const storedSize = (axis: number) => x.value.shape[x.order.indexOf(axis)]!
  // A group goes where its largest axis is: that moves the least.
  const position = ({ from }: AxisGroup) =>
    x.order.indexOf(from.reduce((largest, axis) => (x.shape[axis]! > x.shape[largest]! ? axis : largest)))
  const groups = groupAxes(x.shape, shape).sort((a, b) => position(a) - position(b))
  const storedOnce = (group: AxisGroup) => group.from.every((axis) => storedSize(axis) === 1)

  let value = reorder(
    graph,
    x,
    groups.flatMap((group) => group.from),
  )
  const needed = groups.flatMap((group) => group.from.map((axis) => (storedOnce(group) ? 1 : x.shape[axis]!)))
  if (needed.some((size, axis) => size !== value.shape[axis])) {
    value = graph.emit('Expand', [value, graph.addIntegers(dimensions(needed, 'Expand'))], needed)
  }
  const stored = groups.flatMap((group) => group.to.map((axis) => (storedOnce(group) ? 1 : shape[axis]!)))
  return { value: reshapeStored(graph, value, stored), shape, order: groups.flatMap((group) => group.to) }
}

/** Permutes the axes that tfjs sees; nothing is moved. */
export function transpose(x: RecordedTensor, permutation: readonly number[]): RecordedTensor {
  return {
    value: x.value,
    shape: permutation.map((axis) => x.shape[axis]!),
    order: x.order.map((axis) => permutation.indexOf(axis)),
  }
}
