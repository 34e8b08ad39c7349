/** Flat data of a tensor in C order: 32-bit floats, 32-bit integers, or bytes. */
export type TensorData = Float32Array | Int32Array | Uint8Array

/** A tensor as it enters or leaves a session. `data.length` is the product of `shape`. */
export interface TensorValue {
  data: TensorData
  shape: readonly number[]
}

/**
 * A tensor that stayed on the device where a session computed it. Without a copy it can be fed to any session on that device
 * that has `runOnDevice`, of the same runtime.
 */
export interface DeviceTensor {
  readonly shape: readonly number[]
  /** Copies it to memory. Fails after `dispose`. */
  read(): Promise<TensorValue>
  /** Frees it on the device; again does nothing. */
  dispose(): void
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
  /**
   * Runs the model once, from memory or the device, and leaves the outputs that `SessionOptions.keepOnDevice` names where they
   * are. Who calls it disposes of them. Absent where the runtime cannot do it, or where it would gain nothing because the device is the CPU.
   */
  runOnDevice?(
    feeds: Record<string, TensorValue | DeviceTensor>,
  ): Promise<Record<string, TensorValue | DeviceTensor>>
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
  /** Outputs that `runOnDevice` leaves on the device. Default: none. */
  keepOnDevice?: readonly string[] | undefined
  /**
   * Whether the memory of intermediate results goes back to the system after each operation instead of staying with the
   * session for the next run: for large graphs, of which a process may hold several. Default false.
   */
  releaseMemory?: boolean | undefined
}

/** Loads an ONNX model from its bytes. Fails with `DEVICE_UNAVAILABLE` or `WEIGHTS_CORRUPT`. */
export type CreateSession = (model: Uint8Array, options?: SessionOptions) => Promise<InferenceSession>

/** Whether a tensor stayed on a device. */
export function isOnDevice(value: TensorValue | DeviceTensor): value is DeviceTensor {
  return !('data' in value)
}
