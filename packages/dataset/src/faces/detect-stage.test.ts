import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { runItemStage } from '../stages/run-item-stage.js'
import { blobCascade, drawBlobs } from '../testing/blob-cascade.js'
import { createDetectStage } from './detect-stage.js'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'animegan-detect-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const sha256Of = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const options = { cascade: blobCascade, threads: 1, minNeighbors: 2, size: 64, filters: { minSide: 30 } }
const run = async (records: Parameters<typeof runItemStage>[1], more: { keep?: 'pictures' } = {}) => {
  const stage = createDetectStage({ ...options, ...more })
  const outcome = await runItemStage(stage, records, { folder, journal: join(folder, 'journal') })
  await stage.dispose?.()
  return outcome
}

test('makes a record of every face, with all that is known of its picture, and a reject of what has none', async () => {
  const two = await drawBlobs({
    width: 300,
    height: 120,
    blobs: [
      [60, 60],
      [220, 60],
    ],
  })
  const none = await drawBlobs({ width: 100, height: 100, blobs: [] })
  await writeFile(join(folder, 'two.png'), two)
  await writeFile(join(folder, 'none.png'), none)
  await writeFile(join(folder, 'damaged.png'), two.subarray(0, 300))
  const records = [
    { file_name: 'none.png', tags: [], split: 'train', source: 'folder' },
    {
      file_name: 'two.png',
      tags: ['hat'],
      split: 'train',
      year: 2011,
      origin: { name: 'c1.jpg', work: '7' },
      mine: 1,
      sha256: sha256Of(two),
    },
    { file_name: 'damaged.png', tags: [], split: 'train' },
    { file_name: 'gone.png', tags: [], split: 'train' },
  ]
  const { records: faces, rejects } = await run(records)

  expect(faces).toHaveLength(2)
  for (const face of faces) {
    expect(face).toMatchObject({
      ...{ tags: ['hat'], split: 'train', year: 2011, mine: 1, width: 64, height: 64 },
      origin: { name: 'c1.jpg', work: '7', picture: sha256Of(two) },
      face: { saturation: expect.any(Number), sharpness: expect.any(Number) },
    })
    const bytes = await readFile(join(folder, face.file_name))
    expect(face.sha256).toBe(sha256Of(bytes))
    expect(face.file_name).toBe(`images/${sha256Of(bytes).slice(0, 2)}/${sha256Of(bytes).slice(0, 32)}.png`)
  }
  expect(new Set(faces.map(({ face }) => (face as { box: number[] }).box.join())).size).toBe(2)
  expect(rejects).toEqual([
    {
      ...{
        name: 'none.png',
        source: 'folder',
        stage: 'detect',
        reason: 'no-face',
        detail: 'no face was found',
      },
      sha256: sha256Of(none),
    },
    expect.objectContaining({ name: 'damaged.png', stage: 'detect', reason: 'truncated' }),
    expect.objectContaining({ name: 'gone.png', stage: 'detect', reason: 'missing' }),
  ])

  // From the journal, without looking at the pictures again.
  await writeFile(join(folder, 'two.png'), none)
  const again = await run(records)
  expect(again.rejects).toEqual(rejects)
})

test('keeps pictures whole that have a face, and leaves out the others', async () => {
  const drawn = await drawBlobs({ width: 100, height: 100, blobs: [[50, 50]] })
  await writeFile(join(folder, 'one.png'), drawn)
  await writeFile(join(folder, 'none.png'), await drawBlobs({ width: 100, height: 100, blobs: [] }))
  const records = ['one.png', 'none.png'].map((file_name) => ({ file_name, tags: ['hat'], split: 'train' }))
  const outcome = await run(records, { keep: 'pictures' })
  expect(outcome.records).toEqual([
    {
      ...records[0],
      face: { box: expect.any(Array), saturation: expect.any(Number), sharpness: expect.any(Number) },
    },
  ])
  expect(outcome.rejects).toMatchObject([{ name: 'none.png', reason: 'no-face' }])
})

test('is another stage with other options, and not with other threads', () => {
  const settingsOf = (more: object) => JSON.stringify(createDetectStage({ ...options, ...more }).settings)
  expect(settingsOf({ threads: 2, pictures: 'elsewhere' })).toBe(settingsOf({}))
  expect(settingsOf({ size: 32 })).not.toBe(settingsOf({}))
  expect(settingsOf({ cascade: Buffer.from('other') })).not.toBe(settingsOf({}))
  expect(() => createDetectStage({ ...options, size: 0 })).toThrow('size: expected a whole number from 8')
})
