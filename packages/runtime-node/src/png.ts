import { InvalidInputError } from '@animegan/core'
import { decode, encode, hasPngSignature } from 'fast-png'

/** 8-bit RGBA pixels, row by row from the top left; `data.length` is `width * height * 4`. */
export interface Picture {
  width: number
  height: number
  data: Uint8Array | Uint8ClampedArray
}

export interface EncodePngOptions {
  /** Text chunks (tEXt): keyword of 1 to 79 Latin-1 characters -> text. */
  text?: Record<string, string> | undefined
}

/** A decoded PNG, with its text chunks. */
export interface DecodedPicture extends Picture {
  data: Uint8Array
  text: Record<string, string>
}

/** tEXt holds Latin-1 only; what lies beyond ASCII becomes `\uXXXX`, which JSON reads back unchanged. */
const escapeNonAscii = (text: string): string =>
  text.replace(/[^\n\r\t -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)

const isOpaque = ({ data }: Picture): boolean => {
  for (let i = 3; i < data.length; i += 4) if (data[i] !== 255) return false
  return true
}

const dropAlpha = ({ data, width, height }: Picture): Uint8Array => {
  const rgb = new Uint8Array(width * height * 3)
  for (let from = 0, to = 0; to < rgb.length; from += 4, to += 3) {
    rgb[to] = data[from]!
    rgb[to + 1] = data[from + 1]!
    rgb[to + 2] = data[from + 2]!
  }
  return rgb
}

/**
 * Encodes a picture as PNG; opaque pictures are stored without alpha. The same picture and text give the same bytes.
 * Throws `INVALID_SHAPE` when the data does not fill the sides.
 */
export function encodePng(picture: Picture, options: EncodePngOptions = {}): Uint8Array {
  const { width, height, data } = picture
  if (data.length !== width * height * 4 || data.length === 0) {
    throw new InvalidInputError(
      'INVALID_SHAPE',
      `a picture of ${width} x ${height} needs ${width * height * 4} bytes of RGBA, but ${data.length} came`,
    )
  }
  const text: Record<string, string> = {}
  for (const [keyword, value] of Object.entries(options.text ?? {})) text[keyword] = escapeNonAscii(value)
  const opaque = isOpaque(picture)
  return encode({
    width,
    height,
    depth: 8,
    channels: opaque ? 3 : 4,
    data: opaque ? dropAlpha(picture) : data,
    text,
  })
}

/** Decodes an 8-bit PNG (grey or RGB, with or without alpha) to RGBA, with its text chunks. Throws `INVALID_DATA`. */
export function decodePng(bytes: Uint8Array, source = 'picture'): DecodedPicture {
  const fail = (message: string, cause?: unknown): never => {
    throw new InvalidInputError('INVALID_DATA', `${source}: ${message}`, { cause })
  }
  if (!hasPngSignature(bytes)) fail('not a PNG file')
  let png: ReturnType<typeof decode>
  try {
    png = decode(bytes, { checkCrc: true })
  } catch (error) {
    return fail(`damaged PNG file: ${error instanceof Error ? error.message : String(error)}`, error)
  }
  const { width, height, channels, depth, palette } = png
  if (depth !== 8 || palette) fail('expected a PNG of 8 bits a channel without a palette')
  const colours = channels >= 3 ? 3 : 1
  const data = new Uint8Array(width * height * 4)
  for (let pixel = 0; pixel < width * height; pixel++) {
    const from = pixel * channels
    for (let c = 0; c < 3; c++) data[pixel * 4 + c] = png.data[from + (c % colours)]!
    data[pixel * 4 + 3] = channels % 2 === 0 ? png.data[from + channels - 1]! : 255
  }
  return { width, height, data, text: png.text }
}
