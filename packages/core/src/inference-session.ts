/** Flat data of a tensor in C order: 32-bit floats, 32-bit integers, or bytes. */
export type TensorData = Float32Array | Int32Array | Uint8Array

/** A tensor as it enters or leaves a session. `data.length` is the product of `shape`. */
export interface TensorValue {
  data: TensorData
  shape: readonly number[]
}

/**
 * A loaded model that can be run: the one thing that the rest of AnimeGAN knows of a runtime.
 * `@animegan/runtime-node` makes one; a test makes one of a plain object.
 */
export interface InferenceSession {
  readonly inputNames: readonly string[]
  readonly outputNames: readonly string[]
  /** Runs the model once. Needs every input; answers with every output. The caller owns the answer. */
  run(feeds: Record<string, TensorValue>): Promise<Record<string, TensorValue>>
  /** Frees the model. The session cannot be run afterwards. */
  dispose(): Promise<void>
}

/** Where a session computes. `auto` is the runtime's best guess; the others fail when the machine lacks them. */
export type Device = 'auto' | 'cpu' | 'webgpu' | 'cuda' | 'wasm'

export interface SessionOptions {
  /** Default `auto`. */
  device?: Device | undefined
  /** CPU threads inside one operation. Default: the runtime's choice. */
  threads?: number | undefined
}

/** Loads an ONNX model from its bytes. Fails with `DEVICE_UNAVAILABLE` or `WEIGHTS_CORRUPT`. */
export type CreateSession = (model: Uint8Array, options?: SessionOptions) => Promise<InferenceSession>
