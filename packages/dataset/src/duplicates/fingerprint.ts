import { createHash } from 'node:crypto'
import { AnimeganError } from '@animegan/core'
import sharp from 'sharp'

/** Pixels on a side of a thumbnail. */
export const thumbnailSide = 32

/** Bytes of a thumbnail. */
export const thumbnailBytes = thumbnailSide * thumbnailSide * 3

/** What is remembered of a picture to find its duplicates. */
export interface Fingerprint {
  /** Hash of the decoded pixels, 32 hexadecimal digits: equal for equal pictures, whatever their files. */
  pixels: string
  width: number
  height: number
  /** The whole picture as {@link thumbnailSide}^2 sRGB pixels, rows from the top, 3 bytes each. */
  thumbnail: Uint8Array
}

/**
 * Decodes a picture as training does, what is transparent on white, and takes its fingerprint.
 *
 * Throws `INVALID_DATA` naming `path` when the bytes are no complete image.
 */
export async function fingerprintImage(bytes: Uint8Array, path: string): Promise<Fingerprint> {
  try {
    const { data, info } = await sharp(bytes, { failOn: 'truncated' })
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true })
    const { width, height, channels } = info
    const rgb = channels === 3 ? data : await repeatGray(data, width, height)
    const thumbnail = await sharp(rgb, { raw: { width, height, channels: 3 } })
      .resize(thumbnailSide, thumbnailSide, { fit: 'fill', kernel: 'lanczos3' })
      .raw()
      .toBuffer()
    const pixels = createHash('sha256').update(`${width}x${height}:`).update(rgb).digest('hex').slice(0, 32)
    return { pixels, width, height, thumbnail }
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.split('\n')[0] : String(cause)
    throw new AnimeganError('INVALID_DATA', `${path} is truncated or no image (${reason})`, { cause })
  }
}

function repeatGray(gray: Uint8Array, width: number, height: number): Promise<Uint8Array> {
  return sharp(gray, { raw: { width, height, channels: 1 } })
    .toColourspace('srgb')
    .raw()
    .toBuffer()
}
