import type { TensorValue } from '@animegan/core'

/** Asks the worker to load the runtime and a model, once. Answered with {@link OpenedModel}. */
export interface OpenRequest {
  kind: 'open'
  device: 'webgpu' | 'wasm'
  threads: number
  /** The ONNX file. */
  model: Uint8Array
  /** The runtime's WebAssembly. */
  binary: ArrayBuffer
  /** A Web Lock that the worker holds while it lives; undefined where there are none. */
  lock: string | undefined
  /** On WebGPU: what the device must compute rightly before it is trusted. */
  check?: DeviceCheck | undefined
}

/** A run whose outputs are known, or can be computed on the CPU. */
export interface DeviceCheck {
  feeds: Record<string, TensorValue>
  /** Sample of the outputs, from `sampleOutputs`; when absent the CPU computes them first. */
  expected: Float32Array | undefined
}

/** Runs the model. Answered with the outputs. */
export interface RunRequest {
  kind: 'run'
  feeds: Record<string, TensorValue>
}

/** What the page sends; the answer has the same `id`. */
export type WorkerRequest = (OpenRequest | RunRequest) & { id: number }

export interface OpenedModel {
  inputNames: readonly string[]
  outputNames: readonly string[]
  /** The sample that the device was compared with. */
  expected?: Float32Array | undefined
}

/** What the worker sends: that it runs, answers, or that its device is gone and so is whatever it was computing. */
export type WorkerMessage =
  | { kind: 'ready' }
  | { kind: 'answer'; id: number; value: OpenedModel | Record<string, TensorValue> }
  | { kind: 'failure'; id: number; message: string; invalidInput: boolean }
  | { kind: 'lost'; message: string }
