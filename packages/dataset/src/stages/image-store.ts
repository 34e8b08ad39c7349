import { createHash, randomUUID } from 'node:crypto'
import { mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { AnimeganError } from '@animegan/core'

/** An image of a data set that is named by its contents. */
export interface StoredImage {
  /** `images/3f/3f2a....png`: the first 32 digits of the hash. */
  file_name: string
  /** Of the bytes, in hexadecimal. */
  sha256: string
}

/**
 * Writes an image below a data set's folder under the name that its bytes decide, whole or not at all. One that is there
 * already is left alone, so writing twice is the same as once.
 *
 * @param extension without the dot
 * Throws `NOT_WRITABLE`.
 */
export async function storeImage(folder: string, bytes: Uint8Array, extension = 'png'): Promise<StoredImage> {
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const file_name = `images/${sha256.slice(0, 2)}/${sha256.slice(0, 32)}.${extension}`
  const path = join(folder, file_name)
  const there = await stat(path).catch(() => undefined)
  if (there?.size === bytes.length) return { file_name, sha256 }
  const temporary = join(dirname(path), `.${randomUUID()}.tmp`)
  try {
    await mkdir(dirname(path), { recursive: true })
    const file = await open(temporary, 'wx')
    try {
      await file.writeFile(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(temporary, path)
  } catch (cause) {
    await rm(temporary, { force: true }).catch(() => undefined)
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new AnimeganError('NOT_WRITABLE', `cannot write ${path}: ${reason}`, { cause })
  }
  return { file_name, sha256 }
}
