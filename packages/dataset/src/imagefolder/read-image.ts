import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AnimeganError } from '@animegan/core'
import { decodeImage } from './decode-image.js'

/**
 * Reads an image of a data set and decodes it to resolution*resolution RGB bytes, rows from the top. Throws `INVALID_DATA` naming
 * the file when it is missing or damaged.
 */
export async function readImage(dir: string, name: string, resolution: number): Promise<Uint8Array> {
  const path = join(dir, name)
  const bytes = await readFile(path).catch((cause: unknown) => {
    const message = `cannot read image ${path}, which ${join(dir, 'metadata.jsonl')} lists`
    throw new AnimeganError('INVALID_DATA', message, { cause })
  })
  return decodeImage(bytes, resolution, path)
}
