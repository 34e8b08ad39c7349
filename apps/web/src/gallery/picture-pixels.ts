import { decode, encode } from 'fast-png'
import { enlargedSide, enlargeFace, type FacePixels } from '../faces/enlarge-face'

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

/** A small JPEG of a face, for the grid. */
export async function makeThumbnail(face: FacePixels): Promise<Uint8Array<ArrayBuffer>> {
  const jpeg = await enlargeFace(face, thumbnailSide).convertToBlob({ type: 'image/jpeg', quality: 0.88 })
  return new Uint8Array(await jpeg.arrayBuffer())
}

/** The PNG enlarged, as people download it; its record stays. */
export function enlargePng(png: Uint8Array): Blob {
  const { text } = decode(png)
  const canvas = enlargeFace(decodeFace(png), enlargedSide)
  const { width, height } = canvas
  const { data } = canvas.getContext('2d')!.getImageData(0, 0, width, height)
  const large = encode({ width, height, depth: 8, channels: 4, data, text })
  return new Blob([large as Uint8Array<ArrayBuffer>], { type: 'image/png' })
}
