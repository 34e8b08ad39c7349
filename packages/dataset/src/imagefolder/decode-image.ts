import { AnimeganError, type TaggerManifest } from '@animegan/core'
import { decode } from 'fast-png'
import sharp, { type Sharp } from 'sharp'

/** Pixels without a file around them. */
export interface RgbPixels {
  /** [height, width, 3], rows from the top, 0..255. */
  data: Uint8Array
  width: number
  height: number
}

/** How pictures of all sizes become squares of one size. */
export type PictureScaling = Pick<TaggerManifest['preprocessing'], 'background' | 'fit' | 'filter'>

/** For training pictures: cropped about their middle, on white. */
const trainingScaling: PictureScaling = { background: '#ffffff', fit: 'cover', filter: 'lanczos3' }

/**
 * Decodes a PNG, JPEG or another image that sharp knows to resolution*resolution RGB bytes, rows from the top. Images of
 * another size are scaled with antialiasing, and other shapes than squares are cropped about their middle; what is
 * transparent becomes white. `scaling` has it otherwise.
 *
 * Throws `INVALID_DATA` naming `path` when the bytes are no complete image.
 */
export async function decodeImage(
  bytes: Uint8Array,
  resolution: number,
  path: string,
  scaling: PictureScaling = trainingScaling,
): Promise<Uint8Array> {
  const plain = decodePlainPng(bytes, resolution, path)
  if (plain) return plain
  try {
    return await makeSquare(sharp(bytes, { failOn: 'truncated' }), resolution, scaling)
  } catch (cause) {
    throw damaged(path, cause)
  }
}

/** What {@link decodeImage} gives of an image, from its pixels. */
export async function scalePixels(
  { data, width, height }: RgbPixels,
  resolution: number,
  scaling: PictureScaling,
): Promise<Uint8Array> {
  if (width === resolution && height === resolution) return data
  return makeSquare(sharp(data, { raw: { width, height, channels: 3 } }), resolution, scaling)
}

async function makeSquare(
  image: Sharp,
  resolution: number,
  { background, fit, filter }: PictureScaling,
): Promise<Uint8Array> {
  const { data, info } = await image
    .flatten({ background })
    .toColourspace('srgb')
    .resize(resolution, resolution, { fit, kernel: filter, background })
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  return info.channels === 3 ? data : repeatGray(data)
}

/** The common case, an RGB PNG of the wanted size, several times faster than through a pipeline of sharp. */
function decodePlainPng(bytes: Uint8Array, resolution: number, path: string): Uint8Array | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < 33 || view.getUint32(0) !== 0x89504e47) return undefined
  const [depth, colorType] = [bytes[24], bytes[25]]
  if (view.getUint32(16) !== resolution || view.getUint32(20) !== resolution) return undefined
  if (depth !== 8 || colorType !== 2) return undefined
  let data: ArrayLike<number>
  try {
    const image = decode(bytes, { checkCrc: true })
    if (image.transparency) return undefined
    data = image.data
  } catch (cause) {
    throw damaged(path, cause)
  }
  if (!(data instanceof Uint8Array) || data.length !== resolution * resolution * 3) throw damaged(path)
  return data
}

function repeatGray(gray: Uint8Array): Uint8Array {
  const rgb = new Uint8Array(gray.length * 3)
  for (let index = 0; index < rgb.length; index++) rgb[index] = gray[Math.floor(index / 3)]!
  return rgb
}

function damaged(path: string, cause?: unknown): AnimeganError {
  const reason = cause instanceof Error ? ` (${cause.message.split('\n')[0]})` : ''
  return new AnimeganError(
    'INVALID_DATA',
    `${path} is truncated or no image${reason}; replace it or remove its line`,
    {
      cause,
    },
  )
}
