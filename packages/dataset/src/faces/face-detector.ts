import { InvalidInputError } from '@animegan/core'
import type { PictureRefusal } from '../sources/decode-picture.js'
import { createWorkerPool } from '../worker-pool.js'
import type { CutFaces, CutFacesOptions } from './cut-faces.js'
import type { DetectFacesOptions } from './detect-faces.js'
import type { FaceWorkerSettings, FoundFace } from './face-worker.js'

export interface CreateFaceDetectorOptions extends DetectFacesOptions, CutFacesOptions {
  /** OpenCV's XML of an LBP or Haar cascade, such as lbpcascade_animeface.xml. */
  cascade: Uint8Array
  /** Default: one a core. */
  threads?: number | undefined
}

/** Finds and cuts faces in threads of its own. */
export interface FaceDetector {
  readonly threads: number
  /**
   * The faces of a picture in reading order, or the reason why the file is no picture. The same bytes give the same PNGs, with one
   * version of Node and sharp on one kind of machine. Throws `INVALID_DATA` when the cascade is none.
   *
   * @param picture the bytes of a PNG, JPEG, WebP, GIF or AVIF
   */
  find(picture: Uint8Array): Promise<CutFaces<FoundFace> | PictureRefusal>
  dispose(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

/**
 * Starts threads that find anime faces with OpenCV and cut them out. Give `find` several pictures at a time, at least one a
 * thread. Throws `INVALID_OPTION`.
 *
 * @example
 * const detector = createFaceDetector({ cascade: await readFile('lbpcascade_animeface.xml') })
 * const found = await detector.find(await readFile('picture.jpg'))
 * if ('faces' in found) for (const { box, png } of found.faces) await writeFile(`face-${box.join('-')}.png`, png)
 * await detector.dispose()
 */
export function createFaceDetector(options: CreateFaceDetectorOptions): FaceDetector {
  checkFaceOptions(options)
  const { cascade, threads, scaleFactor, minNeighbors, minSize, size, scale, filters } = options
  const workerData: FaceWorkerSettings = {
    cascade,
    detection: { scaleFactor, minNeighbors, minSize },
    cutting: { size, scale, filters },
  }
  const pool = createWorkerPool<Uint8Array, CutFaces<FoundFace> | PictureRefusal>('face-worker', {
    workerData,
    threads,
  })
  return {
    threads: pool.threads,
    find: (picture) => pool.run(picture),
    dispose: () => pool.destroy(),
    [Symbol.asyncDispose]: () => pool.destroy(),
  }
}

/** Throws `INVALID_OPTION` for numbers on which OpenCV would end the thread or loop for ever. */
export function checkFaceOptions({
  scaleFactor,
  minNeighbors,
  minSize,
  size,
  scale,
}: CreateFaceDetectorOptions): void {
  const check = (
    name: string,
    value: number | undefined,
    isRight: (value: number) => boolean,
    range: string,
  ) => {
    if (value === undefined || isRight(value)) return
    throw new InvalidInputError('INVALID_OPTION', `${name}: expected ${range}, got ${value}`)
  }
  const isWhole = (min: number, max: number) => (value: number) =>
    Number.isInteger(value) && value >= min && value <= max
  check('scaleFactor', scaleFactor, (value) => value >= 1.01 && value <= 2, '1.01 to 2')
  check('minNeighbors', minNeighbors, isWhole(0, 1000), 'a whole number from 0')
  check('minSize', minSize, isWhole(1, 8192), 'a whole number from 1')
  check('size', size, isWhole(8, 2048), 'a whole number from 8 to 2048')
  check('scale', scale, (value) => value >= 0.5 && value <= 10, '0.5 to 10')
}
