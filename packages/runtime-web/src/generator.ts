import {
  type AbortSignalLike,
  chooseWeightsFile,
  type Face,
  type GenerateOptions,
  generate,
  type InferenceSession,
  type InterpolateOptions,
  interpolate,
  type LoadedWeights,
  planFaces,
  throwIfAborted,
  type WeightsDtype,
  type WeightsManifest,
} from '@animegan/core'
import { raceAbort } from './abort-race.js'
import { type Backend, chooseBackends } from './backends.js'
import { keepSample, readSample } from './file-cache.js'
import { locateRuntime, type RuntimeFiles } from './runtime-files.js'
import { defaultDeviceTimeout, loadBinary } from './session.js'
import { openWebSession, type WebSession } from './web-session.js'
import { openWeights } from './weights.js'
import type { WeightsFiles } from './weights-location.js'
import type { DeviceCheck } from './worker/worker-messages.js'

/** Bytes of a download, so far and in all: of the model (`weights`) or of ONNX Runtime (`runtime`). */
export interface CreateProgress {
  file: 'weights' | 'runtime'
  done: number
  total: number | undefined
}

export interface CreateGeneratorOptions {
  /**
   * What to draw with: the address of a manifest or of its folder, relative to the page; what a package `@animegan/weights-NAME`
   * exports; weights that are loaded already; or, where this script was not bundled, the name of a weights package that lies beside it.
   */
  weights: string | URL | WeightsFiles | LoadedWeights
  /** `auto`, the default, takes WebGPU where there is a GPU that computes rightly, else WebAssembly. */
  device?: 'auto' | 'webgpu' | 'wasm' | undefined
  /** Threads of WebAssembly, where the page may have more than one. Default: as many as cores, at most 4. */
  threads?: number | undefined
  /** Default: fp16 on WebGPU and int8 on WebAssembly, else the smallest that there is. */
  dtype?: WeightsDtype | undefined
  signal?: AbortSignal | undefined
  /** Called while something is downloaded; never for what was kept from the last time. */
  onProgress?: ((progress: CreateProgress) => void) | undefined
  /** Milliseconds without a byte after which a download is given up. Default 30,000. */
  stallTimeout?: number | undefined
  /** Milliseconds that a device has to open the model and draw a first face, and WebGPU for every face. Default 30,000. */
  deviceTimeout?: number | undefined
}

/** Loaded weights in a session: draws faces until it is disposed of. */
export interface Generator extends AsyncDisposable {
  readonly weights: LoadedWeights
  readonly manifest: WeightsManifest
  /** What it draws on now, and why on nothing better. */
  readonly device: Backend
  /** Draws faces; see core's `generate` for the options. Calls wait for one another; an aborted one rejects at once. */
  generate(options?: GenerateOptions): Promise<Face[]>
  /** Draws the way from one seed's face to another's; see core's `interpolate`. */
  interpolate(options: InterpolateOptions): Promise<Face[]>
  dispose(): Promise<void>
}

const dtypePreference: Record<Backend['name'], readonly WeightsDtype[]> = {
  webgpu: ['fp16', 'int8', 'fp32'],
  wasm: ['int8', 'fp16', 'fp32'],
}

/**
 * Loads weights and makes them ready to draw, in a worker. The model and ONNX Runtime are downloaded side by side, verified, and kept for
 * the next time.
 *
 * Throws what `loadWeights` throws, `DEVICE_UNAVAILABLE` with the reasons when the model runs on no device here, and `ABORTED`.
 *
 * @example
 * const generator = await createGenerator({ weights: 'https://example.com/weights/' })
 * const [face] = await generator.generate({ tags: 'blonde hair, smile', seed: 7 })
 * canvas.getContext('2d').putImageData(toImageData(face), 0, 0)
 * await generator.dispose()
 */
export async function createGenerator(options: CreateGeneratorOptions): Promise<Generator> {
  const { device = 'auto', threads, signal, deviceTimeout = defaultDeviceTimeout } = options
  throwIfAborted(signal, 'loading weights')
  const backends = await chooseBackends(device, threads)
  const [{ name: first }] = backends
  const load = ({ binary }: Pick<RuntimeFiles, 'binary'>) =>
    loadBinary(binary, downloadOptions('runtime', options))
  let early: Promise<ArrayBuffer> | undefined = load(locateRuntime(first))
  early.catch(() => undefined)

  const weights = await findWeights(options, dtypePreference[first])
  const opening = openWebSession(weights.model, {
    backends,
    loadBinary: (binary) => {
      const bytes = early ?? load({ binary })
      early = undefined
      return bytes
    },
    check: first === 'webgpu' ? await planCheck(weights) : undefined,
    deviceTimeout,
  })
  let session: WebSession
  try {
    session = await raceAbort(opening, signal, 'loading weights')
  } catch (error) {
    opening.then(
      (late) => late.dispose(),
      () => undefined,
    )
    throw error
  }
  if (session.expected) await keepSample(weights, session.expected)
  return wrapSession(session, weights)
}

function wrapSession(session: WebSession, weights: LoadedWeights): Generator {
  const { manifest } = weights
  /** A view of the session whose runs are not begun once the signal is aborted. */
  const until = (signal: AbortSignalLike | undefined): InferenceSession => ({
    inputNames: session.inputNames,
    outputNames: session.outputNames,
    run: (feeds) => session.run(feeds, { signal }),
    dispose: () => session.dispose(),
  })
  const dispose = () => session.dispose()
  return {
    weights,
    manifest,
    get device() {
      return session.device
    },
    generate: (options = {}) =>
      raceAbort(generate(until(options.signal), manifest, options), options.signal, 'generation'),
    interpolate: (options) =>
      raceAbort(interpolate(until(options.signal), manifest, options), options.signal, 'generation'),
    dispose,
    [Symbol.asyncDispose]: dispose,
  }
}

async function findWeights(
  options: CreateGeneratorOptions,
  preference: readonly WeightsDtype[],
): Promise<LoadedWeights> {
  const { weights, dtype } = options
  if (typeof weights === 'object' && 'model' in weights) return weights
  const { manifest, source, read } = await openWeights(weights, downloadOptions('weights', options))
  const file = chooseWeightsFile(manifest.files, dtype, `weights ${manifest.name}`, preference)
  return { manifest, dtype: file.dtype, model: await read(file), sha256: file.sha256, source }
}

/** The face of seed 0, and a sample of what it looks like if this browser's CPU has drawn it before. */
async function planCheck(weights: LoadedWeights): Promise<DeviceCheck> {
  const { inputs } = weights.manifest
  const { latent, condition } = planFaces(weights.manifest, { seed: 0 })[0]!
  return {
    feeds: {
      [inputs.latent.name]: { data: latent, shape: [1, latent.length] },
      [inputs.condition.name]: { data: condition, shape: [1, condition.length] },
    },
    expected: await readSample(weights),
  }
}

const downloadOptions = (
  file: CreateProgress['file'],
  { signal, stallTimeout, onProgress }: CreateGeneratorOptions,
) => ({
  signal,
  stallTimeout,
  onProgress: onProgress && ((progress: Omit<CreateProgress, 'file'>) => onProgress({ file, ...progress })),
})
