import { availableParallelism } from 'node:os'
import { Piscina } from 'piscina'

export interface CreateWorkerPoolOptions {
  /** What each thread finds as `workerData` of piscina. */
  workerData?: unknown
  /** Default: one a core. */
  threads?: number | undefined
}

/**
 * Threads that run a module's default export on the tasks given to them.
 *
 * @param worker name of the module, as in tsup.config.ts: `synthesis-worker`. From the sources, in tests, `src/testing/<worker>.mjs`
 *   loads the TypeScript.
 */
export function createWorkerPool<Task, Result>(
  worker: string,
  { workerData, threads = availableParallelism() }: CreateWorkerPoolOptions = {},
): Piscina<Task, Result> {
  const isBuilt = import.meta.url.endsWith('.js')
  const filename = new URL(isBuilt ? `./${worker}.js` : `./testing/${worker}.mjs`, import.meta.url).href
  return new Piscina<Task, Result>({ filename, workerData, minThreads: threads, maxThreads: threads })
}
