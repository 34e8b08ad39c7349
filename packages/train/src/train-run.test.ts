import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CreateSession } from '@animegan/core'
import { createSession } from '@animegan/runtime-node'
import { memory, setBackend } from '@tensorflow/tfjs'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { checkpointPath, listCheckpoints, readCheckpoint } from './checkpoint.js'
import { tinyConfig, tinyData } from './testing/tiny-config.js'
import { resumeRun, type Snapshot, startRun, type TrainRunOptions } from './train-run.js'

beforeAll(async () => {
  await setBackend('cpu')
})

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'animegan-train-'))
})
afterEach(async () => {
  await rm(folder, { recursive: true })
})

const data = tinyData()
const run = (name = 'run') => join(folder, name)
const options = (steps: number, more: Partial<TrainRunOptions> = {}): TrainRunOptions => ({
  run: run(),
  data,
  steps,
  createSession,
  session: { device: 'cpu', threads: 1 },
  reportEvery: 1,
  ...more,
})
const readSteps = async (name?: string) =>
  (await readFile(join(run(name), 'metrics.jsonl'), 'utf8'))
    .trimEnd()
    .split('\n')
    .map((line): number => JSON.parse(line).step)
const savedSteps = async () => (await listCheckpoints(run())).map(({ step }) => step)

/** Sessions that count their runs, and give NaN for one output from run `badFrom` on. */
function failingSessions(badFrom: number): CreateSession {
  let runs = 0
  return async (model, sessionOptions) => {
    const session = await createSession(model, sessionOptions)
    return {
      ...session,
      run: async (feeds) => {
        const outputs = await session.run(feeds)
        const name = 'next/metrics/adversarial'
        return ++runs < badFrom
          ? outputs
          : { ...outputs, [name]: { data: Float32Array.of(Number.NaN), shape: [] } }
      },
    }
  }
}

describe('startRun and resumeRun', () => {
  it('6 steps in one go and 3 + 3 steps end with the same bytes', async () => {
    const whole = await startRun(tinyConfig, options(6, { run: run('whole') }))
    expect(whole).toEqual({ step: 6 })
    expect(await startRun(tinyConfig, options(3))).toEqual({ step: 3 })
    expect(await resumeRun(options(6))).toEqual({ step: 6 })
    const [a, b] = await Promise.all(['whole', 'run'].map((name) => readFile(checkpointPath(run(name), 6))))
    expect(Buffer.compare(a!, b!)).toBe(0)
    expect(await readFile(join(run(), 'metrics.jsonl'), 'utf8')).toBe(
      await readFile(join(run('whole'), 'metrics.jsonl'), 'utf8'),
    )
    // Nothing is left to do: a run is not changed by resuming it.
    expect(await resumeRun(options(6))).toEqual({ step: 6 })
    expect(Buffer.compare(await readFile(checkpointPath(run(), 6)), a!)).toBe(0)

    const { step, config, state } = await readCheckpoint(checkpointPath(run(), 6))
    expect([step, config]).toEqual([6, tinyConfig])
    const before = (await readCheckpoint(checkpointPath(run(), 3))).state
    for (const [name, { data }] of Object.entries(state)) {
      expect(data.every(Number.isFinite), name).toBe(true)
      expect(data, name).not.toEqual(before[name]!.data)
    }
  })

  it('reports, draws and keeps the checkpoints that it is asked for, and leaks no tensors', async () => {
    const snapshots: Snapshot[] = []
    const reported: number[] = []
    const tensors = memory().numTensors
    await startRun(
      tinyConfig,
      options(5, {
        checkpointEvery: 1,
        keepCheckpoints: 3,
        snapshotEvery: 4,
        reportEvery: 2,
        onProgress: ({ step, steps, imagesSeen, metrics, stepsPerSecond }) => {
          reported.push(step)
          expect([steps, imagesSeen]).toEqual([5, 3 * step])
          expect(stepsPerSecond).toBeGreaterThan(0)
          expect(Object.values(metrics).every(Number.isFinite)).toBe(true)
          // Every second step has a penalty; the last report is of step 5 alone, which has one.
          expect(metrics).toHaveProperty(['discriminator/penalty'])
        },
        onSnapshot: async (snapshot) => void snapshots.push(snapshot),
      }),
    )
    expect(memory().numTensors).toBe(tensors)
    expect(reported).toEqual([2, 4, 5])
    expect(await readSteps()).toEqual([2, 4, 5])
    expect(await savedSteps()).toEqual([3, 4, 5])
    expect(snapshots.map(({ step, count, side }) => [step, count, side])).toEqual([
      [4, 64, 16],
      [5, 64, 16],
    ])
    for (const { pixels } of snapshots) {
      expect(pixels).toHaveLength(64 * 3 * 16 * 16)
      // ONNX Runtime's Tanh can be one rounding beyond 1.
      expect(pixels.every((value) => Math.abs(value) <= 1 + 2e-7)).toBe(true)
    }
    expect((await readdir(run())).sort()).toEqual(['checkpoints', 'config.json', 'metrics.jsonl'])
  })

  it('stops with a checkpoint when it is aborted, and goes on as if it never was', async () => {
    // From a callback, and not only where the loop looks for it.
    const abort = new AbortController()
    const stopped = await startRun(
      tinyConfig,
      options(6, { signal: abort.signal, onProgress: ({ step }) => step === 2 && abort.abort() }),
    )
    expect(stopped).toEqual({ step: 2 })
    expect(await savedSteps()).toEqual([2])
    await resumeRun(options(3))
    await startRun(tinyConfig, options(3, { run: run('whole') }))
    const [a, b] = await Promise.all(['whole', 'run'].map((name) => readFile(checkpointPath(run(name), 3))))
    expect(Buffer.compare(a!, b!)).toBe(0)
    expect(await readSteps()).toEqual([1, 2, 3])
  })

  it('does nothing when it is aborted before the first step', async () => {
    const signal = AbortSignal.abort()
    expect(await startRun(tinyConfig, options(6, { signal }))).toEqual({ step: 0 })
    expect(await savedSteps()).toEqual([])
    expect(await resumeRun(options(1))).toEqual({ step: 1 })
  })

  it('repeats no line of metrics after a crash', async () => {
    await startRun(tinyConfig, options(4, { checkpointEvery: 2 }))
    await rm(checkpointPath(run(), 4))
    // A line that was not written to its end.
    await writeFile(join(run(), 'metrics.jsonl'), '{"step":5,"imagesS', { flag: 'a' })
    await resumeRun(options(5))
    expect(await readSteps()).toEqual([1, 2, 3, 4, 5])

    for (const step of await savedSteps()) await rm(checkpointPath(run(), step))
    await resumeRun(options(2))
    expect(await readSteps()).toEqual([1, 2])
  })

  it('stops at a number that is not finite, names it, and keeps the last checkpoint', async () => {
    // Two runs a step: the seventh is D's at step 4.
    const failing = options(6, { checkpointEvery: 1, createSession: failingSessions(7) })
    await expect(startRun(tinyConfig, failing)).rejects.toMatchObject({
      code: 'TRAINING_DIVERGED',
      message: expect.stringContaining('At step 4 discriminator/adversarial became NaN'),
    })
    expect(await savedSteps()).toEqual([2, 3])
    expect(await resumeRun(options(4))).toEqual({ step: 4 })
  })

  it('stops when the learning rate is absurd, before anything is saved', async () => {
    const config = { ...tinyConfig, adam: { ...tinyConfig.adam, learningRate: 1e30 } }
    await expect(startRun(config, options(6, { checkpointEvery: 1 }))).rejects.toMatchObject({
      code: 'TRAINING_DIVERGED',
      message: expect.stringMatching(/At step 1 generator\/\w+ became (NaN|Infinity)/),
    })
    expect(await savedSteps()).toEqual([])
  })

  it('refuses to start where there is a run, and to resume where there is none', async () => {
    await expect(resumeRun(options(1))).rejects.toMatchObject({ code: 'RUN_NOT_FOUND' })
    await startRun(tinyConfig, options(1))
    await expect(startRun(tinyConfig, options(1))).rejects.toMatchObject({ code: 'RUN_EXISTS' })
    expect(await savedSteps()).toEqual([1])
  })

  it('refuses to go on as another run', async () => {
    await startRun(tinyConfig, options(2, { checkpointEvery: 1 }))
    const other = { ...data, images: data.images.map((value, i) => (i === 5 ? value + 1 : value)) }
    await expect(resumeRun(options(3, { data: other }))).rejects.toMatchObject({ code: 'DATA_CHANGED' })
    const config = join(run(), 'config.json')
    const text = await readFile(config, 'utf8')
    await writeFile(config, JSON.stringify({ ...tinyConfig, seed: 12 }))
    await expect(resumeRun(options(3))).rejects.toMatchObject({ code: 'CONFIG_CHANGED' })
    await writeFile(config, text.slice(0, 100))
    await expect(resumeRun(options(3))).rejects.toMatchObject({ code: 'INVALID_CONFIG' })
    // Only the spaces differ: the same run.
    await writeFile(config, JSON.stringify(JSON.parse(text)))
    expect(await resumeRun(options(2))).toEqual({ step: 2 })
    await truncate(checkpointPath(run(), 2), 5000)
    await expect(resumeRun(options(3))).rejects.toMatchObject({
      code: 'CHECKPOINT_CORRUPT',
      message: expect.stringContaining('step-000002.safetensors'),
    })
    // The one before is whole.
    await rm(checkpointPath(run(), 2))
    expect(await resumeRun(options(2))).toEqual({ step: 2 })
  })

  it.each([
    ['another size', { ...data, resolution: 32 }, 'The pictures have side 32 and 7 conditions'],
    [
      'other tags',
      { ...data, conditions: data.conditions.subarray(10) },
      'and 6 conditions; the model wants side 16',
    ],
    [
      'tags in another order',
      { ...data, tagSchema: { ...data.tagSchema, tags: [...data.tagSchema.tags].reverse() } },
      'Condition 0 of the pictures is "brown"; the model wants "dark"',
    ],
  ])('refuses pictures of %s', async (_, wrong, message) => {
    const started = startRun(tinyConfig, options(1, { data: wrong }))
    await expect(started).rejects.toThrow(message)
    await expect(started).rejects.toMatchObject({ code: 'INVALID_DATA' })
    expect(await readdir(folder)).toEqual([])
  })
})
