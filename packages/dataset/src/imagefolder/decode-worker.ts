import { defineTask } from '../worker-pool.js'
import { readImage } from './read-image.js'

/** Pictures that a thread decodes into their places. */
export interface DecodeTask {
  dir: string
  /** Their paths below it. */
  names: readonly string[]
  resolution: number
  /** Shared by all threads: [pictures, resolution, resolution, 3]. */
  images: Uint8Array
  /** Place of the first picture. */
  first: number
}

export default defineTask<DecodeTask, void>(async ({ dir, names, resolution, images, first }) => {
  // All of a task at once: while one picture is decoded, the next ones are read.
  const decode = async (name: string, offset: number) => {
    images.set(await readImage(dir, name, resolution), (first + offset) * resolution ** 2 * 3)
  }
  await Promise.all(names.map(decode))
})
