import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { InferenceSession } from '@animegan/core'
import sharp from 'sharp'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ImageRecord } from '../imagefolder/metadata.js'
import { type ItemStageOutcome, runItemStage } from '../stages/run-item-stage.js'
import { openTinyEstimator, tinyManifest } from '../testing/tiny-estimator.js'
import { createTagEstimator } from './tag-estimator.js'
import { type CreateTagStagesOptions, createTagStages } from './tag-stages.js'

let folder: string
let session: InferenceSession
/** Pictures that went through the network. */
let runs: number
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'animegan-tags-'))
  const opened = await openTinyEstimator()
  runs = 0
  session = {
    ...opened,
    run: (feeds) => {
      runs++
      return opened.run(feeds)
    },
  }
  await writeImage('red.png', 'rgb(200, 100, 51)')
  await writeImage('blue.png', 'rgb(0, 0, 128)')
})
afterEach(async () => {
  await session.dispose()
  await rm(folder, { recursive: true })
})

const writeImage = async (name: string, background: string) => {
  const create = { width: 5, height: 7, channels: 3 as const, background }
  await sharp({ create }).png().toFile(join(folder, name))
}

const record = (name: string, rest: Partial<ImageRecord> = {}): ImageRecord => ({
  file_name: name,
  tags: [],
  split: 'train',
  ...rest,
})
const pictures = [record('red.png', { year: 2010, work: 'a', tags: ['green'] }), record('blue.png')]

const create = (options: Partial<CreateTagStagesOptions> = {}) =>
  createTagStages({
    estimator: createTagEstimator({ manifest: tinyManifest, session }),
    modelSha256: 'a',
    ...options,
  })

async function tag(
  records: readonly ImageRecord[],
  options?: Partial<CreateTagStagesOptions>,
): Promise<ItemStageOutcome> {
  const [estimate, choose] = create(options)
  const context = { folder, journal: join(folder, 'journal') }
  const outcome = await runItemStage(estimate, records, context)
  return { ...outcome, records: (await choose.apply(outcome.records, context)).records }
}

describe('createTagStages', () => {
  it('sets tags and scores, and keeps the other columns', async () => {
    const { records, rejects } = await tag(pictures)
    expect(records).toEqual([
      {
        file_name: 'red.png',
        tags: ['red', 'green'],
        scores: { red: 0.7843, blue: 0.2, green: 0.3922 },
        split: 'train',
        year: 2010,
        work: 'a',
      },
      {
        file_name: 'blue.png',
        tags: ['blue'],
        scores: { red: 0, blue: 0.502, green: 0 },
        split: 'train',
      },
    ])
    expect(rejects).toEqual([])
  })

  it('runs the network once a picture, whatever tags are there and whatever thresholds are tried', async () => {
    const { records } = await tag(pictures)
    expect(runs).toBe(2)
    expect((await tag(records)).records).toEqual(records)
    const strict = await tag(records, { threshold: 0.5, thresholds: { colour: 0.6 } })
    expect(strict.records.map(({ tags }) => tags)).toEqual([['red'], []])
    expect(runs).toBe(2)
  })

  it('estimates again when the picture, a column or the model is another', async () => {
    await tag(pictures)
    await tag([pictures[0]!, record('blue.png', { year: 2011 })])
    expect(runs).toBe(3)
    await writeImage('blue.png', 'rgb(1, 2, 3)')
    expect((await tag(pictures)).records[1]!.scores).toEqual({
      red: 0.003922,
      blue: 0.01176,
      green: 0.007843,
    })
    expect(runs).toBe(4)
    await tag(pictures, { modelSha256: 'b' })
    expect(runs).toBe(6)
    const manifest = { ...tinyManifest, input: { ...tinyManifest.input, channels: 'BGR' as const } }
    const { records } = await tag(pictures, { estimator: createTagEstimator({ manifest, session }) })
    expect(records.map(({ tags }) => tags[0])).toEqual(['blue', 'red'])
  })

  it('leaves out what is missing or damaged, and only that', async () => {
    await writeFile(join(folder, 'broken.png'), '<html>')
    const sha256 = '3'.repeat(64)
    const broken = record('broken.png', { source: 'web', sha256 })
    const { records, rejects } = await tag([pictures[0]!, broken, record('none.png'), pictures[1]!])
    expect(records.map(({ file_name }) => file_name)).toEqual(['red.png', 'blue.png'])
    expect(rejects).toEqual([
      {
        name: 'broken.png',
        source: 'web',
        stage: 'estimate',
        reason: 'damaged',
        detail: expect.stringMatching(/^broken\.png is truncated or no image/),
        sha256,
      },
      { name: 'none.png', stage: 'estimate', reason: 'missing', detail: 'none.png cannot be read' },
    ])
  })

  it('passes on what is wrong with the model', async () => {
    const outputs = { ...tinyManifest.outputs, tags: { ...tinyManifest.outputs.tags, size: 7 } }
    const estimator = createTagEstimator({ manifest: { ...tinyManifest, outputs }, session })
    await expect(tag(pictures, { estimator })).rejects.toThrow(
      expect.objectContaining({ code: 'INVALID_MANIFEST' }),
    )
  })

  it('refuses wrong thresholds before any picture is looked at', () => {
    expect(() => create({ thresholds: { hair: 0.5 } })).toThrow(
      expect.objectContaining({ code: 'UNKNOWN_TAG' }),
    )
    expect(() => create({ threshold: 2 })).toThrow(expect.objectContaining({ code: 'INVALID_OPTION' }))
  })

  it('does not replace tags of faces by what an estimator says that knows none', async () => {
    const faces = [record('red.png', { tags: ['smile'] }), record('blue.png')]
    await expect(tag(faces)).rejects.toThrow(/knows no tags of faces, only .* tags such as "smile"/)
    expect(runs).toBe(0)
  })
})
