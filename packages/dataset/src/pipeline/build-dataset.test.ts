import { appendFile, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRandom } from '@animegan/core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ImageRecord } from '../imagefolder/metadata.js'
import { storeImage } from '../stages/image-store.js'
import type { CorpusStage, ItemStage } from '../stages/stage.js'
import { buildDataset } from './build-dataset.js'

let root: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'animegan-build-'))
})
afterEach(() => rm(root, { recursive: true, force: true }))

/** What the stages below were asked to work on. */
let worked: string[]
beforeEach(() => {
  worked = []
})

/** Makes an image of each number; every fifth is refused. */
const makeStage = (count: number, first = 0): ItemStage<number> => ({
  name: 'make',
  settings: { version: 1 },
  concurrency: 3,
  async *list() {
    for (let index = first; index < first + count; index++) yield { key: `item-${index}`, input: index }
  },
  async process(index, { folder }) {
    worked.push(`make ${index}`)
    const name = `item-${index}`
    if (index % 5 === 4) return { records: [], rejects: [{ name, stage: 'make', reason: 'fifth' }] }
    const image = await storeImage(folder, Buffer.from(`image of ${index}`))
    return { records: [{ ...image, tags: [], split: 'train', origin: { name } }], rejects: [] }
  },
})

/** Makes two records of each, with other images. */
const doubleStage = (settings: object = {}): ItemStage<ImageRecord> => ({
  name: 'double',
  settings,
  concurrency: 2,
  async *list(records) {
    for (const record of records) yield { key: String(record.sha256), input: record }
  },
  async process(record, { folder }) {
    worked.push(`double ${(record.origin as { name: string }).name}`)
    const images = ['a', 'b'].map((half) => storeImage(folder, Buffer.from(`${record.sha256} ${half}`)))
    return { records: (await Promise.all(images)).map((image) => ({ ...record, ...image })), rejects: [] }
  },
})

/** Keeps the first half: it must see all. */
const halveStage: CorpusStage = {
  name: 'halve',
  settings: {},
  async apply(records) {
    const half = Math.ceil(records.length / 2)
    const rejects = records
      .slice(half)
      .map(({ file_name: name }) => ({ name, stage: 'halve', reason: 'late' }))
    return { records: records.slice(0, half), rejects }
  },
}

/** Everything that a reader of the data set sees. */
async function readAll(dir: string): Promise<Record<string, string>> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true })
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(dir.length + 1))
    .filter((name) => !name.startsWith('.pipeline'))
    .sort()
  const texts = files.map(async (name) => [name, await readFile(join(dir, name), 'utf8')] as const)
  return Object.fromEntries(await Promise.all(texts))
}

const stagesFor = (count: number) => ({
  sources: [makeStage(count)],
  stages: [doubleStage(), halveStage, doubleStage({ again: 1 })],
})

describe('buildDataset', () => {
  it('writes what comes out of the stages, in the order of the items, and nothing else', async () => {
    const out = join(root, 'a')
    const outcome = await buildDataset({ sources: [makeStage(10)], stages: [doubleStage(), halveStage], out })
    const files = await readAll(out)
    const records = files['metadata.jsonl']!.trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(records.map(({ origin }) => origin.name)).toEqual(
      ['item-0', 'item-1', 'item-2', 'item-3'].flatMap((name) => [name, name]),
    )
    expect(Object.keys(files)).toHaveLength(8 + 2)
    for (const { file_name: name } of records) expect(files[name]).toMatch(/^[0-9a-f]{64} [ab]$/)
    expect(files['rejects.jsonl']!.trimEnd().split('\n')).toHaveLength(2 + 8)
    expect(outcome).toMatchObject({
      complete: true,
      counts: [
        { name: 'make', records: 8, rejects: 2 },
        { name: 'double', records: 16, rejects: 0 },
        { name: 'halve', records: 8, rejects: 8 },
      ],
    })
  })

  it('computes again only what changed, and drops the images that are no longer in it', async () => {
    const out = join(root, 'a')
    await buildDataset({ ...stagesFor(10), out })
    const before = await readAll(out)
    worked = []
    await buildDataset({ ...stagesFor(10), out })
    expect(worked).toEqual([])
    expect(await readAll(out)).toEqual(before)

    await buildDataset({ ...stagesFor(12), out })
    expect(worked.filter((work) => work.startsWith('make'))).toEqual(['make 10', 'make 11'])

    worked = []
    await buildDataset({ sources: [makeStage(3)], stages: [doubleStage({ other: true })], out })
    expect(worked).toEqual(['double item-0', 'double item-1', 'double item-2'])
    expect(Object.keys(await readAll(out))).toHaveLength(6 + 2)
  })

  it('stopped at any point and called again gives the same bytes, and does no work twice', async () => {
    await buildDataset({ ...stagesFor(40), out: join(root, 'whole') })
    const whole = await readAll(join(root, 'whole'))
    const expected = worked.toSorted()
    const random = createRandom(7, 'stops')
    const out = join(root, 'stopped')
    worked = []
    let stops = 0
    for (;;) {
      const controller = new AbortController()
      let left = 1 + random.integer(30)
      const onProgress = () => {
        if (--left === 0) controller.abort()
      }
      try {
        await buildDataset({ ...stagesFor(40), out, signal: controller.signal, onProgress })
        break
      } catch (error) {
        expect(error).toMatchObject({ code: 'ABORTED' })
        stops++
      }
    }
    expect(stops).toBeGreaterThan(5)
    expect(await readAll(out)).toEqual(whole)
    expect(worked.toSorted()).toEqual(expected)
  })

  it('takes no half line, and no result whose image is gone', async () => {
    const out = join(root, 'a')
    await buildDataset({ ...stagesFor(6), out })
    const before = await readAll(out)
    const journal = join(out, '.pipeline', 'journal')
    for (const stage of await readdir(journal)) {
      const [file] = await readdir(join(journal, stage))
      await appendFile(join(journal, stage, file!), '{"key":"item-0","records":[{"file_na')
    }
    const images = join(out, '.pipeline', 'images')
    for (const folder of await readdir(images)) await rm(join(images, folder), { recursive: true })
    worked = []
    await buildDataset({ ...stagesFor(6), out })
    expect(worked.length).toBeGreaterThan(10)
    expect(await readAll(out)).toEqual(before)
  })

  it('shares the work among shards in any order, each part once', async () => {
    await buildDataset({ ...stagesFor(40), out: join(root, 'whole') })
    const whole = await readAll(join(root, 'whole'))
    const expected = worked.toSorted()
    worked = []
    const out = join(root, 'shared')
    const run = (index: number) => buildDataset({ ...stagesFor(40), out, shard: { index, count: 3 } })
    expect(await run(2)).toMatchObject({ complete: false, stage: 'halve' })
    expect(await run(1)).toMatchObject({ complete: false, stage: 'halve' })
    // The last to finish the first half finds it complete, and goes on with its part of the second.
    expect(await run(3)).toMatchObject({ complete: false, stage: 'publishing' })
    expect(await run(1)).toMatchObject({ complete: false, stage: 'publishing' })
    expect(await run(2)).toMatchObject({ complete: true })
    expect(await readAll(out)).toEqual(whole)
    expect(worked.toSorted()).toEqual(expected)
  })

  it('puts what several sources give one after the other, and shares them too', async () => {
    const sources = [makeStage(4, 10), makeStage(3)]
    const run = (out: string, part?: { index: number; count: number }) =>
      buildDataset({ sources, stages: [doubleStage()], out: join(root, out), shard: part })
    const outcome = await run('a')
    if (!outcome.complete) throw new Error('expected a complete build')
    const names = outcome.records.map(({ origin }) => (origin as { name: string }).name)
    expect(new Set(names)).toEqual(
      new Set(['item-10', 'item-11', 'item-12', 'item-13', 'item-0', 'item-1', 'item-2']),
    )
    expect(names.slice(0, 2)).toEqual(['item-10', 'item-10'])
    expect(await run('b', { index: 1, count: 2 })).toMatchObject({ complete: false })
    expect(await run('b', { index: 2, count: 2 })).toMatchObject({ complete: true })
    expect(await readAll(join(root, 'b'))).toEqual(await readAll(join(root, 'a')))
  })

  it('names a folder that cannot be written', async () => {
    await appendFile(join(root, 'file'), 'x')
    await expect(buildDataset({ ...stagesFor(2), out: join(root, 'file') })).rejects.toMatchObject({
      code: 'NOT_WRITABLE',
    })
  })
})
