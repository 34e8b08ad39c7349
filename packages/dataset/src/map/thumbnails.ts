import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AnimeganError, throwIfAborted } from '@animegan/core'
import { decodeImage } from '../imagefolder/decode-image.js'

/** Small square pictures, in memory. */
export interface Thumbnails {
  /** Side of each in pixels. */
  size: number
  /** size * size * 3 bytes each: RGB, rows from the top. */
  pixels: Uint8Array[]
}

const readers = 4

/** Reads pictures at a small size. Throws `INVALID_DATA` naming the file that is missing or damaged, and `ABORTED`. */
export async function loadThumbnails(
  folder: string,
  fileNames: readonly string[],
  size: number,
  signal?: AbortSignal,
): Promise<Thumbnails> {
  const pixels: Uint8Array[] = []
  // All readers draw from one iterator, so each picture is taken once.
  const queue = fileNames.entries()
  let failed = false
  const read = async () => {
    for (const [index, name] of queue) {
      if (failed) return
      throwIfAborted(signal, 'the map')
      const path = join(folder, name)
      pixels[index] = await decodeImage(await readPicture(path), size, path)
    }
  }
  const stopping = () =>
    read().catch((error: unknown) => {
      failed = true
      throw error
    })
  await Promise.all(Array.from({ length: readers }, stopping))
  return { size, pixels }
}

async function readPicture(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path)
  } catch (cause) {
    throw new AnimeganError(
      'INVALID_DATA',
      `cannot read ${path}, which metadata.jsonl lists; \`animegan dataset verify\` finds all such files`,
      { cause },
    )
  }
}

/** A thumbnail with an alpha channel, as canvases take it. */
export function toRgbaBytes(rgb: Uint8Array): Uint8ClampedArray<ArrayBuffer> {
  const rgba = new Uint8ClampedArray((rgb.length / 3) * 4).fill(255)
  for (let pixel = 0; pixel < rgb.length / 3; pixel++) {
    rgba.set(rgb.subarray(3 * pixel, 3 * pixel + 3), 4 * pixel)
  }
  return rgba
}
