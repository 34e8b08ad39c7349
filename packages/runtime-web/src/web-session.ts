import {
  type AbortSignalLike,
  AnimeganError,
  type InferenceSession,
  InvalidInputError,
  type TensorValue,
  throwIfAborted,
} from '@animegan/core'
import { type Backend, type BackendChoice, joinReasons } from './backends.js'
import { locateRuntime, type RuntimeFiles } from './runtime-files.js'
import { withTimeout } from './time-limit.js'
import type { DeviceCheck, OpenedModel } from './worker/worker-messages.js'
import { connectWorker, type WorkerConnection, WorkerFailure } from './worker-connection.js'

export interface WebSessionOptions {
  backends: BackendChoice
  /** Gets the WebAssembly of a runtime; it is given away, so every call needs a new one. */
  loadBinary(binary: RuntimeFiles['binary']): Promise<ArrayBuffer>
  /** What WebGPU must compute rightly before it is trusted. */
  check?: DeviceCheck | undefined
  /** Milliseconds that a device has to open the model and pass the check, and WebGPU for one run. */
  deviceTimeout: number
}

/** A session in a worker, which survives the worker and the device that it began on. */
export interface WebSession extends InferenceSession {
  /** May change with every run. */
  readonly device: Backend
  /** The sample of outputs that WebGPU was compared with; undefined where it was not. */
  readonly expected: Float32Array | undefined
  /** Runs the model once, after all runs before it. Aborted while it waits, it is not run. */
  run(
    feeds: Record<string, TensorValue>,
    options?: { signal?: AbortSignalLike | undefined },
  ): Promise<Record<string, TensorValue>>
}

interface Opened extends OpenedModel {
  connection: WorkerConnection
}

/**
 * Opens a model on the first of the backends that can. When a worker ends, hangs or fails, the run that was lost is done again: once
 * more on the same backend, then on the next. Throws `DEVICE_UNAVAILABLE` when no backend is left.
 */
export async function openWebSession(model: Uint8Array, options: WebSessionOptions): Promise<WebSession> {
  const { backends, loadBinary, deviceTimeout } = options
  let { check } = options
  /** Of the backends before the present one. */
  const failures: string[] = []
  let place = 0
  let opened: Opened | undefined
  let disposed = false
  let last: Promise<unknown> = Promise.resolve()

  const open = async (backend: Backend): Promise<Opened> => {
    const { worker, binary } = locateRuntime(backend.name)
    const bytes = await loadBinary(binary)
    let connection: WorkerConnection | undefined
    let late = false
    const starting = (async () => {
      connection = await connectWorker(worker)
      if (late) connection.close('it came too late')
      const { name: device, threads } = backend
      const request = {
        device,
        threads,
        model,
        binary: bytes,
        check: device === 'webgpu' ? check : undefined,
      }
      return { ...(await connection.open(request)), connection }
    })()
    try {
      return await withTimeout(starting, deviceTimeout, noAnswer)
    } catch (error) {
      late = true
      connection?.close('it was given up')
      throw error
    }
  }

  /** The open model, opened on the next backend as often as one fails. */
  const ensureOpen = async (): Promise<Opened> => {
    while (!opened) {
      const backend = backends[place]
      if (!backend) {
        place = backends.length - 1
        throw new AnimeganError(
          'DEVICE_UNAVAILABLE',
          `the model runs on no device here: ${failures.join('; ')}`,
        )
      }
      try {
        opened = await open(backend)
        if (check && opened.expected) check = { ...check, expected: opened.expected }
      } catch (error) {
        if (error instanceof WorkerFailure && error.invalidInput) {
          throw new AnimeganError('WEIGHTS_CORRUPT', `ONNX Runtime cannot load this model: ${error.message}`)
        }
        if (!(error instanceof WorkerFailure) && !canDoWithout(backend, error)) throw error
        abandon(backend, error)
      }
    }
    if (disposed) opened.connection.close('the session was disposed of')
    return opened
  }

  /** Whether another runtime may be there when the files of this one cannot be got. */
  const canDoWithout = ({ name }: Backend, error: unknown): boolean =>
    backends.slice(place).some((other) => other.name !== name) &&
    AnimeganError.isInstance(error) &&
    error.code !== 'ABORTED'

  const abandon = (backend: Backend, error: unknown): void => {
    const name = backend.name === 'webgpu' ? 'WebGPU' : `WebAssembly with ${countThreads(backend)}`
    failures[place] = `${name}: ${error instanceof Error ? error.message : String(error)}`
    place++
  }

  const noAnswer = () => new WorkerFailure(`no answer in ${deviceTimeout / 1000} s`)

  const runOnce = async ({ connection }: Opened, feeds: Record<string, TensorValue>) => {
    const running = connection.run(feeds)
    if (backends[place]?.name !== 'webgpu') return await running
    return await withTimeout(running, deviceTimeout, noAnswer)
  }

  const run: WebSession['run'] = async (feeds, { signal } = {}) => {
    for (let tries = 1; ; tries++) {
      if (disposed) throw disposedError()
      throwIfAborted(signal, 'generation')
      const current = await ensureOpen()
      checkFeeds(current.inputNames, feeds)
      const backend = backends[place]!
      try {
        return await runOnce(current, feeds)
      } catch (error) {
        if (disposed) throw disposedError()
        if (!(error instanceof WorkerFailure)) throw error
        if (error.invalidInput) throw new InvalidInputError('INVALID_SHAPE', error.message, { cause: error })
        current.connection.close(error.message)
        opened = undefined
        if (tries < 2) continue
        abandon(backend, error)
        tries = 0
      }
    }
  }

  const { inputNames, outputNames } = await ensureOpen()
  return {
    inputNames,
    outputNames,
    get device() {
      const reasons = backends.slice(0, place + 1).flatMap(({ reason }, i) => [reason, failures[i]])
      return { ...backends[place]!, reason: joinReasons(reasons) }
    },
    get expected() {
      return check?.expected
    },
    run: (feeds, runOptions) => {
      const running = last.then(() => run(feeds, runOptions))
      last = running.catch(() => undefined)
      return running
    },
    dispose: async () => {
      disposed = true
      opened?.connection.close('the session was disposed of')
    },
  }
}

const disposedError = (): InvalidInputError =>
  new InvalidInputError('DISPOSED', 'the session was disposed of; make a new one')

const countThreads = ({ threads }: Backend): string => (threads === 1 ? 'one thread' : `${threads} threads`)

function checkFeeds(inputNames: readonly string[], feeds: Record<string, TensorValue>): void {
  for (const name of inputNames) {
    const value = feeds[name]
    if (!value) {
      const came = Object.keys(feeds).join(', ') || 'nothing'
      throw new InvalidInputError('INVALID_DATA', `the model needs input ${name}, but ${came} came`)
    }
    if (value.data.length !== value.shape.reduce((product, n) => product * n, 1)) {
      throw new InvalidInputError(
        'INVALID_SHAPE',
        `input ${name}: ${value.data.length} values do not fill shape (${value.shape.join(', ')})`,
      )
    }
  }
}
