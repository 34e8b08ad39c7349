import type { Mat } from '@techstark/opencv-js'
import type { FaceBox } from './face-box.js'
import { type Cv, CvScope } from './opencv.js'

/** A square of a picture, in whole pixels; it may leave the picture. */
export interface CropSquare {
  left: number
  top: number
  side: number
}

/** The square about a face's middle that is `scale` times as large as its box: 1.5 has the hair inside (paper, section 3). */
export function planCrop([x, y, width, height]: FaceBox, scale: number): CropSquare {
  const side = Math.max(1, Math.round(Math.max(width, height) * scale))
  return { left: Math.round(x + (width - side) / 2), top: Math.round(y + (height - side) / 2), side }
}

/**
 * Cuts a square out and scales it to size x size: by area interpolation to a smaller size, by Lanczos' filter to a larger one.
 * Where the square leaves the picture, the picture's edge is repeated: plain backgrounds go on in their colour and cut
 * hair goes on as hair, where a mirror would make a second mouth and white a bar. The caller deletes the result.
 *
 * @param picture [height, width, 3]; the square must touch it
 */
export function cropFace(cv: Cv, picture: Mat, { left, top, side }: CropSquare, size: number): Mat {
  using scope = new CvScope()
  const [right, bottom] = [Math.min(left + side, picture.cols), Math.min(top + side, picture.rows)]
  const [x, y] = [Math.max(left, 0), Math.max(top, 0)]
  const inside = scope.own(picture.roi(new cv.Rect(x, y, right - x, bottom - y)))
  const margins = [y - top, top + side - bottom, x - left, left + side - right] as const
  let square = inside
  if (margins.some((margin) => margin > 0)) {
    square = scope.own(new cv.Mat())
    cv.copyMakeBorder(inside, square, ...margins, cv.BORDER_REPLICATE)
  }
  const crop = new cv.Mat()
  cv.resize(square, crop, new cv.Size(size, size), 0, 0, size < side ? cv.INTER_AREA : cv.INTER_LANCZOS4)
  return crop
}
