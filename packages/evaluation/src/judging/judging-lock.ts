import { join } from 'node:path'
import { InvalidInputError } from '@animegan/core'
import { type FileLock, type LockOwner, takeLock } from '@animegan/node-files'

/**
 * Takes the sole right to judge in a folder, for a server that already listens on `port`.
 *
 * Throws `JUDGING_LOCKED` when another server does, `NOT_WRITABLE`.
 */
export function lockJudging(folder: string, port: number): Promise<FileLock> {
  const path = join(folder, 'judging.lock')
  return takeLock(path, { port, refuse: (owner) => refusal(folder, path, owner) })
}

function refusal(folder: string, path: string, { pid, host, port }: LockOwner): InvalidInputError {
  const [where, remedy] =
    host === undefined
      ? [`http://127.0.0.1:${port}`, '']
      : [`port ${port} of ${host}`, `; if it is gone, delete ${path}`]
  return new InvalidInputError(
    'JUDGING_LOCKED',
    `${folder} is being judged already, at ${where} (process ${pid}); use that page or stop it with Ctrl-C${remedy}`,
  )
}
