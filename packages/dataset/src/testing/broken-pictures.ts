import { execFile } from 'node:child_process'
import { mkdir, symlink, truncate, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import sharp from 'sharp'

/** A file that must be left out. */
export interface BrokenFile {
  kind: string
  name: string
  /** Reasons that are right for it. */
  reason: RegExp
}

const side = 32
const formats = ['png', 'jpeg', 'webp', 'gif', 'avif'] as const
type Format = (typeof formats)[number]

/** A picture that is hard to compress, so that it can be cut in many places. */
const noise = Buffer.from(Array.from({ length: side * side * 3 }, (_, index) => (index * 7919) % 251))

const encode = (format: Format) =>
  sharp(noise, { raw: { width: side, height: side, channels: 3 } })
    .toFormat(format, { lossless: format === 'webp' })
    .toBuffer()

/** A kind of broken file: its extension, why it is to be left out, and the bytes of the i-th of `count`. */
interface BrokenKind {
  kind: string
  extension: string
  reason: RegExp
  bytes(index: number, count: number): Buffer
}

const cutShort = /^(truncated|damaged)$/

function changed(bytes: Buffer, change: (copy: Buffer) => void): Buffer {
  const copy = Buffer.from(bytes)
  change(copy)
  return copy
}

async function describeKinds(): Promise<BrokenKind[]> {
  const whole = Object.fromEntries(
    await Promise.all(formats.map(async (format) => [format, await encode(format)] as const)),
  ) as Record<Format, Buffer>
  const least = { png: 9, jpeg: 4, webp: 13, gif: 7, avif: 40 }
  const truncated = formats.map((format): BrokenKind => {
    const room = whole[format].length - least[format] - (format === 'gif' ? 3 : 1)
    const cut = (part: number) => whole[format].subarray(0, least[format] + Math.floor(room * part))
    const bytes = (index: number, count: number) => cut(index / Math.max(1, count - 1))
    return { kind: `truncated-${format}`, extension: format, reason: cutShort, bytes }
  })
  const frame = whole.gif.indexOf(Buffer.from([0x2c, 0, 0, 0, 0, side, 0, side, 0]))
  const text = (kind: string, extension: string, content: string, reason: RegExp): BrokenKind => {
    return { kind, extension, reason, bytes: (index) => Buffer.from(`${content}${index}`, 'latin1') }
  }
  return [
    ...truncated,
    { kind: 'no-bytes', extension: 'png', reason: /^empty$/, bytes: () => Buffer.alloc(0) },
    text('text-named-jpg', 'jpg', 'この画像は存在しません ', /^not-an-image$/),
    text('page-named-png', 'png', '<!DOCTYPE html><title>404</title>', /^not-an-image$/),
    text('pdf-named-jpeg', 'jpeg', '%PDF-1.7\n', /^not-an-image$/),
    text(
      'svg',
      'svg',
      '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
      /^unsupported-kind$/,
    ),
    text('bmp', 'bmp', 'BM', /^unsupported-kind$/),
    text('heic-named-jpg', 'jpg', '\0\0\0\x18ftypheic\0\0\0\0mif1heic', /^unsupported-kind$/),
    {
      ...{ kind: 'random-bytes', extension: 'webp', reason: /^not-an-image$/ },
      bytes: (index) => Buffer.from(Array.from({ length: 200 }, (_, i) => (i * 31 + index * 17) % 256)),
    },
    {
      ...{ kind: 'png-bomb', extension: 'png', reason: /^too-many-pixels$/ },
      bytes: (index) =>
        changed(whole.png, (png) => [16, 20].map((at) => png.writeUInt32BE(40_000 + index, at))),
    },
    {
      ...{ kind: 'gif-bomb', extension: 'gif', reason: /^too-many-pixels$/ },
      bytes: (index) =>
        changed(whole.gif, (gif) => [5, 7].map((at) => gif.writeUInt16LE(60_000 + index, frame + at))),
    },
    {
      ...{ kind: 'webp-bomb', extension: 'webp', reason: /^too-many-pixels$/ },
      // VP8L: behind a signature byte, width and height less one in 14 bits each.
      bytes: (index) =>
        changed(whole.webp, (webp) => webp.writeUInt32LE((16_382 - index) | (16_382 << 14), 21)),
    },
    {
      ...{ kind: 'jpeg-bomb', extension: 'jpg', reason: /^too-many-pixels$/ },
      bytes: (index) =>
        changed(whole.jpeg, (jpeg) => {
          const header = jpeg.indexOf(Buffer.from([0xff, 0xc0]))
          jpeg.writeUInt16BE(65_000 - index, header + 5)
          jpeg.writeUInt16BE(65_000, header + 7)
        }),
    },
    {
      ...{ kind: 'png-wrong-checksum', extension: 'png', reason: /^damaged$/ },
      bytes: (index) => changed(whole.png, (png) => png.writeUInt32BE(index, png.length - 16)),
    },
    {
      ...{ kind: 'jpeg-wrong-marker', extension: 'jpg', reason: /^damaged$/ },
      bytes: (index) =>
        changed(whole.jpeg, (jpeg) => jpeg.set([0xff, 0xd0 + (index % 8)], jpeg.length - 300 + index)),
    },
    {
      ...{ kind: 'webp-wrong-pixels', extension: 'webp', reason: /^damaged$/ },
      bytes: (index) => changed(whole.webp, (webp) => webp.fill(255, 60 + index, 90)),
    },
    {
      ...{ kind: 'gif-wrong-codes', extension: 'gif', reason: /^(damaged|truncated)$/ },
      bytes: (index) => changed(whole.gif, (gif) => gif.fill(255, gif.length - 300 - index, gif.length - 10)),
    },
  ]
}

/** What stands in a folder and is no file: links in and out, in circles, to nothing; pipes; files of great length. */
async function writeSpecial(dir: string, count: number): Promise<BrokenFile[]> {
  const broken: BrokenFile[] = []
  const targets = ['/etc/passwd', '/etc', '..', '.', 'nothing', 'link-1.png']
  for (let index = 0; index < count; index++) {
    const name = `special/link-${index}.png`
    await symlink(targets[index % targets.length]!, join(dir, name))
    broken.push({ kind: 'link', name, reason: /^symbolic-link$/ })
    const folder = `special/linked-folder-${index}`
    await symlink(targets[1 + (index % 3)]!, join(dir, folder))
    broken.push({ kind: 'link-to-folder', name: folder, reason: /^symbolic-link$/ })
    const pipe = `special/pipe-${index}.jpg`
    await promisify(execFile)('mkfifo', [join(dir, pipe)])
    broken.push({ kind: 'pipe', name: pipe, reason: /^not-a-file$/ })
    const long = `special/long-${index}.png`
    await writeFile(join(dir, long), '')
    await truncate(join(dir, long), 2 ** 28 + index)
    broken.push({ kind: 'too-long', name: long, reason: /^too-many-bytes$/ })
  }
  return broken
}

/** Writes `count` files of each of the kinds below a folder; needs `mkfifo`. */
export async function writeBrokenFiles(dir: string, count: number): Promise<BrokenFile[]> {
  const broken: BrokenFile[] = []
  for (const { kind, extension, reason, bytes } of await describeKinds()) {
    for (let index = 0; index < count; index++) {
      const name = `${kind}/${index}.${extension}`
      await mkdir(dirname(join(dir, name)), { recursive: true })
      await writeFile(join(dir, name), bytes(index, count))
      broken.push({ kind, name, reason })
    }
  }
  await mkdir(join(dir, 'special'), { recursive: true })
  return [...broken, ...(await writeSpecial(dir, count))]
}
