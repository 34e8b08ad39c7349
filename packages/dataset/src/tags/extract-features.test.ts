import { mkdtemp, readdir, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { InferenceSession } from '@animegan/core'
import sharp from 'sharp'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openTinyEstimator, tinyManifest } from '../testing/tiny-estimator.js'
import { type ExtractFeaturesOptions, extractFeatures } from './extract-features.js'
import { createFeatureExtractor } from './feature-extractor.js'
import { storeFeatures } from './stored-features.js'

let folder: string
let session: InferenceSession
/** Pictures that went through the network. */
let runs: number
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'animegan-features-'))
  const opened = await openTinyEstimator()
  runs = 0
  session = {
    ...opened,
    run: (feeds) => {
      runs++
      return opened.run(feeds)
    },
  }
  for (let i = 0; i < count; i++) await writeImage(i)
})
afterEach(async () => {
  await session.dispose()
  await rm(folder, { recursive: true })
})

const count = 10
const writeImage = async (i: number) => {
  const create = { width: 2, height: 2, channels: 3 as const, background: `rgb(${i}, ${2 * i}, ${3 * i})` }
  await sharp({ create })
    .png()
    .toFile(join(folder, `${i}.png`))
}
const record = (name: string, rest = {}) => ({ file_name: name, tags: [], split: 'train', ...rest })
const records = Array.from({ length: count }, (_, i) => record(`${i}.png`))
const row = (i: number) =>
  [1, 2, 3].flatMap((factor) => new Array<number>(4).fill(Math.fround((factor * i) / 255)))

const extract = (some = records, options: Partial<ExtractFeaturesOptions> = {}) =>
  extractFeatures(some, {
    folder,
    extractor: createFeatureExtractor({ manifest: tinyManifest, session }),
    modelSha256: 'a',
    cache: join(folder, 'cache'),
    ...options,
  })

describe('extractFeatures', () => {
  it('gives a row for each record, in their order, and computes each once', async () => {
    const done: number[] = []
    const whole = await extract(records, { onProgress: (progress) => done.push(progress.done) })
    expect(whole).toEqual({
      size: 12,
      records,
      rejects: [],
      features: Float32Array.from(records.flatMap((_, i) => row(i))),
    })
    expect(done).toEqual(records.map((_, i) => i + 1))
    const some = await extract([records[7]!, records[2]!, records[7]!])
    expect([...some.features]).toEqual([...row(7), ...row(2), ...row(7)])
    expect(runs).toBe(count)
  })

  it('goes on where it was stopped, also in the middle of an entry', async () => {
    const controller = new AbortController()
    const stopped = extract(records, {
      signal: controller.signal,
      onProgress: ({ done }) => {
        if (done === 5) controller.abort()
      },
    })
    await expect(stopped).rejects.toThrow(expect.objectContaining({ code: 'ABORTED' }))
    const before = runs
    expect(before).toBeLessThan(count)
    const dir = join(folder, 'cache', (await readdir(join(folder, 'cache')))[0]!)
    const [file] = await readdir(dir)
    await truncate(join(dir, file!), (await stat(join(dir, file!))).size - 1)
    const { features } = await extract()
    expect([...features]).toEqual(records.flatMap((_, i) => row(i)))
    // All but the entry cut off were there.
    expect(runs).toBe(count + 1)
    expect(await readdir(dir)).toHaveLength(2)
  })

  it('computes again for another picture, model or scaling', async () => {
    await extract()
    await writeImage(20)
    const changed = await extract([record('20.png')])
    expect([...changed.features]).toEqual(row(20))
    expect(runs).toBe(count + 1)
    await extract(records.slice(0, 1), { modelSha256: 'b' })
    const preprocessing = { ...tinyManifest.preprocessing, scale: 1 }
    const extractor = createFeatureExtractor({ manifest: { ...tinyManifest, preprocessing }, session })
    const { features } = await extract(records.slice(1, 2), { extractor })
    expect(features[0]).toBe(1)
    expect(runs).toBe(count + 3)
  })

  it('leaves out what is missing or damaged', async () => {
    await writeFile(join(folder, 'broken.png'), '')
    const {
      records: kept,
      rejects,
      features,
    } = await extract([record('broken.png'), records[3]!, record('none.png', { source: 'web' })])
    expect(kept).toEqual([records[3]])
    expect([...features]).toEqual(row(3))
    expect(rejects.map(({ name, reason, source }) => [name, reason, source])).toEqual([
      ['broken.png', 'damaged', undefined],
      ['none.png', 'missing', 'web'],
    ])
  })

  it('believes the hash in a record and uses what was computed under it', async () => {
    const sha256 = 'ab'.repeat(32)
    await extract([record('4.png', { sha256 })])
    const { features } = await extract([record('gone.png', { sha256 })])
    expect([...features]).toEqual(row(4))
  })

  it('says when the features cannot be kept', async () => {
    await writeFile(join(folder, 'file'), '')
    await expect(extract(records, { cache: join(folder, 'file') })).rejects.toThrow(
      expect.objectContaining({
        code: 'NOT_WRITABLE',
        message: expect.stringContaining('cannot write features to'),
      }),
    )
  })
})

describe('storeFeatures', () => {
  it('leaves the features on disk, to be read at any places or one after the other', async () => {
    await using stored = await storeFeatures([...records, record('absent.png')], {
      folder,
      extractor: createFeatureExtractor({ manifest: tinyManifest, session }),
      modelSha256: 'a',
      cache: join(folder, 'cache'),
    })
    expect(stored).toMatchObject({ size: 12, records, rejects: [{ name: 'absent.png', reason: 'missing' }] })
    expect(new Set(stored.hashes).size).toBe(count)
    expect([...(await stored.read([9, 0, 9]))]).toEqual([...row(9), ...row(0), ...row(9)])
    const batches: Float32Array[] = []
    for await (const batch of stored.readAll()) batches.push(batch)
    expect(batches.flatMap((batch) => [...batch])).toEqual(records.flatMap((_, i) => row(i)))
  })

  it('extracts those that are wanted and knows which pictures the others are', async () => {
    const extractor = createFeatureExtractor({ manifest: tinyManifest, session })
    const [extracted, wanted] = [vi.spyOn(extractor, 'extract'), [7, 2]]
    const options = { folder, extractor, modelSha256: 'a', cache: join(folder, 'cache-of-some') }
    await using some = await storeFeatures(records, { ...options, places: wanted })
    expect(extracted).toHaveBeenCalledTimes(2)
    expect([...(await some.read(wanted))]).toEqual(wanted.flatMap(row))
    await using all = await storeFeatures(records, options)
    expect(extracted).toHaveBeenCalledTimes(count)
    expect(all.hashes).toEqual(some.hashes)
  })
})
