import { type PictureRecord, parsePictureRecord } from '@animegan/core'

/** Longer files are none of ours. */
const longest = 64 * 2 ** 20

/** The record in a PNG file of ours, from this site or from the command; undefined for any other file. */
export async function readPicture(file: Blob): Promise<PictureRecord | undefined> {
  if (file.size > longest) return undefined
  const { decode, hasPngSignature } = await import('fast-png')
  const bytes = new Uint8Array(await file.arrayBuffer())
  if (!hasPngSignature(bytes)) return undefined
  try {
    return parsePictureRecord(decode(bytes, { checkCrc: true }).text)
  } catch {
    return undefined
  }
}
