import type { TensorValue } from '@animegan/core'
import type { OpenedModel, OpenRequest, RunRequest, WorkerMessage } from './worker/worker-messages.js'

/** A worker, or the device that it computes on, did not do what was asked; another one may. */
export class WorkerFailure extends Error {
  /** Whether the request itself was wrong, so that no other worker would do it. */
  readonly invalidInput: boolean

  constructor(message: string, invalidInput = false) {
    super(message)
    this.invalidInput = invalidInput
  }
}

/** The page's end of a running worker. */
export interface WorkerConnection {
  /** The transferred binary is gone afterwards. Rejects with {@link WorkerFailure}. */
  open(request: Omit<OpenRequest, 'kind' | 'lock'>): Promise<OpenedModel>
  /** Rejects with {@link WorkerFailure}. */
  run(feeds: RunRequest['feeds']): Promise<Record<string, TensorValue>>
  /** Ends the worker; whatever it was doing fails with `reason`. */
  close(reason: string): void
}

interface Pending {
  resolve(value: never): void
  reject(failure: WorkerFailure): void
}

/** Starts the worker whose script is at `url`. Rejects with {@link WorkerFailure}. */
export async function connectWorker(url: URL): Promise<WorkerConnection> {
  const worker = await startWorker(url)
  const pending = new Map<number, Pending>()
  const watch = new AbortController()
  let failed: WorkerFailure | undefined
  let sent = 0

  const fail = (reason: string): void => {
    failed ??= new WorkerFailure(reason)
    worker.terminate()
    watch.abort()
    for (const { reject } of pending.values()) reject(failed)
    pending.clear()
  }
  worker.onerror = (event) => fail(event.message || 'the worker crashed')
  worker.onmessageerror = () => fail('the worker sent what cannot be read')
  worker.onmessage = ({ data }: MessageEvent<WorkerMessage>) => {
    if (data.kind === 'lost') return fail(`the device was lost: ${data.message}`)
    if (data.kind === 'ready') return
    const { resolve, reject } = pending.get(data.id) ?? {}
    pending.delete(data.id)
    if (data.kind === 'answer') resolve?.(data.value as never)
    else reject?.(new WorkerFailure(data.message, data.invalidInput))
  }

  const call = <Answer>(request: OpenRequest | RunRequest, transfer: Transferable[] = []): Promise<Answer> =>
    new Promise((resolve, reject) => {
      if (failed) return reject(failed)
      pending.set(++sent, { resolve, reject })
      worker.postMessage({ ...request, id: sent }, transfer)
    })

  return {
    open: async (request) => {
      const lock = 'locks' in navigator ? `animegan-worker-${crypto.randomUUID()}` : undefined
      const opened = await call<OpenedModel>({ kind: 'open', ...request, lock }, [request.binary])
      if (lock) whenReleased(lock, watch.signal, () => fail('the worker was ended'))
      return opened
    },
    run: (feeds) => call({ kind: 'run', feeds }),
    close: fail,
  }
}

/** A worker that ends without a word lets its lock go: the one sign that there is. */
function whenReleased(lock: string, signal: AbortSignal, released: () => void): void {
  navigator.locks.request(lock, { signal }, released).catch(() => undefined)
}

/**
 * A worker from a script; from a copy of the script where the page may not start that one: it lies on another site, or came
 * without the headers of the page.
 */
async function startWorker(url: URL): Promise<Worker> {
  try {
    return await whenReady(() => new Worker(url))
  } catch {
    const response = await fetch(url).catch((error: Error) => {
      throw new WorkerFailure(`the worker's script ${url.href} cannot be loaded: ${error.message}`)
    })
    if (!response.ok) {
      throw new WorkerFailure(
        `the worker's script ${url.href} cannot be loaded: the server answers ${response.status}`,
      )
    }
    const script = new Blob([await response.blob()], { type: 'text/javascript' })
    // Not revoked: the threads of ONNX Runtime start the same script later.
    return await whenReady(() => new Worker(URL.createObjectURL(script)))
  }
}

function whenReady(start: () => Worker): Promise<Worker> {
  return new Promise((resolve, reject) => {
    const worker = start()
    worker.onmessage = () => resolve(worker)
    worker.onerror = (event) => {
      event.preventDefault()
      worker.terminate()
      reject(
        new WorkerFailure(event.message || 'the page may not start a worker; its worker-src must allow it'),
      )
    }
  })
}
