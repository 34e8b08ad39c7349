import { conditionSize, InvalidInputError, type TagSchema, throwIfAborted } from '@animegan/core'
import { runTasks } from '../worker-pool.js'
import type { DecodeTask } from './decode-worker.js'
import { openImagefolder } from './imagefolder.js'

/** A data set in memory, as the trainer takes it. */
export interface TrainingData {
  /** Number of images. */
  size: number
  /** Side of each image in pixels. */
  resolution: number
  tagSchema: TagSchema
  /** [size, resolution, resolution, 3], 0..255; in memory that threads can share, as are the conditions. */
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

/** Images in one task of a thread: short enough to stop soon, long enough to keep messages few. */
const batch = 64

/**
 * Decodes a whole imagefolder into memory, with one thread a core: resolution^2 * 3 bytes an image.
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
  const names = folder.records.map(({ file_name }) => file_name)
  const images = new Uint8Array(new SharedArrayBuffer(size * resolution ** 2 * 3))
  const width = conditionSize(schema)
  const conditions = new Float32Array(new SharedArrayBuffer(size * width * 4))
  for (let index = 0; index < size; index++) conditions.set(folder.condition(index), index * width)

  const tasks = Array.from({ length: Math.ceil(size / batch) }, (_, task): DecodeTask => {
    const first = task * batch
    return { dir, names: names.slice(first, first + batch), resolution, images, first }
  })
  let done = 0
  await runTasks<DecodeTask, void>('decode-worker', tasks, {
    signal,
    activity: 'loading',
    onDone: ({ names }) => {
      done += names.length
      onProgress?.({ done, total: size })
    },
  })
  return { size, resolution, tagSchema: schema, images, conditions }
}
