import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CreateSession } from '@animegan/core'
import { createSession } from '@animegan/runtime-node'
import { memory, setBackend } from '@tensorflow/tfjs'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { checkpointPath, listCheckpoints, readCheckpoint, writeCheckpoint } from './checkpoint.js'
import { findBestCheckpoint } from './run/checkpoint-retention.js'
import type { Snapshot } from './run/preview.js'
import { tinyConfig, tinyData } from './testing/tiny-config.js'
import { resumeRun, startRun, type TrainRunOptions } from './train-run.js'

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

/** Sessions that report other metrics than they computed, step by step. */
function scriptedSessions(metricsOf: (step: number) => Record<string, number>): CreateSession {
  let step = 0
  return async (model, sessionOptions) => {
    const session = await createSession(model, sessionOptions)
    return {
      ...session,
      run: async (feeds) => {
        const outputs = { ...(await session.run(feeds)) }
        for (const [name, value] of Object.entries(metricsOf(++step))) {
          outputs[`next/metrics/${name}`] = { data: Float32Array.of(value), shape: [] }
        }
        return outputs
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
        checkpointEvery: 5,
        snapshotEvery: 4,
        reportEvery: 2,
        onProgress: ({ step, steps, imagesSeen, metrics, stepsPerSecond }) => {
          reported.push(step)
          expect([steps, imagesSeen]).toEqual([5, 3 * step])
          expect(stepsPerSecond).toBeGreaterThan(0)
          expect(Object.values(metrics).every(Number.isFinite)).toBe(true)
          // Every second step has a penalty; the last report is of step 5 alone, which has one.
          expect(metrics).toHaveProperty(['discriminator/dragan'])
        },
        onSnapshot: async (snapshot) => void snapshots.push(snapshot),
      }),
    )
    expect(memory().numTensors).toBe(tensors)
    expect(reported).toEqual([2, 4, 5])
    expect(await readSteps()).toEqual([2, 4, 5])
    expect(await savedSteps()).toEqual([5])
    expect(snapshots.map(({ step, count, side }) => [step, count, side])).toEqual([
      [4, 64, 16],
      [5, 64, 16],
    ])
    for (const { pixels } of snapshots) {
      expect(pixels).toHaveLength(64 * 3 * 16 * 16)
      // ONNX Runtime's Tanh can be one rounding beyond 1.
      expect(pixels.every((value) => Math.abs(value) <= 1 + 2e-7)).toBe(true)
    }
    expect((await readdir(run())).sort()).toEqual([
      'checkpoints',
      'config.json',
      expect.stringMatching(/^events\.out\.tfevents\.\d{10}\.animegan$/),
      'metrics.jsonl',
    ])
  })

  it('keeps the newest checkpoints and the one with the lowest averaged tag loss', async () => {
    const losses = [3, 2, 1, 4, 5, 6]
    const scripted = () => scriptedSessions((step) => ({ 'generator/tags': losses[step - 1]! }))
    await startRun(tinyConfig, options(6, { checkpointEvery: 1, createSession: scripted() }))
    expect(await savedSteps()).toEqual([3, 5, 6])
    expect((await findBestCheckpoint(run()))?.step).toBe(3)
    // The average is what an uninterrupted run has, also after a stop.
    await startRun(tinyConfig, options(5, { run: run('parts'), createSession: scripted() }))
    const rest = scriptedSessions(() => ({ 'generator/tags': 6 }))
    await resumeRun(options(6, { run: run('parts'), createSession: rest }))
    const [whole, parts] = await Promise.all(
      ['run', 'parts'].map((name) => readCheckpoint(checkpointPath(run(name), 6))),
    )
    expect(parts?.tagLoss).toBe(whole?.tagLoss)
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

  it('stops at a number that is not finite, says which went first, and keeps the last checkpoint', async () => {
    const scripted = scriptedSessions((step) =>
      step < 4
        ? {}
        : {
            'discriminator/adversarial': Number.NaN,
            'discriminator/tags': Number.NaN,
            'generator/tags': Infinity,
          },
    )
    const failing = options(6, { checkpointEvery: 1, createSession: scripted })
    await expect(startRun(tinyConfig, failing)).rejects.toMatchObject({
      code: 'TRAINING_DIVERGED',
      message: expect.stringMatching(
        /^At step 4 discriminator\/tags became NaN, and after it discriminator\/adversarial, generator\/tags\..* The last good checkpoint is \S+step-000003\.safetensors\.$/,
      ),
    })
    expect(await savedSteps()).toContain(3)
    expect(await readSteps()).toEqual([1, 2, 3])
    expect(await resumeRun(options(4))).toEqual({ step: 4 })
  })

  it('stops when the learning rate is absurd, before anything is saved', async () => {
    const config = { ...tinyConfig, adam: { ...tinyConfig.adam, learningRate: 1e30 } }
    await expect(startRun(config, options(6, { checkpointEvery: 1 }))).rejects.toMatchObject({
      code: 'TRAINING_DIVERGED',
      message: expect.stringMatching(
        /At step 1 generator\/\w+ became (NaN|Infinity).* There was no checkpoint yet\.$/,
      ),
    })
    expect(await savedSteps()).toEqual([])
  })

  it('never saves a state that is not finite, though its losses were', async () => {
    // G's last update overflows; its losses come from before.
    const broken: CreateSession = async (model, sessionOptions) => {
      const session = await createSession(model, sessionOptions)
      return {
        ...session,
        run: async (feeds) => {
          const outputs = { ...(await session.run(feeds)) }
          const name = 'next/generator/output.conv.weight'
          const old = outputs[name]
          if (old !== undefined)
            outputs[name] = { ...old, data: new Float32Array(old.data.length).fill(Infinity) }
          return outputs
        },
      }
    }
    await startRun(tinyConfig, options(1))
    await expect(resumeRun(options(2, { createSession: broken }))).rejects.toMatchObject({
      code: 'TRAINING_DIVERGED',
      message: expect.stringMatching(
        /^After step 2 number 0 of generator\/output\.conv\.weight is Infinity\..*step-000001\.safetensors\.$/,
      ),
    })
    expect(await savedSteps()).toEqual([1])
  })

  it('says which loss meets a poisoned number first', async () => {
    await startRun(tinyConfig, options(2))
    const path = checkpointPath(run(), 2)
    const checkpoint = await readCheckpoint(path)
    const name = 'discriminator/stages.0.down.weight'
    const filter = checkpoint.state[name]!
    const data = new Float32Array(filter.data.length).fill(Number.NaN)
    const state = { ...checkpoint.state, [name]: { ...filter, data } }
    await writeCheckpoint(path, { ...checkpoint, state })
    await expect(resumeRun(options(3))).rejects.toMatchObject({
      code: 'TRAINING_DIVERGED',
      message: expect.stringMatching(
        /^At step 3 discriminator\/dragan became NaN, and after it discriminator\/tags, discriminator\/adv/,
      ),
    })
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
  })

  it('names the fields in which the configuration differs', async () => {
    await startRun(tinyConfig, options(1))
    const config = join(run(), 'config.json')
    const saved = JSON.parse(await readFile(config, 'utf8'))
    const [dark, ...others] = saved.tags.tags
    const tags = { ...saved.tags, tags: [{ ...dark, id: 'night' }, ...others] }
    await writeFile(config, JSON.stringify({ ...saved, adam: { ...saved.adam, learningRate: 0.5 } }))
    await expect(resumeRun(options(2))).rejects.toMatchObject({
      code: 'CONFIG_CHANGED',
      message: expect.stringContaining('safetensors: adam.learningRate was 0.0002, is 0.5. Restore it'),
    })
    await writeFile(config, JSON.stringify({ ...saved, tags }))
    await expect(resumeRun(options(2, { data: { ...data, tagSchema: tags } }))).rejects.toMatchObject({
      code: 'CONFIG_CHANGED',
      message: expect.stringContaining('tags.tags.0.id was "dark", is "night"'),
    })
  })

  it('goes on from the checkpoint before when the newest is damaged, and warns', async () => {
    await startRun(tinyConfig, options(4, { run: run('whole'), checkpointEvery: 1 }))
    await startRun(tinyConfig, options(3, { checkpointEvery: 1 }))
    const newest = checkpointPath(run(), 3)
    await truncate(newest, 5000)
    const warnings: string[] = []
    const resume = options(4, { checkpointEvery: 1, onWarning: (message) => void warnings.push(message) })
    expect(await resumeRun(resume)).toEqual({ step: 4 })
    expect(warnings).toEqual([
      expect.stringMatching(/step-000003\.safetensors is not a whole.* goes on from .*step-000002/),
    ])
    expect(await readdir(join(run(), 'checkpoints'))).toContain('step-000003.safetensors.damaged')
    const [a, b] = await Promise.all(['whole', 'run'].map((name) => readFile(checkpointPath(run(name), 4))))
    expect(Buffer.compare(a!, b!)).toBe(0)
    expect(await readSteps()).toEqual([1, 2, 3, 4])

    for (const step of await savedSteps()) await truncate(checkpointPath(run(), step), 100)
    await expect(resumeRun(options(5))).rejects.toMatchObject({
      code: 'CHECKPOINT_CORRUPT',
      message: expect.stringMatching(
        /run has no checkpoint that can be read\. .*step-000004.* begin again with step 0/,
      ),
    })
  })

  it('removes what a killed process left unfinished, and nothing else', async () => {
    await startRun(tinyConfig, options(1))
    const end = '1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed.tmp'
    const leftovers = [`checkpoints/.step-000002.safetensors.${end}`, `.metrics.jsonl.${end}`]
    for (const name of [...leftovers, 'notes.77']) await writeFile(join(run(), name), 'x')
    await resumeRun(options(2))
    expect(await readdir(join(run(), 'checkpoints'))).toEqual([
      'step-000001.safetensors',
      'step-000002.safetensors',
    ])
    expect(await readdir(run())).toContain('notes.77')
    expect(await readdir(run())).not.toContain(`.metrics.jsonl.${end}`)
  })

  it('refuses a second process, or a second call, on the same run', async () => {
    let second: Promise<unknown> = Promise.resolve()
    await startRun(
      tinyConfig,
      options(2, {
        onStep: (step) => {
          if (step === 1) second = expect(resumeRun(options(3))).rejects.toMatchObject({ code: 'RUN_LOCKED' })
        },
      }),
    )
    await second
    expect(await resumeRun(options(3))).toEqual({ step: 3 })
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
