import { decode } from 'fast-png'
import { enlargedSide, type FacePixels } from '../faces/enlarge-face'
import { makePicture } from '../files/make-picture'

/** Sides of thumbnails, in pixels: sharp in the grid on dense screens. */
const thumbnailSide = 256

/** The face in a PNG of ours, 8 bits a channel. */
export function decodeFace(png: Uint8Array): FacePixels {
  const { width, height, channels, data } = decode(png)
  const area = width * height
  const pixels = Float32Array.from({ length: 3 * area }, (_, i) => {
    const [channel, place] = [Math.floor(i / area), i % area]
    return data[place * channels + (channels < 3 ? 0 : channel)]! / 127.5 - 1
  })
  return { pixels, width, height }
}

/** A small JPEG of a face, for the grid. Throws as `makePicture`. */
export const makeThumbnail = ({ pixels, width, height }: FacePixels): Promise<Uint8Array<ArrayBuffer>> =>
  makePicture({ kind: 'jpeg', face: { pixels, width, height }, side: thumbnailSide })

/** The PNG enlarged, as people download it; its record stays. Throws as `makePicture`. */
export async function enlargePng(png: Uint8Array): Promise<Blob> {
  const { text } = decode(png)
  const faces = [decodeFace(png)]
  const large = await makePicture({ kind: 'png', faces, columns: 1, side: enlargedSide, text })
  return new Blob([large], { type: 'image/png' })
}
