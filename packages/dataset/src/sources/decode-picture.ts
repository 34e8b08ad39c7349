import sharp from 'sharp'
import { type PictureKind, recogniseKind } from './picture-kind.js'
import { listPngChunks } from './png-chunks.js'

/** What is refused before anything large is decoded. */
export interface PictureLimits {
  /** Most pixels of a picture, by its header; default 2^26, which is 8192 x 8192. */
  maxPixels?: number | undefined
  /** Most bytes of a file; default 2^27, which is 128 MiB. */
  maxBytes?: number | undefined
}

/** The limits with their defaults. */
export function completeLimits({ maxPixels = 2 ** 26, maxBytes = 2 ** 27 }: PictureLimits) {
  return { maxPixels, maxBytes }
}

/** Why a file is not taken as a picture. */
type PictureRefusalReason =
  | 'empty'
  | 'not-an-image'
  | 'unsupported-kind'
  | 'too-many-bytes'
  | 'too-many-pixels'
  | 'truncated'
  | 'damaged'

/** A file that is not taken: the reason for programs, and a sentence for people. */
export interface PictureRefusal {
  reason: PictureRefusalReason
  detail: string
}

export interface DecodedPicture {
  /** [height, width, 3]: sRGB, 0..255, rows from the top, upright. */
  pixels: Buffer
  width: number
  height: number
  kind: PictureKind
}

/**
 * Decodes a PNG, JPEG, WebP, GIF or AVIF as people see it: the first frame, turned upright as EXIF says, in 8-bit sRGB whatever its
 * depth, profile or colour space (CMYK, grey), what is transparent on white. The bytes decide what it is, never a name.
 *
 * A file that is none of these, incomplete, damaged or beyond the limits comes back as a refusal; it never throws for one. An
 * animation that ends early is whole when its first frame is.
 */
export async function decodePicture(
  bytes: Uint8Array,
  limits: PictureLimits = {},
): Promise<DecodedPicture | PictureRefusal> {
  const { maxPixels, maxBytes } = completeLimits(limits)
  if (bytes.length === 0) return { reason: 'empty', detail: 'the file has no bytes' }
  if (bytes.length > maxBytes) return refuseBytes(bytes.length, maxBytes)
  const recognised = recogniseKind(bytes)
  if ('other' in recognised) return refuseKind(recognised.other, recognised.isImage)
  const { kind } = recognised
  const flaw = findFlaw(kind, bytes)
  try {
    const { width, height } = await sharp(bytes, { limitInputPixels: false }).metadata()
    if (width * height > maxPixels) return refusePixels(width, height, maxPixels)
    if (flaw !== undefined) return flaw
    const { data, info } = await sharp(bytes, { failOn: 'warning', limitInputPixels: maxPixels })
      .autoOrient()
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .raw()
      .toBuffer({ resolveWithObject: true })
    return {
      pixels: info.channels === 3 ? data : repeatGray(data),
      width: info.width,
      height: info.height,
      kind,
    }
  } catch (error) {
    return flaw ?? refuseDamage(kind, error instanceof Error ? error.message : String(error))
  }
}

/** The refusal of a file that is too long, for those who see its length before they read it. */
export function refuseBytes(length: number, maxBytes: number): PictureRefusal {
  const [came, most] = [length, maxBytes].map((value) => value.toLocaleString('en'))
  return { reason: 'too-many-bytes', detail: `the file has ${came} bytes, and ${most} is the limit` }
}

function refusePixels(width: number, height: number, maxPixels: number): PictureRefusal {
  const [came, most] = [width * height, maxPixels].map((value) => value.toLocaleString('en'))
  const detail = `its header promises ${width} x ${height}, ${came} pixels, and ${most} is the limit`
  return { reason: 'too-many-pixels', detail }
}

function refuseKind(other: string | undefined, isImage: boolean): PictureRefusal {
  const came = other === undefined ? 'its bytes are of no known kind' : `by its bytes it is ${other}`
  const detail = `${came}; PNG, JPEG, WebP, GIF and AVIF are read`
  return { reason: isImage ? 'unsupported-kind' : 'not-an-image', detail }
}

function refuseDamage(kind: PictureKind, message: string): PictureRefusal {
  const lines = message.replace(/^Input buffer has corrupt header: /, '').split(/[\n|]/)
  const said =
    lines.find((line) => line.trim() !== '' && !line.includes('bad seek')) ?? 'it cannot be decoded'
  if (/premature end of JPEG|unexpected end/i.test(message)) return refuseCut(kind)
  return { reason: 'damaged', detail: `the ${kind} file is damaged (${said.trim()})` }
}

function refuseCut(kind: PictureKind): PictureRefusal {
  return { reason: 'truncated', detail: `the ${kind} file ends before the picture does` }
}

/** What decoders pass over: a PNG without its end, a checksum that they do not come to read, a WebP shorter than it says. */
function findFlaw(kind: PictureKind, bytes: Uint8Array): PictureRefusal | undefined {
  if (kind === 'png') {
    const { end, damaged } = listPngChunks(bytes)
    if (damaged !== undefined) return refuseDamage('png', `wrong checksum of its ${damaged} chunk`)
    return end === undefined ? refuseCut('png') : undefined
  }
  if (kind !== 'webp') return undefined
  const length = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).readUInt32LE(4) + 8
  return length > bytes.length ? refuseCut('webp') : undefined
}

/** sharp gives pictures in grey as one channel. */
function repeatGray(gray: Buffer): Buffer {
  const rgb = Buffer.allocUnsafe(gray.length * 3)
  for (let index = 0; index < gray.length; index++) {
    rgb[index * 3] = rgb[index * 3 + 1] = rgb[index * 3 + 2] = gray[index]!
  }
  return rgb
}
