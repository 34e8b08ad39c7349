import { createCanvas, ImageData } from '@napi-rs/canvas'
import { type Thumbnails, toRgbaBytes } from './thumbnails.js'

export interface DrawMapPictureOptions {
  thumbnails: Thumbnails
  /** Middle of each thumbnail, as x and y in turn, 0 to 1 within the margins. */
  positions: Float32Array
  /** Side of the picture in pixels, margins included. */
  side: number
  /** Room at each edge in pixels. */
  margin: number
  /** Side of each thumbnail on it in pixels. */
  thumbnail: number
}

const paper = '#ffffff'

/** Draws pictures at their places on white paper, later ones over earlier, as a PNG. */
export function drawMapPicture(options: DrawMapPictureOptions): Uint8Array {
  const { thumbnails, positions, side, margin, thumbnail } = options
  const canvas = createCanvas(side, side)
  const context = canvas.getContext('2d')
  context.fillStyle = paper
  context.fillRect(0, 0, side, side)
  context.imageSmoothingQuality = 'high'
  const stamp = createCanvas(thumbnails.size, thumbnails.size)
  const stampContext = stamp.getContext('2d')
  const placeOf = (position: number) => Math.round(margin + position * (side - 2 * margin) - thumbnail / 2)
  thumbnails.pixels.forEach((pixels, i) => {
    stampContext.putImageData(new ImageData(toRgbaBytes(pixels), thumbnails.size, thumbnails.size), 0, 0)
    const [x, y] = [placeOf(positions[2 * i]!), placeOf(positions[2 * i + 1]!)]
    context.drawImage(stamp, x, y, thumbnail, thumbnail)
  })
  return canvas.toBuffer('image/png')
}
