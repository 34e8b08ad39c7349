import type { OnnxGraph } from '../onnx-graph.js'
import type { RecordedTensor } from '../recorded-tensor.js'

/** The inputs of a kernel call under their tfjs names; an input that tfjs left out is absent. */
export type KernelInputs = Readonly<Record<string, RecordedTensor | undefined>>

/** How one tfjs kernel is written in ONNX. `attributes` are the kernel's own, named as in tfjs. */
export type RecordKernel = (
  graph: OnnxGraph,
  inputs: KernelInputs,
  // biome-ignore lint/suspicious/noExplicitAny: every kernel has attributes of its own type
  attributes: any,
) => RecordedTensor | RecordedTensor[]

/** A required input. tfjs checks its ops' arguments, so a missing one is a mistake in the kernel table. */
export function input(inputs: KernelInputs, name: string): RecordedTensor {
  const tensor = inputs[name]
  if (tensor === undefined) throw new TypeError(`the kernel call has no input "${name}"`)
  return tensor
}
