import { randomUUID } from 'node:crypto'
import { open, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { AnimeganError } from '@animegan/core'
import { makeFolder } from './make-folder.js'
import { createWriteError } from './write-error.js'

export interface WriteFileAtomicOptions {
  /** Whether missing folders are made. Default true; false where a folder that vanished must not come back. */
  makeFolders?: boolean | undefined
}

/**
 * Writes a file whole or not at all: into a temporary file in the same folder, flushed to the disk, then renamed over
 * `path`. A disk that is full in the middle is an error here, whereas write-file-atomic 7 takes the part that was written
 * for the whole. The temporary file never stays behind, unless the process is killed.
 *
 * Throws `NOT_WRITABLE`, and any AnimeganError that pieces of a stream come with.
 *
 * @example
 * await writeFileAtomic('run/config.json', JSON.stringify(config))
 */
export async function writeFileAtomic(
  path: string,
  data: string | Uint8Array | AsyncIterable<Uint8Array>,
  { makeFolders = true }: WriteFileAtomicOptions = {},
): Promise<void> {
  const folder = dirname(path)
  const temporary = join(folder, `.${basename(path)}.${randomUUID()}.tmp`)
  try {
    if (makeFolders) await makeFolder(folder)
    const file = await open(temporary, 'wx')
    try {
      await writeFile(file, data)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined)
    throw AnimeganError.isInstance(error) ? error : createWriteError(path, error)
  }
}

/** Removes the temporary files that a killed process left in a folder, which nobody else may be writing to. */
export async function removeTemporaryFiles(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => [])
  for (const name of names.filter((name) => /^\..+\.[0-9a-f-]{36}\.tmp$/.test(name))) {
    await rm(join(folder, name), { force: true })
  }
}
