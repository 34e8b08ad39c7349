import { join } from 'node:path'
import { throwIfAborted } from '@animegan/core'
import sharp from 'sharp'
import type { ImageRecord } from '../imagefolder/metadata.js'

export interface MeasureSizesOptions {
  /** The folder below which the pictures lie. */
  folder: string
  signal?: AbortSignal | undefined
  onProgress?: ((progress: { done: number; total: number }) => void) | undefined
}

const readers = 8
const reportEvery = 100

/**
 * Gives `width` and `height` to the records that lack them, from the heads of the files. A picture that cannot be read stays
 * without.
 *
 * Throws `ABORTED`.
 */
export async function measureSizes(
  records: readonly ImageRecord[],
  { folder, signal, onProgress }: MeasureSizesOptions,
): Promise<ImageRecord[]> {
  const measured = [...records]
  const unknown = [...records.entries()].filter(
    ([, { width, height }]) => width === undefined || height === undefined,
  )
  const queue = unknown.values()
  let done = 0
  const read = async () => {
    // All readers draw from one iterator, so each picture is taken once.
    for (const [place, record] of queue) {
      throwIfAborted(signal, 'reading sizes')
      const size = await sharp(join(folder, record.file_name))
        .metadata()
        .catch(() => undefined)
      if (size !== undefined) measured[place] = { ...record, width: size.width, height: size.height }
      done++
      if (done % reportEvery === 0 || done === unknown.length) onProgress?.({ done, total: unknown.length })
    }
  }
  await Promise.all(Array.from({ length: Math.min(readers, unknown.length) }, read))
  return measured
}
