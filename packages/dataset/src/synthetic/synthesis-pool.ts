import { AnimeganError, throwIfAborted } from '@animegan/core'
import { createWorkerPool } from '../worker-pool.js'
import type { SynthesisTask, WorkerSettings } from './synthesis-worker.js'

/** Images in one task: short enough to stop soon, long enough to keep messages few. */
const batch = 16

/** Draws the images from 0 to count with one thread a core. Throws `ABORTED` between batches, and `NOT_WRITABLE`. */
export async function drawInWorkers(
  settings: WorkerSettings,
  count: number,
  signal: AbortSignal | undefined,
  onDone: (images: number) => void,
): Promise<void> {
  const pool = createWorkerPool<SynthesisTask, void>('synthesis-worker', { workerData: settings })
  let next = 0
  let stopped = false
  const drive = async () => {
    while (next < count && !stopped) {
      throwIfAborted(signal, 'synthesis')
      const first = next
      const last = Math.min(count, first + batch)
      next = last
      try {
        await pool.run({ first, last })
      } catch (cause) {
        throw drawingFailed(settings.out, first, last - 1, cause)
      }
      onDone(last - first)
    }
  }
  const stopping = () =>
    drive().catch((error: unknown) => {
      stopped = true
      throw error
    })
  const results = await Promise.allSettled(Array.from({ length: pool.maxThreads }, stopping))
  await pool.destroy()
  for (const result of results) if (result.status === 'rejected') throw result.reason
}

function drawingFailed(out: string, first: number, last: number, cause: unknown): AnimeganError {
  const { code, message } = cause as NodeJS.ErrnoException
  return new AnimeganError(
    code?.startsWith('E') ? 'NOT_WRITABLE' : (code ?? 'INVALID_OPTION'),
    `cannot make images ${first} to ${last} in ${out}: ${message}`,
    { cause },
  )
}
