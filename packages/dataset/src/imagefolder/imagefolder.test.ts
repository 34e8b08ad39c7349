import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AnimeganError, animeTags, animeTagsWithYear, type TagSchema } from '@animegan/core'
import sharp from 'sharp'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openImagefolder } from './imagefolder.js'
import { loadTrainingData } from './training-data.js'

let dir: string
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'animegan-imagefolder-'))
})
afterEach(() => rm(dir, { recursive: true, force: true }))

type Rgb = readonly [number, number, number]

async function writeImage(name: string, [r, g, b]: Rgb, format: 'png' | 'jpeg', side = 16): Promise<void> {
  const create = { width: side, height: side, channels: 3 as const, background: { r, g, b } }
  await writeFile(join(dir, name), await sharp({ create }).toFormat(format).toBuffer())
}

const writeLines = (...lines: unknown[]) =>
  writeFile(
    join(dir, 'metadata.jsonl'),
    lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'),
  )

const messageOf = async (work: Promise<unknown>): Promise<string> => {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (!AnimeganError.isInstance(error)) throw new Error(`expected an AnimeganError, got ${String(error)}`)
  expect(error.code).toBe('INVALID_DATA')
  return error.message
}

describe('openImagefolder', () => {
  it('decodes PNG, JPEG, gray and transparent images of any size to RGB', async () => {
    await writeImage('a.png', [10, 200, 30], 'png')
    await writeImage('b.jpg', [10, 200, 30], 'jpeg', 50)
    await sharp({ create: { width: 9, height: 9, channels: 3, background: '#808080' } })
      .toColourspace('b-w')
      .png()
      .toFile(join(dir, 'c.png'))
    await sharp({
      create: { width: 16, height: 16, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } },
    })
      .png()
      .toFile(join(dir, 'd.png'))
    await writeLines(...['a.png', 'b.jpg', 'c.png', 'd.png'].map((name) => ({ file_name: name, tags: [] })))
    const folder = await openImagefolder(dir, animeTags)
    const first = async (index: number) => [...(await folder.read(index, 16)).subarray(0, 3)]
    expect(await first(0)).toEqual([10, 200, 30])
    for (const [index, value] of (await first(1)).entries()) {
      expect(Math.abs(value - [10, 200, 30][index]!)).toBeLessThan(4)
    }
    expect(await first(2)).toEqual([128, 128, 128])
    expect(await first(3)).toEqual([255, 255, 255])
    expect(await folder.read(1, 8)).toHaveLength(8 * 8 * 3)
  })

  it('keeps one split and encodes the year', async () => {
    await writeLines({ file_name: 'a.png', tags: ['smile'], split: 'test', year: 2017 }, '', {
      file_name: 'b.png',
      tags: [],
      year: 2006.5,
    })
    const folder = await openImagefolder(dir, animeTagsWithYear, { split: 'test' })
    expect(folder.size).toBe(1)
    expect(folder.condition(0).at(-1)).toBe(1)
    const train = await openImagefolder(dir, animeTagsWithYear, { split: 'train' })
    expect(train.condition(0).at(-1)).toBe(-0.5)
    // The caller's schema decides: without the attribute the year is passed over.
    expect((await openImagefolder(dir, animeTags)).condition(0)).toHaveLength(34)
  })

  it.each([
    [{}, 'needs a number as "year", and this picture has none; add it'],
    [{ year: null }, 'needs a number as "year", and this picture has none'],
    [
      { year: 2021 },
      'attribute "year": expected a number from 1999.5 to 2020.5 (trained on 2003 to 2017), got 2021',
    ],
    [{ year: 0 }, 'got 0'],
  ])('names the picture whose year is no good: %o', async (columns, message) => {
    await writeLines(
      { file_name: 'a.png', tags: [], year: 2020.5, split: 'test' },
      { file_name: 'b.png', tags: [], ...columns },
    )
    const opening = openImagefolder(dir, animeTagsWithYear)
    expect(await messageOf(opening)).toContain(`metadata.jsonl, record 2 (b.png): `)
    expect(await messageOf(openImagefolder(dir, animeTagsWithYear, { split: 'train' }))).toContain(message)
    const test = await openImagefolder(dir, animeTagsWithYear, { split: 'test' })
    expect(test.condition(0).at(-1)).toBe(1.5)
    expect((await openImagefolder(dir, animeTags)).size).toBe(2)
  })

  it('reads an attribute from the column of its id', async () => {
    const labels = { en: 'shine', ja: '輝き', zh: '光泽' }
    const schema = {
      ...animeTagsWithYear,
      attributes: [{ id: 'hair-shine', labels, range: [0, 10] }],
    } satisfies TagSchema
    await writeLines({ file_name: 'a.png', tags: [], year: 2010, 'hair-shine': 7.5 })
    expect((await openImagefolder(dir, schema)).condition(0).at(-1)).toBe(0.5)
    await writeLines({ file_name: 'a.png', tags: [], 'hair-shine': 'much' })
    expect(await messageOf(openImagefolder(dir, schema))).toContain(
      'needs a number as "hair-shine", and this picture has "much"',
    )
  })

  it('says which line is wrong', async () => {
    const good = { file_name: 'a.png', tags: [] }
    const message = async (...lines: unknown[]) => {
      await writeLines(...lines)
      return messageOf(openImagefolder(dir, animeTags))
    }
    expect(await message(good, '', '{oops')).toMatch(/line 3: expected one JSON object/)
    expect(await message(good, { file_name: 'a.png', tags: 'smile' })).toMatch(/line 2: tags: .*got "smile"/)
    expect(await message(good, { file_name: '../a.png', tags: [] })).toMatch(/line 2: .*inside the data set/)
    expect(await message({ file_name: 'a.png', tags: ['smil'] })).toMatch(/tag "smil" is not in/)
    expect(await message('')).toMatch(/lists no image/)
    expect(await messageOf(openImagefolder(join(dir, 'absent'), animeTags))).toMatch(
      /cannot read .*metadata\.jsonl/,
    )
  })
})

describe('loadTrainingData', () => {
  it('puts images and conditions in the order of the metadata', async () => {
    const names = Array.from({ length: 20 }, (_, index) => `${index}.png`)
    for (const [index, name] of names.entries()) await writeImage(name, [index * 10, 0, 255], 'png')
    await writeLines(...names.map((name, index) => ({ file_name: name, tags: index % 2 ? ['smile'] : [] })))
    const data = await loadTrainingData(dir, { resolution: 16, schema: animeTags })
    expect(data.images).toHaveLength(20 * 16 * 16 * 3)
    expect(data.conditions).toHaveLength(20 * 34)
    const smile = animeTags.tags.findIndex(({ id }) => id === 'smile')
    for (let index = 0; index < 20; index++) {
      expect([...data.images.subarray(index * 768, index * 768 + 3)]).toEqual([index * 10, 0, 255])
      expect(data.conditions[index * 34 + smile]).toBe(index % 2 ? 1 : -1)
    }
  })

  it('puts the year after the tags, and refuses a picture without one', async () => {
    await writeImage('a.png', [9, 9, 9], 'png')
    await writeLines(
      { file_name: 'a.png', tags: ['smile'], year: 2003 },
      { file_name: 'a.png', tags: [], year: 2016 },
    )
    const data = await loadTrainingData(dir, { resolution: 16, schema: animeTagsWithYear })
    expect(data.conditions).toHaveLength(2 * 35)
    expect(data.conditions[34]).toBe(-1)
    expect(data.conditions[69]).toBeCloseTo(1 - 1 / 7, 6)
    await writeLines({ file_name: 'a.png', tags: [] })
    const load = loadTrainingData(dir, { resolution: 16, schema: animeTagsWithYear })
    expect(await messageOf(load)).toContain('(a.png): tag schema "anime-year" needs a number as "year"')
  })

  it.each(['png', 'jpeg'] as const)('names a missing and a truncated %s', async (format) => {
    await writeLines({ file_name: `a.${format}`, tags: [] })
    const load = () => messageOf(loadTrainingData(dir, { resolution: 16, schema: animeTags }))
    expect(await load()).toContain(`cannot read image ${join(dir, `a.${format}`)}`)
    const noise = Buffer.from(Array.from({ length: 768 }, (_, index) => (index * 7919) % 251))
    const image = sharp(noise, { raw: { width: 16, height: 16, channels: 3 } })
    const bytes = await image.toFormat(format).toBuffer()
    for (const length of [0, 20, 40, Math.floor(bytes.length * 0.7)]) {
      await writeFile(join(dir, `a.${format}`), bytes.subarray(0, length))
      expect(await load()).toMatch(/a\.(png|jpeg) is truncated or no image/)
    }
  })

  it('stops when aborted', async () => {
    await writeImage('a.png', [0, 0, 0], 'png')
    await writeLines({ file_name: 'a.png', tags: [] })
    const work = loadTrainingData(dir, { resolution: 16, schema: animeTags, signal: AbortSignal.abort() })
    await expect(work).rejects.toMatchObject({ code: 'ABORTED' })
  })
})
