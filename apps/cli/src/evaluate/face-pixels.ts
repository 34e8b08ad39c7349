import { type Face, toRgba } from '@animegan/core'

/** A face as networks that look at pictures take it: [height, width, 3], a byte each. */
export function toRgb(face: Face): { data: Uint8Array; width: number; height: number } {
  const rgba = toRgba(face)
  const { width, height } = face
  const data = new Uint8Array(3 * width * height)
  for (let pixel = 0; pixel < width * height; pixel++) {
    data.set(rgba.subarray(4 * pixel, 4 * pixel + 3), 3 * pixel)
  }
  return { data, width, height }
}
