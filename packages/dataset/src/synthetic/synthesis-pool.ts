import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { AnimeganError, throwIfAborted } from '@animegan/core'
import type { WorkerReply, WorkerRequest, WorkerSettings } from './synthesis-worker.js'

/** Images in one request to a worker: short enough to stop soon, long enough to keep messages few. */
const batch = 16

function startWorker(settings: WorkerSettings): Worker {
  // The built package has the worker as JavaScript beside this file; from the sources, TypeScript is loaded first.
  const name = import.meta.url.endsWith('.js') ? './synthesis-worker.js' : '../testing/synthesis-worker.mjs'
  return new Worker(new URL(name, import.meta.url), { workerData: settings })
}

function ask(worker: Worker, request: WorkerRequest): Promise<WorkerReply> {
  return new Promise((resolve, reject) => {
    const settle = (then: () => void) => {
      worker.off('message', onMessage)
      worker.off('error', onError)
      worker.off('exit', onExit)
      then()
    }
    const onMessage = (reply: WorkerReply) => settle(() => resolve(reply))
    const onError = (error: Error) => settle(() => reject(error))
    const onExit = (code: number) =>
      settle(() => reject(new Error(`a drawing thread stopped with code ${code}`)))
    worker.on('message', onMessage)
    worker.on('error', onError)
    worker.on('exit', onExit)
    worker.postMessage(request)
  })
}

/** Draws the images from 0 to count with one thread a core. Throws `ABORTED` between batches, and `NOT_WRITABLE`. */
export async function drawInWorkers(
  settings: WorkerSettings,
  count: number,
  signal: AbortSignal | undefined,
  onDone: (images: number) => void,
): Promise<void> {
  const threads = Math.max(1, Math.min(availableParallelism(), Math.ceil(count / batch)))
  const workers = Array.from({ length: threads }, () => startWorker(settings))
  let next = 0
  let stopped = false
  const drive = async (worker: Worker) => {
    try {
      while (next < count && !stopped) {
        throwIfAborted(signal, 'synthesis')
        const first = next
        next = Math.min(count, first + batch)
        const { done, failure } = await ask(worker, { first, last: next })
        if (failure) {
          const code = failure.code?.startsWith('E') ? 'NOT_WRITABLE' : (failure.code ?? 'INVALID_OPTION')
          throw new AnimeganError(
            code,
            `cannot make images ${first} to ${first + done - 1} in ${settings.out}: ${failure.message}`,
          )
        }
        onDone(done)
      }
    } catch (error) {
      stopped = true
      throw error
    }
  }
  const results = await Promise.allSettled(workers.map(drive))
  await Promise.all(workers.map((worker) => worker.terminate()))
  for (const result of results) if (result.status === 'rejected') throw result.reason
}
