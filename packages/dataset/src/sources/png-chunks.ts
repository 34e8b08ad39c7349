import { crc32 } from 'node:zlib'

/** The chunks of a PNG, as far as they go. */
export interface PngChunks {
  /** From IHDR on. */
  types: string[]
  /** Where IEND ends; undefined when the file ends earlier, which decoders pass over when all pixels are there. */
  end: number | undefined
  /** The first chunk that matters to the pixels whose checksum is wrong. */
  damaged: string | undefined
}

/** Walks over a PNG's chunks and checks those that its pixels depend on: their type has a capital first. */
export function listPngChunks(png: Uint8Array): PngChunks {
  const bytes = Buffer.from(png.buffer, png.byteOffset, png.length)
  const types: string[] = []
  let damaged: string | undefined
  for (let start = 8; start + 12 <= bytes.length; ) {
    const type = bytes.toString('latin1', start + 4, start + 8)
    const end = start + 12 + bytes.readUInt32BE(start)
    if (end > bytes.length) break
    if (/^[A-Z]/.test(type) && crc32(bytes.subarray(start + 4, end - 4)) !== bytes.readUInt32BE(end - 4)) {
      damaged ??= type
    }
    types.push(type)
    if (type === 'IEND') return { types, end, damaged }
    start = end
  }
  return { types, end: undefined, damaged }
}

/** What may stand in a plain PNG: header, pixels per metre, pixels, end. */
const plainChunks = new Set(['IHDR', 'pHYs', 'IDAT', 'IEND'])

/** Whether a PNG is 8-bit RGB without interlacing and holds nothing but pixels: no profile, no text, no EXIF, no trailing bytes. */
export function isPlainPng(png: Uint8Array): boolean {
  const { types, end } = listPngChunks(png)
  const [depth, colorType, , , interlace] = png.subarray(24)
  const isPlain = end === png.length && types.every((type) => plainChunks.has(type))
  return isPlain && depth === 8 && colorType === 2 && interlace === 0
}
