import { type Face, InvalidInputError, toRgba } from '@animegan/core'
import { type Canvas, createCanvas } from '@napi-rs/canvas'

/** A picture as bytes, row by row from the top left. */
export interface RgbaPicture {
  width: number
  height: number
  /** Red, green, blue, opacity: `width * height * 4` bytes. */
  data: Uint8Array | Uint8ClampedArray
}

/** A picture of a figure: a face as `generate` gives it, or bytes, RGBA or RGB. */
export type FigurePicture = Pick<Face, 'pixels' | 'width' | 'height'> | RgbaPicture

/** The picture on a canvas of its own size. Throws `INVALID_SHAPE` when its data do not fill it. */
export function toCanvas(picture: FigurePicture): Canvas {
  const { width, height } = picture
  const canvas = createCanvas(width, height)
  const context = canvas.getContext('2d')
  const image = context.createImageData(width, height)
  image.data.set(toBytes(picture))
  context.putImageData(image, 0, 0)
  return canvas
}

function toBytes(picture: FigurePicture): Uint8Array | Uint8ClampedArray {
  const area = picture.width * picture.height
  const data = 'pixels' in picture ? picture.pixels : picture.data
  const channels = data.length / area
  if (channels === 3) return 'pixels' in picture ? toRgba(picture) : addOpacity(picture.data)
  if (channels === 4 && !('pixels' in picture)) return picture.data
  throw new InvalidInputError(
    'INVALID_SHAPE',
    `a picture of ${picture.width} x ${picture.height} takes ${'pixels' in picture ? '' : `${4 * area} or `}${3 * area} ` +
      `numbers, but ${data.length} came`,
  )
}

function addOpacity(rgb: ArrayLike<number>): Uint8ClampedArray {
  const rgba = new Uint8ClampedArray((rgb.length / 3) * 4).fill(255)
  for (let from = 0, to = 0; from < rgb.length; from += 3, to += 4) {
    for (let channel = 0; channel < 3; channel++) rgba[to + channel] = rgb[from + channel]!
  }
  return rgba
}
