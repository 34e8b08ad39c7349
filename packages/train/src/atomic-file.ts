import { randomUUID } from 'node:crypto'
import { open, readdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

/**
 * Writes a file whole or not at all: into a temporary file beside it, flushed to the disk, then renamed. The folder must
 * be there: one that vanished is not made again. A disk that is full in the middle is an error here, whereas
 * write-file-atomic 7 takes the part that was written for the whole.
 */
export async function writeFileAtomic(path: string, data: string | Uint8Array): Promise<void> {
  const folder = dirname(path)
  const temporary = join(folder, `.${basename(path)}.${randomUUID()}.tmp`)
  try {
    const file = await open(temporary, 'wx')
    try {
      await file.writeFile(data)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined)
    throw error
  }
}

/** Removes the temporary files that a killed process left in a folder, which nobody else may be writing to. */
export async function removeTemporaryFiles(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => [])
  for (const name of names.filter((name) => /^\..+\.[0-9a-f-]{36}\.tmp$/.test(name))) {
    await rm(join(folder, name), { force: true })
  }
}
