import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSession } from '@animegan/runtime-node'
import { setBackend } from '@tensorflow/tfjs'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { listCheckpoints } from '../checkpoint.js'
import { tinyConfig, tinyData } from '../testing/tiny-config.js'
import { tinyTagger } from '../testing/tiny-tagger.js'
import { resumeTagger, startTagger, type TrainTaggerOptions } from './train-tagger.js'

beforeAll(async () => {
  await setBackend('cpu')
})

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'animegan-tagger-'))
})
afterEach(() => rm(folder, { recursive: true }))

const data = tinyData(40)
const options = (more: Partial<TrainTaggerOptions> = {}): TrainTaggerOptions => ({
  run: join(folder, 'run'),
  data,
  createSession,
  session: { device: 'cpu', threads: 1 },
  reportEvery: 1,
  ...more,
})
/** Options of a run that stops after some steps. */
const stoppingAfter = (step: number) => {
  const signal = { aborted: false }
  return options({
    signal,
    onProgress: (progress) => {
      signal.aborted = progress.step >= step
    },
  })
}
const read = (name: string, file: string) => readFile(join(folder, name, file))

describe('startTagger and resumeTagger', () => {
  it('6 steps in one go and 2 + 4 steps end with the same bytes', async () => {
    const whole = await startTagger(tinyTagger, options({ run: join(folder, 'whole') }))
    expect(whole.step).toBe(6)
    const stopped = await startTagger(tinyTagger, stoppingAfter(2))
    expect(stopped.step).toBe(2)
    expect((await listCheckpoints(join(folder, 'run'))).map(({ step }) => step)).toEqual([2])
    const resumed = await resumeTagger(options())
    expect(resumed).toEqual(whole)
    expect(stopped.parameters).not.toEqual(whole.parameters)
    for (const file of ['config.json', 'metrics.jsonl', 'checkpoints/step-000006.safetensors']) {
      expect((await read('run', file)).equals(await read('whole', file)), file).toBe(true)
    }
    // Nothing is left to do, and nothing is done.
    expect(await resumeTagger(options({ onProgress: () => expect.unreachable() }))).toEqual(whole)
  })

  it('reports each step and keeps the newest checkpoints', async () => {
    const seen: number[] = []
    await startTagger(
      tinyTagger,
      options({
        checkpointEvery: 1,
        keepCheckpoints: 3,
        onProgress: ({ imagesSeen }) => seen.push(imagesSeen),
      }),
    )
    expect(seen).toEqual([4, 8, 12, 16, 20, 24])
    expect((await listCheckpoints(join(folder, 'run'))).map(({ step }) => step)).toEqual([4, 5, 6])
    expect(await readdir(join(folder, 'run'))).toEqual(['checkpoints', 'config.json', 'metrics.jsonl'])
  })

  it('learns', async () => {
    // The brightness of the picture says what the tags are.
    const bright = tinyData(60)
    for (let i = 0; i < bright.size; i++) {
      const kind = i % 2
      bright.images.fill(60 + 120 * kind, i * 768, (i + 1) * 768)
      bright.images.fill(i, i * 768, i * 768 + 3)
      bright.conditions.set(kind ? [1, -1, -1, 1, 1, 1, -1] : [-1, 1, -1, -1, -1, -1, 1], i * 7)
    }
    const losses: number[] = []
    await startTagger(
      { ...tinyTagger, steps: 60, adam: { ...tinyTagger.adam, learningRate: 0.02 } },
      options({ data: bright, onProgress: ({ metrics }) => losses.push(metrics.loss!) }),
    )
    expect(losses[0]).toBeGreaterThan(2)
    expect(losses.at(-1)).toBeLessThan(0.2)
  })

  it('refuses a folder that holds a run', async () => {
    await startTagger(tinyTagger, stoppingAfter(1))
    await expect(startTagger(tinyTagger, options())).rejects.toMatchObject({ code: 'RUN_EXISTS' })
  })

  it('refuses what is not the same run', async () => {
    await expect(resumeTagger(options())).rejects.toMatchObject({ code: 'RUN_NOT_FOUND' })
    await startTagger(tinyTagger, stoppingAfter(1))
    await expect(resumeTagger(options({ data: tinyData(40, 2) }))).rejects.toMatchObject({
      code: 'DATA_CHANGED',
    })
    const path = join(folder, 'run/config.json')
    await writeFile(path, JSON.stringify({ ...tinyTagger, steps: 7 }))
    await expect(resumeTagger(options())).rejects.toMatchObject({
      code: 'CONFIG_CHANGED',
      message: expect.stringContaining('steps was 6, is 7'),
    })
    await writeFile(path, JSON.stringify(tinyConfig))
    await expect(resumeTagger(options())).rejects.toMatchObject({ code: 'INVALID_CONFIG' })
  })

  it('refuses a damaged checkpoint', async () => {
    await startTagger(tinyTagger, stoppingAfter(1))
    const path = join(folder, 'run/checkpoints/step-000001.safetensors')
    const bytes = await readFile(path)
    bytes[bytes.length - 3]! ^= 1
    await writeFile(path, bytes)
    await expect(resumeTagger(options())).rejects.toMatchObject({
      code: 'CHECKPOINT_CORRUPT',
      message: expect.stringContaining('SHA-256'),
    })
    await truncate(path, bytes.length - 8)
    await expect(resumeTagger(options())).rejects.toMatchObject({ code: 'CHECKPOINT_CORRUPT' })
  })

  it('refuses pictures of another size or with other tags', async () => {
    await expect(
      startTagger(tinyTagger, options({ data: { ...data, resolution: 8 } })),
    ).rejects.toMatchObject({
      code: 'INVALID_DATA',
      message: 'The pictures have side 8; the network wants 16.',
    })
    const tagSchema = { ...data.tagSchema, tags: data.tagSchema.tags.slice(1) }
    await expect(startTagger(tinyTagger, options({ data: { ...data, tagSchema } }))).rejects.toMatchObject({
      code: 'INVALID_DATA',
    })
  })

  it('stops when a number is not finite', async () => {
    const wild = { ...tinyTagger, adam: { ...tinyTagger.adam, learningRate: 1e30 } }
    await expect(startTagger(wild, options())).rejects.toMatchObject({ code: 'TRAINING_DIVERGED' })
  })
})
