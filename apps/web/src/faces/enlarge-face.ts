import { type Face, toRgba } from '@animegan/core'

/** What a picture is made of. */
export type FacePixels = Pick<Face, 'pixels' | 'width' | 'height'>

/** Sides of enlarged pictures, in pixels. */
export const enlargedSide = 512

/** The face on a canvas of its own size. */
function drawFace({ pixels, width, height }: FacePixels): OffscreenCanvas {
  const canvas = new OffscreenCanvas(width, height)
  const rgba = toRgba({ pixels, width, height }) as Uint8ClampedArray<ArrayBuffer>
  canvas.getContext('2d')!.putImageData(new ImageData(rgba, width, height), 0, 0)
  return canvas
}

/** The face enlarged to a square of `side` pixels, as smoothly as the browser can: in steps, which looks better than one leap. */
export function enlargeFace(face: FacePixels, side: number): OffscreenCanvas {
  let canvas = drawFace(face)
  while (canvas.width < side) {
    const next = Math.min(side, canvas.width * 2)
    const larger = new OffscreenCanvas(next, next)
    const context = larger.getContext('2d')!
    context.imageSmoothingQuality = 'high'
    context.drawImage(canvas, 0, 0, next, next)
    canvas = larger
  }
  return canvas
}
