import { AnimeganError, type DeviceTensor, type TensorValue } from '@animegan/core'
import type * as Ort from 'onnxruntime-node'

type Runtime = typeof Ort

/** y = x for float32 of any shape, as ONNX: made once with onnx-proto. */
const identityModel = 'CAg6KwoQCgF4EgF5IghJZGVudGl0eRIBZ1oJCgF4EgQKAggBYgkKAXkSBAoCCAFCAhAQ'

let reader: Promise<Ort.InferenceSession> | undefined

/**
 * Opens the session that reads tensors back. onnxruntime-node 1.30 cannot download a GPU buffer (its getData ends the
 * process), but a session without a preferred output location takes one as input and answers in memory.
 *
 * It stays open until the process ends: a GPU buffer that is freed after the last session on its GPU ends the process too.
 */
export function openReader(ort: Runtime, provider: Ort.InferenceSession.ExecutionProviderConfig) {
  reader ??= ort.InferenceSession.create(Buffer.from(identityModel, 'base64'), {
    executionProviders: [provider],
    logSeverityLevel: 4,
  })
  return reader
}

/** A float32 tensor in a GPU buffer of ONNX Runtime. Needs {@link openReader} before the session that makes it. */
export class WebgpuTensor implements DeviceTensor {
  #tensor: Ort.Tensor | undefined

  constructor(tensor: Ort.Tensor) {
    this.#tensor = tensor
    this.shape = tensor.dims
  }

  readonly shape: readonly number[]

  /** What ONNX Runtime is fed. Throws INVALID_DATA after `dispose`. */
  get tensor(): Ort.Tensor {
    if (this.#tensor !== undefined) return this.#tensor
    throw new AnimeganError(
      'INVALID_DATA',
      `a tensor of shape (${this.shape.join(', ')}) was disposed of and is no longer on the device`,
    )
  }

  async read(): Promise<TensorValue> {
    const { y } = await (await reader!).run({ x: this.tensor })
    return { data: y!.data as Float32Array, shape: y!.dims }
  }

  dispose(): void {
    this.#tensor?.dispose()
    this.#tensor = undefined
  }
}
