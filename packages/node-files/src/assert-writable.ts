import { access, constants, stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { createWriteError, systemErrorCode } from './write-error.js'

/**
 * Looks, without writing, whether a file could be written at `path`: before long work, so that it is not done in vain.
 * The nearest folder that exists must be writable. Throws `NOT_WRITABLE`.
 */
export async function assertWritable(path: string): Promise<void> {
  let folder = dirname(resolve(path))
  for (;;) {
    try {
      const found = await stat(folder)
      if (!found.isDirectory()) throw Object.assign(new Error('not a folder'), { code: 'ENOTDIR' })
      await access(folder, constants.W_OK)
      return
    } catch (error) {
      const parent = dirname(folder)
      if (systemErrorCode(error) !== 'ENOENT' || parent === folder) throw createWriteError(path, error)
      folder = parent
    }
  }
}
