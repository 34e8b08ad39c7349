import type { FacePlan } from './face-plan.js'

/** A drawn face and all that it was drawn from. */
export interface Face extends FacePlan {
  /** Three planes, red, green, blue, each of height x width, in [-1, 1]. */
  pixels: Float32Array
  /** In pixels. */
  width: number
  height: number
}

/** The face as canvas and PNG take it: red, green, blue, opaque, a byte each, row by row; [-1, 1] becomes 0 to 255. */
export function toRgba({
  pixels,
  width,
  height,
}: Pick<Face, 'pixels' | 'width' | 'height'>): Uint8ClampedArray {
  const area = width * height
  const rgba = new Uint8ClampedArray(4 * area).fill(255)
  for (let i = 0; i < area; i++) {
    for (let channel = 0; channel < 3; channel++) {
      rgba[4 * i + channel] = Math.round((pixels[channel * area + i]! + 1) * 127.5)
    }
  }
  return rgba
}
