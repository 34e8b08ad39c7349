import {
  appendFile,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  truncate,
  utimes,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { formatMetadata, type ImageRecord } from '../imagefolder/metadata.js'
import { readRecords } from '../imagefolder/read-records.js'
import { importDataset } from '../sources/import-dataset.js'
import { createImportWebdatasetStage } from '../sources/import-webdataset.js'
import { listTarEntries } from '../sources/tar-entries.js'
import { storeImage } from '../stages/image-store.js'
import { synthesizeDataset } from '../synthetic/synthesize-dataset.js'
import { packDataset } from './pack-dataset.js'

let root: string
let dir: string
let out: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'animegan-pack-'))
  dir = join(root, 'faces')
  out = join(root, 'shards')
})
afterEach(() => rm(root, { recursive: true, force: true }))

async function writeDataset(count: number): Promise<ImageRecord[]> {
  const records: ImageRecord[] = []
  for (let index = 0; index < count; index++) {
    const background = { r: index, g: 7 * index, b: 200 }
    const png = await sharp({ create: { width: 9, height: 7, channels: 3, background } })
      .png()
      .toBuffer()
    const origin = { name: `日本\n${index}.jpg`, work: `game-${index % 3}` }
    const about = {
      scores: { smile: 0.5 },
      year: 2000 + index,
      source: 'test',
      seed: index,
      own: { a: [null] },
    }
    const split = index % 4 === 0 ? 'test' : 'train'
    const image = await storeImage(dir, png)
    records.push({ ...image, tags: ['smile'], ...about, split, width: 9, height: 7, origin })
  }
  await writeFile(join(dir, 'metadata.jsonl'), formatMetadata(records))
  return records
}

const readAll = async (folder: string) => {
  const files = (await readdir(folder)).sort()
  return Object.fromEntries(
    await Promise.all(
      files.map(async (file) => [file, (await readFile(join(folder, file))).toString('latin1')]),
    ),
  ) as Record<string, string>
}

const importShards = (path: string, to: string) =>
  importDataset(createImportWebdatasetStage({ path }), { path, out: to })

describe('packDataset', () => {
  it('packs images and columns in order, and comes back the same', async () => {
    const records = await writeDataset(10)
    const packed = await packDataset(dir, out, { maxSamples: 4 })
    expect(packed).toMatchObject({ samples: 10, kept: 0 })
    expect(packed.shards.map(({ url, nsamples }) => [url, nsamples])).toEqual([
      ...[
        ['faces-000000.tar', 4],
        ['faces-000001.tar', 4],
        ['faces-000002.tar', 2],
      ],
    ])
    for (const { url, filesize } of packed.shards) expect((await stat(join(out, url))).size).toBe(filesize)
    const names: string[] = []
    for await (const { name } of listTarEntries(join(out, 'faces-000001.tar'))) names.push(name)
    expect(names.slice(0, 4)).toEqual(['00000004.png', '00000004.json', '00000005.png', '00000005.json'])

    const { records: back, rejects } = await importShards(out, join(root, 'back'))
    expect(rejects).toEqual([])
    expect(back).toEqual(records)
    expect(await readRecords(join(root, 'back'))).toEqual(records)
    for (const { file_name: name } of records) {
      expect(await readFile(join(root, 'back', name))).toEqual(await readFile(join(dir, name)))
    }
  })

  it('brings back the pixels of a data set that names its images otherwise', async () => {
    await synthesizeDataset({ count: 6, size: 16, seed: 3, out: dir })
    await packDataset(dir, out)
    const { records } = await importShards(out, join(root, 'back'))
    const before = await readRecords(dir)
    for (const [
      index,
      { file_name: name, sha256: _, width, height, origin, ...columns },
    ] of records.entries()) {
      const { file_name: old, ...kept } = before[index]!
      expect(columns).toEqual(kept)
      expect([width, height]).toEqual([16, 16])
      expect(origin).toEqual({ name: `faces-000000.tar/0000000${index}.png` })
      const [a, b] = await Promise.all(
        [join(dir, old), join(root, 'back', name)].map((path) => sharp(path).raw().toBuffer()),
      )
      expect(a).toEqual(b)
    }
  })

  it('gives the same bytes whatever the times of the files are', async () => {
    await writeDataset(5)
    await packDataset(dir, out, { maxSamples: 2 })
    const first = await readAll(out)
    expect(Object.keys(first)).toEqual([
      'faces-000000.tar',
      'faces-000001.tar',
      'faces-000002.tar',
      'shards.json',
    ])
    for (const { file_name: name } of await readRecords(dir)) await utimes(join(dir, name), 1, 1)
    await packDataset(dir, join(root, 'again'), { maxSamples: 2 })
    expect(await readAll(join(root, 'again'))).toEqual(first)
    // ustar: mode, owner and group in octal, then size and time.
    expect(first['faces-000000.tar']!.slice(100, 124)).toBe('000644 \x00000000 \x00000000 \x00')
    expect(first['faces-000000.tar']!.slice(136, 148)).toBe('00000000000 ')
  })

  it('keeps to the bytes that it is told, and to one split', async () => {
    await writeDataset(8)
    const { shards } = await packDataset(dir, out, { maxBytes: 8000, split: 'train', name: 'train' })
    expect(shards.length).toBeGreaterThan(1)
    expect(shards.reduce((total, { nsamples }) => total + nsamples, 0)).toBe(6)
    for (const { url, filesize } of shards) {
      expect(url).toMatch(/^train-\d{6}\.tar$/)
      expect(filesize).toBeLessThanOrEqual(8000)
    }
    expect((await packDataset(dir, out, { maxBytes: 1, name: 'alone' })).shards).toHaveLength(8)
  })

  it('goes on where it was stopped, writes damaged shards anew, and removes what is left over', async () => {
    await writeDataset(9)
    const whole = join(root, 'whole')
    await packDataset(dir, whole, { maxSamples: 2 })
    const controller = new AbortController()
    const onProgress = ({ done }: { done: number }) => done === 4 && controller.abort()
    const stopped = packDataset(dir, out, { maxSamples: 2, signal: controller.signal, onProgress })
    await expect(stopped).rejects.toMatchObject({ code: 'ABORTED' })
    expect(Object.keys(await readAll(out))).toEqual(['faces-000000.tar', 'faces-000001.tar', 'shards.json'])
    await truncate(join(out, 'faces-000001.tar'), 1000)
    expect(await packDataset(dir, out, { maxSamples: 2 })).toMatchObject({ kept: 1 })
    expect(await readAll(out)).toEqual(await readAll(whole))
    expect(await packDataset(dir, out, { maxSamples: 2 })).toMatchObject({ kept: 5 })
    expect(await packDataset(dir, out, { maxSamples: 5 })).toMatchObject({ kept: 0 })
    expect(Object.keys(await readAll(out))).toEqual(['faces-000000.tar', 'faces-000001.tar', 'shards.json'])
  })

  it('refuses what is not whole', async () => {
    const refused = (message: RegExp) => ({ code: 'INVALID_DATA', message: expect.stringMatching(message) })
    await expect(packDataset(dir, out)).rejects.toMatchObject(refused(/metadata\.jsonl/))
    const [record] = await writeDataset(3)
    await expect(packDataset(dir, out, { split: 'none' })).rejects.toMatchObject(
      refused(/no record of split/),
    )
    await expect(packDataset(dir, out, { name: '../x' })).rejects.toMatchObject({ code: 'INVALID_OPTION' })
    await appendFile(join(dir, record!.file_name), 'x')
    await expect(packDataset(dir, out)).rejects.toMatchObject(refused(/not the one whose sha256/))
    expect(await readdir(out)).toEqual([])
    await rm(join(dir, record!.file_name))
    await expect(packDataset(dir, out)).rejects.toMatchObject(
      refused(/is missing; see animegan dataset verify/),
    )
    await writeFile(join(root, 'file'), '')
    await writeDataset(1)
    await expect(packDataset(dir, join(root, 'file'))).rejects.toMatchObject({ code: 'NOT_WRITABLE' })
  })
})

it('makes its folder', async () => {
  await mkdir(dir, { recursive: true })
  await writeDataset(1)
  await packDataset(dir, join(root, 'a/b/c'))
  expect(await readdir(join(root, 'a/b/c'))).toEqual(['faces-000000.tar', 'shards.json'])
})
