import { open, rename, rm } from 'node:fs/promises'
import { AnimeganError } from '@animegan/core'

/** Writes a text file whole or not at all: beside its place, then renamed. Throws `NOT_WRITABLE`. */
export async function writeText(path: string, text: string): Promise<void> {
  const partial = `${path}.part`
  try {
    const handle = await open(partial, 'w')
    try {
      await handle.writeFile(text)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(partial, path)
  } catch (cause) {
    await rm(partial, { force: true }).catch(() => undefined)
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new AnimeganError('NOT_WRITABLE', `cannot write ${path}: ${reason}`, { cause })
  }
}
