import { createHash } from 'node:crypto'
import sharp from 'sharp'
import { decodePicture, type PictureLimits, type PictureRefusal } from './decode-picture.js'
import type { PictureKind } from './picture-kind.js'
import { isPlainPng } from './png-chunks.js'

/** A picture as data sets hold it. */
export interface ImportedPicture {
  /** 8-bit RGB, nothing but pixels: no EXIF, profile, text or animation. */
  png: Uint8Array
  width: number
  height: number
  /** Of `png`, in hexadecimal. */
  sha256: string
  /** What the file was. */
  kind: PictureKind
}

/**
 * Turns any PNG, JPEG, WebP, GIF or AVIF into a PNG that holds its pixels, as {@link decodePicture} reads them, and nothing
 * else: first frame, upright, 8-bit sRGB, what is transparent on white. The same bytes give the same PNG, with one version of
 * sharp on one kind of machine. A PNG that is already so is kept byte by byte, so importing twice is the same as once.
 *
 * What is no such picture, or damaged, or beyond the limits, comes back as a refusal with its reason.
 *
 * @example
 * const picture = await importPicture(await readFile('scan.jpg'))
 * if ('reason' in picture) console.log(`left out, ${picture.reason}: ${picture.detail}`)
 * else await storeImage('faces', picture.png)
 */
export async function importPicture(
  bytes: Uint8Array,
  limits: PictureLimits = {},
): Promise<ImportedPicture | PictureRefusal> {
  const picture = await decodePicture(bytes, limits)
  if ('reason' in picture) return picture
  const { pixels, width, height, kind } = picture
  const png = kind === 'png' && isPlainPng(bytes) ? bytes : await encodePng(pixels, width, height)
  return { png, width, height, sha256: createHash('sha256').update(png).digest('hex'), kind }
}

/** From the pixels alone, so that nothing of the file it came from gets in. */
function encodePng(pixels: Buffer, width: number, height: number): Promise<Uint8Array> {
  return sharp(pixels, { raw: { width, height, channels: 3 }, limitInputPixels: false })
    .png({ compressionLevel: 3, adaptiveFiltering: true })
    .toBuffer()
}
