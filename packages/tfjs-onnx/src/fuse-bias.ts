import type { OnnxGraph } from './onnx-graph.js'
import type { RecordedTensor } from './recorded-tensor.js'

/** Operators with an optional third input that is added along the axis given here, counted from the end. */
const biasAxes: Record<string, number> = { Conv: -3, ConvTranspose: -3, Gemm: -1 }

/**
 * x + bias, where x comes from a convolution or a matrix product that can add the bias itself.
 *
 * @param bias any tensor; only a vector along the last axis that tfjs sees, such as a layer's bias, is fused
 * @returns undefined when there is nothing to fuse
 */
export function fuseBias(
  graph: OnnxGraph,
  x: RecordedTensor,
  bias: RecordedTensor,
): RecordedTensor | undefined {
  const node = graph.producer(x.value)
  const axis = node === undefined ? undefined : biasAxes[node.op]
  if (node === undefined || axis === undefined || node.inputs.length !== 2) return undefined
  const alongLastAxis = x.order.at(axis) === x.shape.length - 1
  const channels = x.shape.at(-1)
  if (!alongLastAxis || bias.shape.length !== 1 || bias.value.shape[0] !== channels) return undefined
  const inputs = [...node.inputs.map((name) => graph.value(name)), bias.value]
  const { domain, attributes } = node
  return {
    ...x,
    value: graph.emit(node.op, inputs, x.value.shape, { domain, attributes: { ...attributes } }),
  }
}
