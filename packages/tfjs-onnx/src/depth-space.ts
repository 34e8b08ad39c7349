import type { OnnxGraph, Value } from './onnx-graph.js'

const depthToSpacePermutation = '0,3,4,1,5,2'
const spaceToDepthPermutation = '0,3,5,1,2,4'

/**
 * Recognises a pixel shuffle, which tfjs has to write as reshape, transpose and reshape because its own DepthToSpace
 * has no gradient, and its inverse. ONNX has one operator for each, two to three times as fast.
 *
 * @param value the result of the transpose
 * @param shape the last reshape's target
 * @returns the shuffled value, or undefined when this is something else
 */
export function shuffleDepth(graph: OnnxGraph, value: Value, shape: readonly number[]): Value | undefined {
  const transpose = graph.producer(value)
  if (transpose?.op !== 'Transpose' || value.shape.length !== 6 || shape.length !== 4) return undefined
  const split = graph.producer(graph.value(transpose.inputs[0]!))
  if (split?.op !== 'Reshape') return undefined
  const source = graph.value(split.inputs[0]!)
  const parts = graph.value(split.outputs[0]!)?.shape
  if (source?.shape.length !== 4 || parts === undefined) return undefined
  const [batch, a, b, c, d, e] = parts as [number, number, number, number, number, number]
  const holds = (wanted: readonly number[], came: readonly number[]) =>
    wanted.every((size, i) => size === came[i])
  const permutation = String(transpose.attributes.perm)
  if (
    permutation === depthToSpacePermutation &&
    a === b &&
    holds([batch, a * b * c, d, e], source.shape) &&
    holds([batch, c, d * a, e * a], shape)
  ) {
    return graph.emit('DepthToSpace', [source], shape, { attributes: { blocksize: a, mode: 'DCR' } })
  }
  const block = c
  if (
    permutation === spaceToDepthPermutation &&
    e === block &&
    holds([batch, a, b * block, d * block], source.shape) &&
    holds([batch, a * block * block, b, d], shape)
  ) {
    return graph.emit('SpaceToDepth', [source], shape, { attributes: { blocksize: block } })
  }
  return undefined
}
