import { crc32 } from 'node:zlib'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { importPicture } from './import-picture.js'
import { listPngChunks } from './png-chunks.js'

const side = 48
/** Four quarters: red, green; blue, white. */
const quarters = Buffer.from(
  Array.from({ length: side * side }, (_, index) => {
    const right = index % side >= side / 2
    const below = index >= (side * side) / 2
    if (below) return right ? [255, 255, 255] : [0, 0, 255]
    return right ? [0, 255, 0] : [255, 0, 0]
  }).flat(),
)
const noise = Buffer.from(Array.from({ length: side * side * 3 }, (_, index) => (index * 7919) % 251))
const raw = (data = quarters) => sharp(data, { raw: { width: side, height: side, channels: 3 } })

async function importWell(bytes: Uint8Array) {
  const picture = await importPicture(bytes)
  if ('reason' in picture) throw new Error(`${picture.reason}: ${picture.detail}`)
  const { data, info } = await sharp(picture.png).raw().toBuffer({ resolveWithObject: true })
  expect([info.width, info.height, info.channels]).toEqual([picture.width, picture.height, 3])
  const at = (x: number, y: number) => [
    ...data.subarray((y * info.width + x) * 3, (y * info.width + x) * 3 + 3),
  ]
  return { ...picture, data, corners: [at(4, 4), at(picture.width - 5, 4), at(4, picture.height - 5)] }
}

const near = (colors: number[][], tolerance: number) =>
  colors.map((color) => color.map((value) => expect.closeTo(value, -Math.log10(2 * tolerance))))

const refusal = async (bytes: Uint8Array, limits = {}) => {
  const result = await importPicture(bytes, limits)
  if (!('reason' in result)) throw new Error('expected a refusal')
  return result
}

describe('importPicture', () => {
  it.each(['png', 'jpeg', 'webp', 'gif', 'avif'] as const)('brings in a %s', async (format) => {
    const picture = await importWell(await raw().toFormat(format, { quality: 95 }).toBuffer())
    expect(picture.kind).toBe(format)
    expect(picture.corners).toEqual(
      near(
        [
          [255, 0, 0],
          [0, 255, 0],
          [0, 0, 255],
        ],
        12,
      ),
    )
  })

  it('turns pictures upright as their EXIF says, and keeps nothing of it', async () => {
    const exif = { IFD0: { Copyright: 'secret', Make: 'secret' }, IFD3: { GPSLatitude: '51/1 30/1 0/1' } }
    const jpeg = await raw().withExif(exif).withMetadata({ orientation: 6 }).jpeg({ quality: 95 }).toBuffer()
    expect(jpeg.includes('Exif')).toBe(true)
    const picture = await importWell(jpeg)
    expect(picture.corners).toEqual(
      near(
        [
          [0, 0, 255],
          [255, 0, 0],
          [255, 255, 255],
        ],
        12,
      ),
    )
    expect(listPngChunks(picture.png).types).toEqual(['IHDR', 'pHYs', 'IDAT', 'IEND'])
    const flat = await sharp(jpeg).rotate(90).raw().toBuffer()
    expect(picture.data).toEqual(flat)
  })

  it('brings 16 bits, grey, CMYK and wide colours to 8-bit sRGB', async () => {
    const deep = await raw(noise).toColourspace('rgb16').png().toBuffer()
    expect((await sharp(deep).metadata()).depth).toBe('ushort')
    expect((await importWell(deep)).data).toEqual(noise)

    const cmyk = await raw().toColourspace('cmyk').jpeg({ quality: 95 }).toBuffer()
    expect((await sharp(cmyk).metadata()).space).toBe('cmyk')
    // Inks reach less far than light, so the colours are duller, but the greatest part stays the greatest.
    const { corners } = await importWell(cmyk)
    expect(corners.map((color) => color.indexOf(Math.max(...color)))).toEqual([0, 1, 2])
    expect(corners.every((color) => Math.max(...color) - Math.min(...color) > 100)).toBe(true)

    const wide = await raw(noise).withIccProfile('p3').png().toBuffer()
    expect((await sharp(wide).metadata()).hasProfile).toBe(true)
    const [there, back] = [noise, (await importWell(wide)).data]
    const off = there.map((value, index) => Math.abs(value - back[index]!))
    // Colours out of P3's reach are cut off on the way there; the rest come back.
    expect(off.filter((value) => value <= 4).length / off.length).toBeGreaterThan(0.9)

    for (const space of ['b-w', 'grey16']) {
      const gray = (await importWell(await raw().toColourspace(space).png().toBuffer())).corners
      expect(gray.map(([r, g, b]) => r === g && g === b)).toEqual([true, true, true])
      expect(gray[0]?.[0]).toBeGreaterThan(gray[2]![0]!)
    }
  })

  it('puts what is transparent on white', async () => {
    for (const alpha of [0, 0.5]) {
      const { corners } = await importWell(await raw().ensureAlpha(alpha).png().toBuffer())
      const white = 255 * (1 - alpha)
      expect(corners).toEqual(
        near(
          [
            [255, white, white],
            [white, 255, white],
            [white, white, 255],
          ],
          2,
        ),
      )
    }
    const deep = await raw().ensureAlpha(0.5).toColourspace('rgb16').png().toBuffer()
    expect((await importWell(deep)).corners[0]).toEqual(near([[255, 128, 128]], 2)[0])
  })

  it.each(['gif', 'webp'] as const)('takes the first frame of an animated %s', async (format) => {
    const frames = Buffer.concat([quarters, Buffer.alloc(quarters.length, 9)])
    const options = { raw: { width: side, height: side * 2, channels: 3, pageHeight: side } } as const
    const animated = await sharp(frames, options).toFormat(format, { lossless: true }).toBuffer()
    expect((await sharp(animated).metadata()).pages).toBe(2)
    const picture = await importWell(animated)
    expect([picture.width, picture.height]).toEqual([side, side])
    expect(picture.corners).toEqual(
      near(
        [
          [255, 0, 0],
          [0, 255, 0],
          [0, 0, 255],
        ],
        12,
      ),
    )
  })

  it('gives the same bytes each time, and keeps what is already plain', async () => {
    const jpeg = await raw(noise).jpeg().toBuffer()
    const [first, second] = await Promise.all([importWell(jpeg), importWell(jpeg)])
    expect(first.png).toEqual(second.png)
    expect((await importWell(first.png)).png).toBe(first.png)
    const other = await raw(noise).png({ compressionLevel: 9 }).toBuffer()
    expect((await importWell(other)).png).toBe(other)
    for (const changed of [
      Buffer.concat([other, Buffer.from('tail')]),
      withChunk(other, 'tEXt', 'a\0secret'),
    ]) {
      const { png, data } = await importWell(changed)
      expect(png).not.toEqual(changed)
      expect(Buffer.from(png).includes('secret') || Buffer.from(png).includes('tail')).toBe(false)
      expect(data).toEqual(noise)
    }
  })

  it('refuses what promises too much before decoding it', async () => {
    const png = await raw().png().toBuffer()
    png.writeUInt32BE(60_000, 16)
    png.writeUInt32BE(60_000, 20)
    const gif = await raw().gif().toBuffer()
    const frame = gif.indexOf(Buffer.from([0x2c, 0, 0, 0, 0, side, 0, side, 0]))
    gif.fill(255, frame + 5, frame + 9)
    const webp = Buffer.from('RIFF....WEBPVP8X', 'latin1')
    const header = Buffer.concat([webp, Buffer.from([10, 0, 0, 0, 0, 0, 0, 0, 255, 63, 0, 255, 63, 0])])
    header.writeUInt32LE(header.length - 8, 4)
    for (const bomb of [png, gif]) {
      expect(await refusal(bomb)).toMatchObject({
        reason: 'too-many-pixels',
        detail: expect.stringMatching(/67,108,864 is the limit/),
      })
    }
    expect((await refusal(header)).reason).toMatch(/too-many-pixels|damaged/)
    const small = await raw().jpeg().toBuffer()
    expect(await refusal(small, { maxPixels: side * side - 1 })).toEqual({
      reason: 'too-many-pixels',
      detail: 'its header promises 48 x 48, 2,304 pixels, and 2,303 is the limit',
    })
    expect(await importPicture(small, { maxPixels: side * side })).not.toHaveProperty('reason')
    expect(await refusal(small, { maxBytes: small.length - 1 })).toMatchObject({ reason: 'too-many-bytes' })
    expect(await importPicture(small, { maxBytes: small.length })).not.toHaveProperty('reason')
  })

  it('says what a file is that is no picture of these', async () => {
    const cases: [string | Buffer, string, RegExp][] = [
      ['', 'empty', /no bytes/],
      ['once upon a time', 'not-an-image', /it is text; PNG/],
      ['これは画像ではない', 'not-an-image', /it is text/],
      ['<!DOCTYPE html><svg></svg>', 'not-an-image', /an HTML page/],
      ['%PDF-1.7', 'not-an-image', /a PDF/],
      ['PK\x03\x04', 'not-an-image', /an archive/],
      [Buffer.alloc(99), 'not-an-image', /no known kind/],
      ['<?xml version="1.0"?>\n<!-- x -->\n<svg width="9" height="9"></svg>', 'unsupported-kind', /an SVG/],
      ['BM......', 'unsupported-kind', /a BMP/],
      ['\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'unsupported-kind', /a HEIC/],
      ['\0\0\0\x18ftypisom\0\0\0\0isommp41', 'not-an-image', /a video/],
      [await raw().tiff().toBuffer(), 'unsupported-kind', /a TIFF/],
    ]
    for (const [content, reason, detail] of cases) {
      const bytes = typeof content === 'string' ? Buffer.from(content) : content
      expect(await refusal(bytes)).toEqual({ reason, detail: expect.stringMatching(detail) })
    }
  })

  it.each(['png', 'jpeg', 'webp', 'gif', 'avif'] as const)(
    'finds a %s cut short anywhere',
    async (format) => {
      const bytes = await raw(noise).toFormat(format, { quality: 95 }).toBuffer()
      const least = { png: 8, jpeg: 3, webp: 12, gif: 6, avif: 40 }[format]
      for (const part of [0.02, 0.2, 0.5, 0.8, 0.95]) {
        const cut = bytes.subarray(0, Math.max(least, Math.floor(bytes.length * part)))
        expect(await refusal(cut)).toMatchObject({ reason: expect.stringMatching(/^(truncated|damaged)$/) })
      }
      const last = format === 'gif' ? 3 : 1
      expect(await refusal(bytes.subarray(0, -last))).toMatchObject({ reason: 'truncated' })
    },
  )

  it('finds damage inside', async () => {
    const png = await raw(noise).png().toBuffer()
    png[png.length - 14]! ^= 255
    const jpeg = await raw(noise).jpeg().toBuffer()
    jpeg.set([0xff, 0xd0], jpeg.length - 500)
    const webp = await raw(noise).webp({ lossless: true }).toBuffer()
    webp[100]! ^= 255
    for (const bytes of [png, jpeg, webp]) {
      expect(await refusal(bytes)).toMatchObject({
        reason: 'damaged',
        detail: expect.stringMatching(/^the \w+ file is damaged \(\w/),
      })
    }
  })
})

/** Puts a chunk behind the header. */
function withChunk(png: Buffer, type: string, content: string): Buffer {
  const body = Buffer.from(type + content, 'latin1')
  const chunk = Buffer.alloc(body.length + 8)
  chunk.writeUInt32BE(content.length)
  body.copy(chunk, 4)
  chunk.writeUInt32BE(crc32(body), body.length + 4)
  return Buffer.concat([png.subarray(0, 33), chunk, png.subarray(33)])
}
