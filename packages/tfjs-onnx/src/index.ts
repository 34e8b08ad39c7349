export type { KernelInputs, RecordKernel } from './kernels/kernel-table.js'
export { type Attribute, type ElementType, OnnxGraph, type Value } from './onnx-graph.js'
export {
  type InputSpec,
  type ModelValue,
  type OutputSpec,
  type RecordedModel,
  type RecordOptions,
  recordOnnx,
} from './record-onnx.js'
export { materialise, plainTensor, type RecordedTensor } from './recorded-tensor.js'
export { registerOnnxKernel } from './recording-backend.js'
export { RecordingError, type RecordingErrorCode } from './recording-error.js'
export type { WeightStorage } from './weight-storage.js'
