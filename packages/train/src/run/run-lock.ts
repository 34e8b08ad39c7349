import { join } from 'node:path'
import { InvalidInputError } from '@animegan/core'
import { assertLockFree, type FileLock, type LockOwner, takeLock } from '@animegan/node-files'

const lockPath = (run: string): string => join(run, 'run.lock')

/**
 * Takes the sole right to write into the folder of a run.
 *
 * @throws InvalidInputError RUN_LOCKED when another process trains this run
 */
export function lockRun(run: string): Promise<FileLock> {
  return takeLock(lockPath(run), { refuse: (owner) => refusal(run, owner) })
}

/** Throws RUN_LOCKED when a process trains the run. */
export function assertUnlocked(run: string): Promise<void> {
  return assertLockFree(lockPath(run), (owner) => refusal(run, owner))
}

function refusal(run: string, { pid, host }: LockOwner): InvalidInputError {
  const [where, remedy] =
    host === undefined ? ['', ''] : [` on ${host}`, `; if it is gone, delete ${lockPath(run)}`]
  return new InvalidInputError(
    'RUN_LOCKED',
    `${run} is being trained by process ${pid}${where}. Wait for it or stop it${remedy}.`,
  )
}
