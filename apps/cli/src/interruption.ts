import { AnimeganError } from '@animegan/core'
import { exitCodes } from './report-error.js'

/**
 * Runs `work` with a signal that Ctrl-C (or SIGTERM) aborts, so that files are finished or removed; a second Ctrl-C ends the
 * process at once.
 */
export async function runInterruptibly<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController()
  const interrupt = (): void => {
    if (controller.signal.aborted) process.exit(exitCodes.interrupted)
    controller.abort(new AnimeganError('ABORTED', 'stopped by Ctrl-C'))
  }
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt)
  try {
    return await work(controller.signal)
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt)
  }
}
