import { availableParallelism } from 'node:os'
import { AnimeganError, throwIfAborted } from '@animegan/core'
import { Piscina } from 'piscina'

export interface CreateWorkerPoolOptions {
  /** What each thread finds as `workerData` of piscina. */
  workerData?: unknown
  /** Default: one a core. */
  threads?: number | undefined
}

/** Threads that work on tasks. */
export interface WorkerPool<Task, Result> {
  readonly threads: number
  /** Rejects with what the task threw: an AnimeganError of the same code, or an error with the same system code. */
  run(task: Task): Promise<Result>
  destroy(): Promise<void>
}

/**
 * Starts threads that run a module's default export, made by {@link defineTask}, on the tasks given to them.
 *
 * @param worker name of the module, as in tsup.config.ts: `synthesis-worker`. From the sources, in tests, `src/testing/<worker>.mjs`
 *   loads the TypeScript.
 */
export function createWorkerPool<Task, Result>(
  worker: string,
  { workerData, threads = availableParallelism() }: CreateWorkerPoolOptions = {},
): WorkerPool<Task, Result> {
  const isBuilt = import.meta.url.endsWith('.js')
  const filename = new URL(isBuilt ? `./${worker}.js` : `./testing/${worker}.mjs`, import.meta.url).href
  const pool = new Piscina<Task, Result>({
    filename,
    workerData,
    minThreads: threads,
    maxThreads: threads,
  })
  return {
    threads,
    run: (task) => pool.run(task).catch(rethrow),
    destroy: () => pool.destroy(),
  }
}

export interface RunTasksOptions<Task, Result> extends CreateWorkerPoolOptions {
  signal?: AbortSignal | undefined
  /** What is stopped, for the message: `loading`. */
  activity: string
  onDone?: ((task: Task, result: Result) => void) | undefined
}

/**
 * Does all tasks with a pool of its own. At the first failure no further task begins, and it is thrown when those in work have
 * ended. Throws `ABORTED` between tasks.
 */
export async function runTasks<Task, Result>(
  worker: string,
  tasks: readonly Task[],
  { signal, activity, onDone, threads = availableParallelism(), workerData }: RunTasksOptions<Task, Result>,
): Promise<void> {
  const pool = createWorkerPool<Task, Result>(worker, {
    workerData,
    threads: Math.min(threads, tasks.length),
  })
  let next = 0
  const serve = async () => {
    while (next < tasks.length) {
      throwIfAborted(signal, activity)
      const task = tasks[next++]!
      onDone?.(task, await pool.run(task))
    }
  }
  const stopping = () =>
    serve().catch((error: unknown) => {
      next = tasks.length
      throw error
    })
  const outcomes = await Promise.allSettled(Array.from({ length: pool.threads }, stopping))
  await pool.destroy()
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason
}

const failureMark = 'animegan task failure: '

/** Between threads an error keeps nothing but its message, so that carries the code as well. */
export function defineTask<Task, Result>(
  work: (task: Task) => Result | Promise<Result>,
): (task: Task) => Promise<Result> {
  return async (task) => {
    try {
      return await work(task)
    } catch (error) {
      const { message, code } = error as NodeJS.ErrnoException
      const own = AnimeganError.isInstance(error)
      throw new Error(failureMark + JSON.stringify({ message, code, own }))
    }
  }
}

function rethrow(cause: unknown): never {
  const { message } = cause as Error
  if (typeof message !== 'string' || !message.startsWith(failureMark)) throw cause
  const failure = JSON.parse(message.slice(failureMark.length)) as {
    message: string
    code?: string
    own: boolean
  }
  if (failure.own) throw new AnimeganError(failure.code ?? 'INVALID_DATA', failure.message)
  throw Object.assign(new Error(failure.message), { code: failure.code })
}
