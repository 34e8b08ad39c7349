import { AnimeganError, type CreateSession, type InferenceSession, type SessionOptions } from '@animegan/core'
import { chooseBackends } from './backends.js'
import type { DownloadOptions } from './download.js'
import type { RuntimeFiles } from './runtime-files.js'
import { fetchVerified } from './verified-file.js'
import { openWebSession } from './web-session.js'

/** Milliseconds that a device has to open a model, unless told otherwise. */
export const defaultDeviceTimeout = 30_000

/**
 * Loads an ONNX model for running with onnxruntime-web, in a worker of its own. `auto` takes WebGPU where there is a GPU, else WebAssembly
 * with as many threads as the page may have. Here, where nothing is known of the model, WebGPU is not compared with a known
 * picture first, as `createGenerator` does. `keepOnDevice` and `releaseMemory` change nothing.
 *
 * Throws `DEVICE_UNAVAILABLE` with the reasons, `INVALID_OPTION` for bad threads, `WEIGHTS_CORRUPT` when the bytes are no model that ONNX
 * Runtime can load, and what downloads throw when its WebAssembly cannot be got.
 */
export const createSession: CreateSession = async (
  model: Uint8Array,
  { device = 'auto', threads }: SessionOptions = {},
): Promise<InferenceSession> => {
  const backends = await chooseBackends(device, threads)
  return await openWebSession(model, { backends, loadBinary, deviceTimeout: defaultDeviceTimeout })
}

/**
 * A runtime's WebAssembly, from the cache or its address. Throws `RUNTIME_UNAVAILABLE` when it is not there or is another one, and
 * `DOWNLOAD_FAILED` and `ABORTED`.
 */
export async function loadBinary(
  binary: RuntimeFiles['binary'],
  options: DownloadOptions = {},
): Promise<ArrayBuffer> {
  try {
    return (await fetchVerified(binary.url, binary, options)).buffer
  } catch (error) {
    if (!AnimeganError.isInstance(error) || !error.code.startsWith('WEIGHTS_')) throw error
    const message = `ONNX Runtime cannot be loaded: ${error.message}; publish the files of onnxruntime-web beside the page's own`
    throw new AnimeganError('RUNTIME_UNAVAILABLE', message, { cause: error })
  }
}
