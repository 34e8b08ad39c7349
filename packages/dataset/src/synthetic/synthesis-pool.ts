import { AnimeganError } from '@animegan/core'
import { runTasks } from '../worker-pool.js'
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
  const tasks = Array.from({ length: Math.ceil(count / batch) }, (_, task): SynthesisTask => {
    const first = task * batch
    return { first, last: Math.min(count, first + batch) }
  })
  await runTasks<SynthesisTask, void>('synthesis-worker', tasks, {
    workerData: settings,
    signal,
    activity: 'synthesis',
    onDone: ({ first, last }) => onDone(last - first),
  }).catch((cause: NodeJS.ErrnoException) => {
    if (!cause.code?.startsWith('E')) throw cause
    throw new AnimeganError('NOT_WRITABLE', `cannot make images in ${settings.out}: ${cause.message}`, {
      cause,
    })
  })
}
