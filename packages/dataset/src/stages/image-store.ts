import { createHash } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { writeFileAtomic } from '@animegan/node-files'

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
  await writeFileAtomic(path, bytes)
  return { file_name, sha256 }
}
