import type { Mat } from '@techstark/opencv-js'
import { type Cv, CvScope } from './opencv.js'

/** Pixels on a side of the crop on which quality is measured, whatever size it is stored at. */
export const qualitySize = 128

/** What can be told of a crop without looking at it. */
export interface FaceQuality {
  /** Variance of the Laplacian of the crop in grey, 0..255, at 128 x 128, to one decimal: small when it is blurred. */
  sharpness: number
  /** Mean over the crop's pixels of the difference between their largest and smallest channel, 0..1, to 3 decimals: 0 for greys. */
  saturation: number
}

const round = (value: number, digits: number): number => Math.round(value * 10 ** digits) / 10 ** digits

/** @param crop [128, 128, 3], RGB, 0..255 */
export function measureQuality(cv: Cv, crop: Mat): FaceQuality {
  return {
    sharpness: round(measureSharpness(cv, crop), 1),
    saturation: round(measureSaturation(crop.data), 3),
  }
}

function measureSharpness(cv: Cv, crop: Mat): number {
  using scope = new CvScope()
  const [gray, edges] = [scope.own(new cv.Mat()), scope.own(new cv.Mat())]
  const [mean, deviation] = [scope.own(new cv.Mat()), scope.own(new cv.Mat())]
  cv.cvtColor(crop, gray, cv.COLOR_RGB2GRAY)
  cv.Laplacian(gray, edges, cv.CV_32F)
  cv.meanStdDev(edges, mean, deviation)
  return deviation.doubleAt(0, 0) ** 2
}

function measureSaturation(rgb: Uint8Array): number {
  let sum = 0
  for (let i = 0; i < rgb.length; i += 3) {
    const [red, green, blue] = [rgb[i]!, rgb[i + 1]!, rgb[i + 2]!]
    sum += Math.max(red, green, blue) - Math.min(red, green, blue)
  }
  return sum / (rgb.length / 3) / 255
}
