import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { animeTags, animeTagsWithYear } from '@animegan/core'
import sharp from 'sharp'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { storeImage } from '../stages/image-store.js'
import { synthesizeDataset } from '../synthetic/synthesize-dataset.js'
import { verifyDataset } from './verify-dataset.js'

let dir: string
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'animegan-verify-'))
})
afterEach(() => rm(dir, { recursive: true, force: true }))

let next = 0
/** A sound record with an image of its own, and what is different about it. */
async function make(changes: object = {}) {
  const background = { r: next % 256, g: (next * 7) % 256, b: 99 }
  next++
  const noise = { type: 'gaussian', mean: 128, sigma: 40 } as const
  const png = await sharp({ create: { width: 9, height: 7, channels: 3, background, noise } })
    .png()
    .toBuffer()
  const image = await storeImage(dir, png)
  return {
    ...image,
    tags: ['blonde-hair', 'blue-eyes', 'smile'],
    split: 'train',
    width: 9,
    height: 7,
    ...changes,
  }
}

const write = (...lines: unknown[]) =>
  writeFile(
    join(dir, 'metadata.jsonl'),
    lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'),
  )

/** Verifies one record that differs from a sound one. */
async function verifyOne(changes: object, schema = animeTags) {
  await write(await make(), await make(changes))
  const { problems } = await verifyDataset(dir, schema)
  expect(problems.every(({ line }) => line === 2)).toBe(true)
  return problems.map(({ code, detail }) => [code, detail])
}

describe('verifyDataset', () => {
  it('finds nothing wrong with a synthetic data set', async () => {
    await synthesizeDataset({ count: 12, size: 16, seed: 1, out: dir, schema: 'anime-year' })
    const progress: number[] = []
    const onProgress = ({ done }: { done: number }) => progress.push(done)
    expect(await verifyDataset(dir, animeTagsWithYear, { onProgress })).toEqual({
      ...{ records: 12, labelsChecked: true, counts: {}, problems: [] },
    })
    expect(progress).toHaveLength(12)
  })

  it('reports every bad line, and goes on', async () => {
    await write(
      await make(),
      '{oops',
      '',
      { file_name: '../a.png', tags: [] },
      await make({ tags: 'smile' }),
      await make({ tags: ['smil'] }),
    )
    const { records, problems, counts } = await verifyDataset(dir, animeTags)
    expect(records).toBe(2)
    expect(
      problems.filter(({ code }) => code === 'bad-line').map(({ line, detail }) => [line, detail]),
    ).toEqual([
      [2, expect.stringMatching(/^expected one JSON object, got \{oops/)],
      [4, expect.stringMatching(/^file_name: .*inside the data set.*"\.\.\/a\.png"/)],
      [5, expect.stringMatching(/^tags: expected array.*got "smile"/)],
    ])
    // The picture of line 5 is then listed by no line.
    expect(counts).toEqual({ 'bad-line': 3, 'unknown-tag': 1, 'missing-tag': 2, 'unlisted-image': 1 })
    expect(problems.find(({ code }) => code === 'unknown-tag')).toMatchObject({
      ...{ line: 6, detail: 'tag "smil" is not in tag schema "anime"' },
    })
  })

  it('looks at every image', async () => {
    const [gone, cut, other, big, good] = [
      await make(),
      await make(),
      await make(),
      await make({ width: 10 }),
      await make(),
    ]
    await rm(join(dir, gone.file_name))
    await truncate(join(dir, cut.file_name), 120)
    const { sha256: _, ...another } = other
    await write(gone, cut, { ...another, sha256: good.sha256 }, big, good, good)
    await writeFile(join(dir, 'stray.webp'), '')
    await writeFile(join(dir, 'notes.txt'), '')
    const { problems } = await verifyDataset(dir, animeTags)
    expect(problems.map(({ line, code, detail }) => [line, code, detail])).toEqual([
      [1, 'missing-image', 'it cannot be read: it is not there'],
      [2, 'wrong-hash', expect.stringMatching(/sha256 is [0-9a-f]{64}, the record's/)],
      [2, 'bad-image', 'the png file ends before the picture does'],
      [3, 'wrong-hash', expect.any(String)],
      [4, 'wrong-size', 'the picture is 9 x 7, and the record says 10 x 7'],
      [6, 'repeated-file-name', 'line 5 has the same image'],
      [undefined, 'unlisted-image', expect.any(String)],
    ])
    expect(problems.at(-1)?.file_name).toBe('stray.webp')
  })

  it.each([
    [{ tags: ['blue-eyes'] }, 'missing-tag', 'no tag says the hair colour'],
    [
      { tags: ['blue-eyes', 'red-eyes', 'red-hair'] },
      'contradicting-tags',
      'blue-eyes and red-eyes are both on, and a face has one eye colour',
    ],
    [{ scores: { smile: 1.2 } }, 'bad-score', 'the score of smile is 1.2, not from 0 to 1'],
    [{ scores: { smile: 0.01 } }, 'contradicting-score', 'smile is on, but its score is 0.01'],
    [{ scores: { hat: 0.99 } }, 'contradicting-score', 'hat is off, but its score is 0.99'],
    [
      { scores: { 'blonde-hair': 0.1, 'red-hair': 0.8 } },
      'contradicting-score',
      'blonde-hair is on, but its score is 0.1',
    ],
    [{ year: 20100 }, 'bad-year', expect.stringMatching(/^year 20100 is not from 1950 to 20\d\d$/)],
  ])('holds labels against common sense: %o', async (changes, code, detail) => {
    expect(await verifyOne(changes)).toEqual([[code, detail]])
  })

  it('lets pass what may be', async () => {
    const scores = { smile: 0.3, hat: 0.6, 'blonde-hair': 0.2, 'red-hair': 0.15 }
    const retagged = await make({ scores: { smile: 0.01 }, review: 'accepted' })
    await write(await make({ scores, year: null }), retagged, await make({ scores: {}, review: 'rejected' }))
    expect(await verifyDataset(dir, animeTags)).toMatchObject({ records: 3, problems: [] })
  })

  it('asks for the attributes of the schema', async () => {
    await write(await make({ year: 2005 }), await make({ year: 1990 }), await make())
    const { problems } = await verifyDataset(dir, animeTagsWithYear)
    expect(problems.map(({ line, code, detail }) => [line, code, detail])).toEqual([
      [2, 'bad-year', expect.stringMatching(/^attribute "year": expected a number from 1999.5/)],
      [3, 'bad-year', expect.stringMatching(/needs a number as "year", and this picture has none/)],
    ])
  })

  it('does not ask for tags where there are none yet', async () => {
    await write(await make({ tags: [] }), await make({ tags: [], year: 20100 }))
    expect(await verifyDataset(dir, animeTags)).toMatchObject({ labelsChecked: false, problems: [] })
  })

  it('finds what is torn between splits', async () => {
    const image = await make()
    const origin = { name: 'a', work: 'game' }
    await write(
      ...[
        image,
        { ...image, split: 'test' },
        await make({ duplicates: 'g' }),
        await make({ duplicates: 'g', split: 'test' }),
      ],
      ...[await make({ origin }), await make({ origin, split: 'validation' }), await make({ origin })],
      ...[await make({ relatives: 'r' }), await make({ relatives: 'r', split: 'test' })],
      ...[await make({ origin: { picture: 'p' } }), await make({ origin: { picture: 'p' }, split: 'test' })],
    )
    const { problems } = await verifyDataset(dir, animeTags)
    expect(problems.map(({ line, code }) => [line, code])).toEqual([
      [2, 'repeated-file-name'],
      [2, 'image-in-two-splits'],
      [4, 'duplicates-in-two-splits'],
      [6, 'work-in-two-splits'],
      [9, 'relatives-in-two-splits'],
      [11, 'picture-in-two-splits'],
    ])
    expect(problems[3]?.detail).toBe('it is in split validation, and the same work in line 5 is in train')
  })

  it('stops when aborted, and says when there is no data set', async () => {
    await write(await make())
    const signal = AbortSignal.abort()
    await expect(verifyDataset(dir, animeTags, { signal })).rejects.toMatchObject({ code: 'ABORTED' })
    await expect(verifyDataset(join(dir, 'no'), animeTags)).rejects.toMatchObject({ code: 'INVALID_DATA' })
  })
})
