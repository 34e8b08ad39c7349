import type { CascadeClassifier } from '@techstark/opencv-js'
import { workerData } from 'piscina'
import { decodePicture, type PictureRefusal } from '../sources/decode-picture.js'
import { defineTask } from '../worker-pool.js'
import { type CutFaces, type CutFacesOptions, cutFaces } from './cut-faces.js'
import { type DetectFacesOptions, detectFaces, loadCascade } from './detect-faces.js'
import { encodeCrop } from './encode-crop.js'
import type { FaceBox } from './face-box.js'
import type { FaceQuality } from './face-quality.js'
import { type Cv, CvScope, loadOpencv } from './opencv.js'

/** What a thread is started with. */
export interface FaceWorkerSettings {
  /** OpenCV's XML. */
  cascade: Uint8Array
  detection: DetectFacesOptions
  cutting: CutFacesOptions
}

/** A face as a file. */
export interface FoundFace extends FaceQuality {
  box: FaceBox
  /** The crop: 8-bit RGB, nothing but pixels. */
  png: Uint8Array
}

const settings = workerData as FaceWorkerSettings
let classifier: CascadeClassifier | undefined

export default defineTask<Uint8Array, CutFaces<FoundFace> | PictureRefusal>(async (bytes) => {
  const picture = await decodePicture(bytes)
  if ('reason' in picture) return picture
  const { cv } = await loadOpencv()
  classifier ??= loadCascade(cv, settings.cascade)
  const { faces, refusals } = findFaces(cv, classifier, picture)
  const files = faces.map(({ pixels, ...face }): FoundFace => {
    return { ...face, png: encodeCrop(pixels, Math.sqrt(pixels.length / 3)) }
  })
  return { faces: files, refusals }
})

function findFaces(
  cv: Cv,
  cascade: CascadeClassifier,
  { pixels, width, height }: { pixels: Uint8Array; width: number; height: number },
) {
  using scope = new CvScope()
  const picture = scope.own(new cv.Mat(height, width, cv.CV_8UC3))
  picture.data.set(pixels)
  return cutFaces(cv, picture, detectFaces(cv, cascade, picture, settings.detection), settings.cutting)
}
