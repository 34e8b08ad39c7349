import { type PictureRecord, parsePictureRecord } from '@animegan/core'
import { decodePng } from './png.js'

/** The record inside a PNG of ours; undefined when the PNG carries none. Throws `INVALID_DATA` for what is no PNG. */
export function readPictureRecord(png: Uint8Array, source?: string): PictureRecord | undefined {
  return parsePictureRecord(decodePng(png, source).text)
}
