import type { OnnxGraph } from '../onnx-graph.js'
import type { RecordedTensor } from '../recorded-tensor.js'
import { RecordingError } from '../recording-error.js'
import { elementwiseKernels } from './elementwise.js'

const kernelOfActivation: Record<string, string> = {
  elu: 'Elu',
  leakyrelu: 'LeakyRelu',
  linear: 'Identity',
  prelu: 'Prelu',
  relu: 'Relu',
  relu6: 'Relu6',
  sigmoid: 'Sigmoid',
}

/** The activation that tfjs fuses into a convolution or a matrix product. */
export function activate(
  graph: OnnxGraph,
  x: RecordedTensor,
  activation: string | undefined | null,
  prelu: RecordedTensor | undefined,
  alpha: number | undefined,
): RecordedTensor {
  const kernel = elementwiseKernels[kernelOfActivation[activation ?? 'linear'] ?? '']
  if (kernel === undefined) {
    throw new RecordingError(
      'UNSUPPORTED',
      `The fused activation "${activation}" is unknown; apply it as an op of its own.`,
    )
  }
  const result = kernel(graph, { x, alpha: prelu }, { alpha })
  return Array.isArray(result) ? result[0]! : result
}
