import { conditionSize, InvalidInputError, type TagSchema, throwIfAborted } from '@animegan/core'
import { openImagefolder } from './imagefolder.js'

/** A data set in memory, as the trainer takes it. */
export interface TrainingData {
  /** Number of images. */
  size: number
  /** Side of each image in pixels. */
  resolution: number
  tagSchema: TagSchema
  /** [size, resolution, resolution, 3], 0..255. */
  images: Uint8Array
  /** [size, conditionSize], tags as -1 or 1, then attributes. */
  conditions: Float32Array
}

export interface LoadTrainingDataOptions {
  /** Side in pixels to which every image is brought. */
  resolution: number
  schema: TagSchema
  /** Keep only the records of this split; all by default. */
  split?: string | undefined
  signal?: AbortSignal | undefined
  onProgress?: ((progress: { done: number; total: number }) => void) | undefined
}

const readers = 8
const reportEvery = 100

/**
 * Decodes a whole imagefolder into memory: resolution^2 * 3 bytes an image.
 *
 * Throws `INVALID_DATA` naming the line or the file that is wrong, `INVALID_OPTION`, and `ABORTED`.
 */
export async function loadTrainingData(dir: string, options: LoadTrainingDataOptions): Promise<TrainingData> {
  const { resolution, schema, split, signal, onProgress } = options
  if (!Number.isInteger(resolution) || resolution < 1) {
    throw new InvalidInputError(
      'INVALID_OPTION',
      `resolution: expected a positive integer, got ${resolution}`,
    )
  }
  throwIfAborted(signal, 'loading')
  const folder = await openImagefolder(dir, schema, { split })
  const { size } = folder
  const bytes = resolution * resolution * 3
  const width = conditionSize(schema)
  const images = new Uint8Array(size * bytes)
  const conditions = new Float32Array(size * width)
  let next = 0
  let done = 0
  let failed = false
  const work = async () => {
    while (next < size && !failed) {
      throwIfAborted(signal, 'loading')
      const index = next++
      images.set(await folder.read(index, resolution), index * bytes)
      conditions.set(folder.condition(index), index * width)
      done++
      if (done % reportEvery === 0 || done === size) onProgress?.({ done, total: size })
    }
  }
  const stopping = async () => {
    try {
      await work()
    } catch (error) {
      failed = true
      throw error
    }
  }
  await Promise.all(Array.from({ length: Math.min(readers, size) }, stopping))
  return { size, resolution, tagSchema: schema, images, conditions }
}
