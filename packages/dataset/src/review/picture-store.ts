import { readFile, realpath } from 'node:fs/promises'
import sharp from 'sharp'
import { ByteCache } from './byte-cache.js'
import { findPicture } from './picture-path.js'

/** A picture as a browser gets it. */
export interface ShownPicture {
  /** MIME type. */
  type: string
  bytes: Uint8Array
}

/** Pictures up to so many bytes are their own thumbnails. */
const smallPicture = 40_000
/** Side of the square that a thumbnail fits in: the largest tile on a display with two pixels a point. */
const thumbnailSide = 384
const cacheBytes = 128 * 2 ** 20

/** The pictures of a data set for a browser. Nothing but pictures leaves it, and nothing from outside its folder. */
export class PictureStore {
  readonly #root: Promise<string>
  readonly #thumbnails = new ByteCache<ShownPicture>(cacheBytes)

  /** @param folder of the data set */
  constructor(folder: string) {
    this.#root = realpath(folder)
  }

  /** A whole picture: the file itself when browsers know its format, else as WebP. Undefined when it is absent or damaged. */
  async readPicture(fileName: string): Promise<ShownPicture | undefined> {
    const bytes = await this.#read(fileName)
    if (bytes === undefined) return undefined
    const type = detectType(bytes)
    return type === undefined ? encode(bytes, undefined) : { type, bytes }
  }

  /** A picture no larger than a tile needs. Undefined when it is absent or damaged. */
  async readThumbnail(fileName: string): Promise<ShownPicture | undefined> {
    const known = this.#thumbnails.get(fileName)
    if (known) return known
    const bytes = await this.#read(fileName)
    if (bytes === undefined) return undefined
    const type = detectType(bytes)
    if (type !== undefined && bytes.length <= smallPicture) return { type, bytes }
    const thumbnail = await encode(bytes, thumbnailSide)
    if (thumbnail) this.#thumbnails.set(fileName, thumbnail)
    return thumbnail
  }

  async #read(fileName: string): Promise<Uint8Array | undefined> {
    const path = await findPicture(await this.#root, fileName)
    return path === undefined ? undefined : readFile(path).catch(() => undefined)
  }
}

async function encode(bytes: Uint8Array, side: number | undefined): Promise<ShownPicture | undefined> {
  try {
    const picture = sharp(bytes).rotate()
    if (side !== undefined) picture.resize(side, side, { fit: 'inside', withoutEnlargement: true })
    return { type: 'image/webp', bytes: await picture.webp({ quality: 84 }).toBuffer() }
  } catch {
    return undefined
  }
}

/** The MIME type of a format that browsers show, from the first bytes; never from the name. */
function detectType(bytes: Uint8Array): string | undefined {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 16)).toString('latin1')
  if (start.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png'
  if (start.startsWith('\xff\xd8\xff')) return 'image/jpeg'
  if (/^GIF8[79]a/.test(start)) return 'image/gif'
  if (start.startsWith('RIFF') && start.startsWith('WEBP', 8)) return 'image/webp'
  if (start.startsWith('ftypavif', 4) || start.startsWith('ftypavis', 4)) return 'image/avif'
  return undefined
}
