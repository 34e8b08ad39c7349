import { join } from 'node:path'
import { InvalidInputError } from '@animegan/core'
import { type FileLock, takeLock } from './file-lock.js'

export interface LockServedFolderOptions {
  /** Name of the lock, in the folder. */
  file: string
  /** Of 127.0.0.1; the server listens there already. */
  port: number
  /** What its page is for, as in "is being reviewed". */
  purpose: string
  /** Of the error for who comes second. */
  code: string
}

/**
 * Takes the sole right to work in a folder, for a server whose page people work with. Throws an `InvalidInputError` with `code`
 * that says where the page of another one is, `NOT_WRITABLE`.
 */
export function lockServedFolder(folder: string, options: LockServedFolderOptions): Promise<FileLock> {
  const { file, port, purpose, code } = options
  const path = join(folder, file)
  return takeLock(path, {
    port,
    refuse({ pid, host, port }) {
      const [where, remedy] =
        host === undefined
          ? [`http://127.0.0.1:${port}`, '']
          : [`port ${port} of ${host}`, `; if it is gone, delete ${path}`]
      return new InvalidInputError(
        code,
        `${folder} is being ${purpose} already, at ${where} (process ${pid}); use that page or stop it with Ctrl-C${remedy}`,
      )
    },
  })
}
