import { copyFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { InferenceSession } from '@animegan/core'
import sharp from 'sharp'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openTinyEstimator, tinyManifest } from '../testing/tiny-estimator.js'
import { createTagEstimator } from './tag-estimator.js'
import { type TagImagefolderOptions, tagImagefolder } from './tag-imagefolder.js'

let folder: string
let session: InferenceSession
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'animegan-tag-folder-'))
  session = await openTinyEstimator()
  for (const [name, background] of [
    ['a.png', '#ff0000'],
    ['b.png', '#0000ff'],
    ['c.png', '#00ff80'],
  ] as const) {
    const create = { width: 4, height: 4, channels: 3 as const, background }
    await sharp({ create }).png().toFile(join(folder, name))
  }
})
afterEach(async () => {
  await session.dispose()
  await rm(folder, { recursive: true })
})

const writeMetadata = (...records: object[]) =>
  writeFile(join(folder, 'metadata.jsonl'), records.map((record) => `${JSON.stringify(record)}\n`).join(''))
const read = (name: string) => readFile(join(folder, name), 'utf8')
const readLines = async (name: string) =>
  (await read(name))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
const tag = (options: Partial<TagImagefolderOptions> = {}) =>
  tagImagefolder(folder, {
    estimator: createTagEstimator({ manifest: tinyManifest, session }),
    modelSha256: 'a',
    ...options,
  })

describe('tagImagefolder', () => {
  it('rewrites tags and scores, and nothing else', async () => {
    await writeMetadata(
      { file_name: 'a.png', tags: ['green'], year: 2009, source: 'x', game: 7 },
      { file_name: 'c.png', tags: [] },
    )
    const { records } = await tag()
    expect(await readLines('metadata.jsonl')).toEqual(records)
    expect(records).toEqual([
      {
        file_name: 'a.png',
        tags: ['red'],
        scores: { red: 1, blue: 0, green: 0 },
        split: 'train',
        year: 2009,
        source: 'x',
        game: 7,
      },
      {
        file_name: 'c.png',
        tags: ['blue', 'green'],
        scores: { red: 0, blue: 0.502, green: 1 },
        split: 'train',
      },
    ])
    expect((await readdir(folder)).sort()).toEqual(['.pipeline', 'a.png', 'b.png', 'c.png', 'metadata.jsonl'])
    const first = await read('metadata.jsonl')
    await tag()
    expect(await read('metadata.jsonl')).toBe(first)
  })

  it('moves what cannot be read to the rejects, whole, once', async () => {
    const broken = { file_name: 'broken.png', tags: ['red'], year: 2001 }
    const earlier = { name: 'b.jpg', stage: 'detect', reason: 'no-face' }
    await writeFile(join(folder, 'rejects.jsonl'), `${JSON.stringify(earlier)}\n`)
    await writeFile(join(folder, 'broken.png'), 'PNG')
    for (let time = 0; time < 2; time++) {
      await writeMetadata({ file_name: 'a.png', tags: [] }, broken)
      expect((await tag()).records).toHaveLength(1)
      expect(await readLines('metadata.jsonl')).toHaveLength(1)
      expect(await readLines('rejects.jsonl')).toEqual([
        earlier,
        {
          name: 'broken.png',
          stage: 'estimate',
          reason: 'damaged',
          detail: expect.stringContaining('broken.png is truncated or no image'),
          record: { ...broken, split: 'train' },
        },
      ])
    }
  })

  it('takes a picture back that can be read again', async () => {
    await writeFile(join(folder, 'broken.png'), 'PNG')
    await writeMetadata({ file_name: 'broken.png', tags: [], year: 2001 }, { file_name: 'a.png', tags: [] })
    expect((await tag()).rejects).toHaveLength(1)
    await copyFile(join(folder, 'b.png'), join(folder, 'broken.png'))
    const { records, rejects } = await tag()
    expect(records).toMatchObject([
      { file_name: 'a.png', tags: ['red'] },
      { file_name: 'broken.png', tags: ['blue'], year: 2001 },
    ])
    expect(rejects).toEqual([])
    expect(await read('rejects.jsonl')).toBe('')
  })

  it('changes nothing when no picture can be read', async () => {
    await writeMetadata({ file_name: 'gone.png', tags: ['red'] })
    const before = await read('metadata.jsonl')
    await expect(tag()).rejects.toThrow(
      /has no picture that can be read: gone\.png cannot be read; nothing was changed/,
    )
    expect(await read('metadata.jsonl')).toBe(before)
    expect(await readdir(folder)).not.toContain('rejects.jsonl')
  })

  it('changes nothing when stopped, and goes on from there', async () => {
    const names = Array.from({ length: 8 }, (_, i) => `${i}.png`)
    for (const name of names) await copyFile(join(folder, 'b.png'), join(folder, name))
    await writeMetadata(...names.map((name) => ({ file_name: name, tags: [] })))
    const before = await read('metadata.jsonl')
    const controller = new AbortController()
    const stopped = tag({
      signal: controller.signal,
      onProgress: ({ done }) => {
        if (done === 1) controller.abort()
      },
    })
    await expect(stopped).rejects.toThrow(expect.objectContaining({ code: 'ABORTED' }))
    expect(await read('metadata.jsonl')).toBe(before)
    const progress: number[] = []
    const { records } = await tag({ onProgress: ({ done }) => progress.push(done) })
    expect(progress[0]).toBeGreaterThan(0)
    expect(progress.at(-1)).toBe(8)
    expect(records.map(({ file_name, tags }) => [file_name, ...tags])).toEqual(
      names.map((name) => [name, 'blue']),
    )
  })

  it('names a folder without metadata', async () => {
    await expect(tag()).rejects.toThrow(/cannot read .*metadata\.jsonl; .* should be a folder with images/)
  })
})
