import { createHash } from 'node:crypto'
import { appendFile, mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  type AbortSignalLike,
  AnimeganError,
  type CreateSession,
  createRandom,
  encodeCondition,
  InvalidInputError,
  type SessionOptions,
  sampleLatent,
  sampleTags,
  type TagSchema,
} from '@animegan/core'
import writeFileAtomic from 'write-file-atomic'
import {
  checkpointPath,
  listCheckpoints,
  pruneCheckpoints,
  readCheckpoint,
  writeCheckpoint,
} from './checkpoint.js'
import { buildPreviewStep } from './steps/preview-step.js'
import { createRecordedRunner } from './steps/run-step.js'
import { type StepMetrics, Trainer } from './trainer.js'
import type { TrainingData } from './training-batch.js'
import { parseTrainingConfig, type TrainingConfig } from './training-config.js'
import { initialState } from './training-state.js'

/** Pictures drawn from fixed latents and tags, to watch a run. */
export interface Snapshot {
  step: number
  /** [count, 3, side, side], RGB in [-1, 1]. */
  pixels: Float32Array
  count: number
  side: number
}

export interface TrainingProgress {
  step: number
  steps: number
  imagesSeen: number
  /** Means since the last report. */
  metrics: StepMetrics
  stepsPerSecond: number
}

export interface TrainRunOptions {
  /** Folder of the run: config.json, metrics.jsonl, checkpoints/. */
  run: string
  data: TrainingData
  /** Steps to have done at the end, counted from the start of the run. */
  steps: number
  createSession: CreateSession
  session?: SessionOptions
  /** Write a checkpoint every so many steps, and at the end. Default 200. */
  checkpointEvery?: number
  /** How many checkpoints stay. Default 2. */
  keepCheckpoints?: number
  /** Report metrics every so many steps. Default 10. */
  reportEvery?: number
  /** Draw a snapshot every so many steps, and at the end. Default: with every checkpoint. */
  snapshotEvery?: number
  onProgress?: (progress: TrainingProgress) => void
  onSnapshot?: (snapshot: Snapshot) => Promise<void>
  /** Stops after the step in progress, with a checkpoint. */
  signal?: AbortSignalLike
}

const snapshotCount = 64

/** A new run in an empty or absent folder. Throws RUN_EXISTS when the folder holds a run, or INVALID_CONFIG. */
export async function startRun(
  settings: TrainingConfig,
  options: TrainRunOptions,
): Promise<{ step: number }> {
  // Parsing also puts the fields in one order: checkpoints hold the configuration, and equal ones should be equal files.
  const config = parseTrainingConfig(settings, 'the configuration given')
  if ((await listCheckpoints(options.run)).length > 0 || (await readConfig(options.run)) !== undefined) {
    throw new InvalidInputError(
      'RUN_EXISTS',
      `${options.run} already holds a run. Continue it with --resume, or choose another folder.`,
    )
  }
  checkData(config, options.data)
  await mkdir(join(options.run, 'checkpoints'), { recursive: true })
  await writeFileAtomic(join(options.run, 'config.json'), `${JSON.stringify(config, null, 2)}\n`)
  return continueRun(config, { state: initialState(config), step: 0 }, fingerprintData(options.data), options)
}

/**
 * Continues a run from its newest checkpoint; the result is the same as that of a run that was never stopped.
 * Throws RUN_NOT_FOUND, CONFIG_CHANGED or DATA_CHANGED when there is nothing to continue or it would not be the same run.
 */
export async function resumeRun(options: TrainRunOptions): Promise<{ step: number }> {
  const config = await readRunConfig(options.run)
  checkData(config, options.data)
  const data = fingerprintData(options.data)
  const newest = (await listCheckpoints(options.run)).at(-1)
  if (newest === undefined) {
    await keepMetricsUpTo(options.run, 0)
    return continueRun(config, { state: initialState(config), step: 0 }, data, options)
  }
  const checkpoint = await readCheckpoint(newest.path)
  if (JSON.stringify(checkpoint.config) !== JSON.stringify(config)) {
    throw new InvalidInputError(
      'CONFIG_CHANGED',
      `${join(options.run, 'config.json')} differs from the configuration in ${newest.path}. Restore it, or start a new run.`,
    )
  }
  if (checkpoint.data !== data) {
    throw new InvalidInputError(
      'DATA_CHANGED',
      `The training data is not the one that ${newest.path} was trained on. Give the same folder, or start a new run.`,
    )
  }
  await keepMetricsUpTo(options.run, checkpoint.step)
  return continueRun(config, checkpoint, data, options)
}

async function continueRun(
  config: TrainingConfig,
  from: { state: Trainer['state']; step: number },
  data: string,
  options: TrainRunOptions,
): Promise<{ step: number }> {
  const {
    run,
    steps,
    createSession,
    session = {},
    checkpointEvery = 200,
    keepCheckpoints = 2,
    reportEvery = 10,
  } = options
  const { snapshotEvery = checkpointEvery } = options
  await using trainer = await Trainer.create(config, options.data, from, createSession, session)
  const draw = options.onSnapshot && (await createPreview(config, createSession, session))
  let saved = from.step
  const save = async () => {
    const { step, state } = trainer
    if (step === saved) return
    await writeCheckpoint(checkpointPath(run, step), { config, step, data, state })
    await pruneCheckpoints(run, keepCheckpoints)
    saved = step
  }
  let reports: StepMetrics[] = []
  let since = performance.now()
  const report = async () => {
    if (reports.length === 0) return
    const { step } = trainer
    const metrics = meanOf(reports)
    const stepsPerSecond = (1000 * reports.length) / (performance.now() - since)
    const imagesSeen = step * config.batchSize
    reports = []
    await appendFile(join(run, 'metrics.jsonl'), `${JSON.stringify({ step, imagesSeen, ...metrics })}\n`)
    options.onProgress?.({ step, steps, imagesSeen, metrics, stepsPerSecond })
    since = performance.now()
  }
  let drawn = from.step
  const snapshot = async () => {
    const { step } = trainer
    if (draw === undefined || step === drawn) return
    const side = config.generator.resolution
    await options.onSnapshot?.({ step, pixels: await draw.pixels(trainer), count: snapshotCount, side })
    drawn = step
  }
  try {
    while (trainer.step < steps && !options.signal?.aborted) {
      reports.push(await trainer.advance())
      if (trainer.step % reportEvery === 0) await report()
      if (trainer.step % checkpointEvery === 0) await save()
      if (trainer.step % snapshotEvery === 0) await snapshot()
    }
    // At the end, and whenever the signal came, even from a callback above: nothing that was computed is lost.
    await report()
    await save()
    await snapshot()
    return { step: trainer.step }
  } finally {
    await draw?.dispose()
  }
}

/** Draws the run's fixed latents and tags: the same every time, so that sheets can be compared. */
async function createPreview(config: TrainingConfig, createSession: CreateSession, session: SessionOptions) {
  const runner = await createRecordedRunner(buildPreviewStep(config, snapshotCount), createSession, session)
  const { latentSize, conditionSize } = config.generator
  const random = createRandom(config.seed, 'preview')
  const latents = {
    data: sampleLatent(random, snapshotCount * latentSize),
    shape: [snapshotCount, latentSize],
  }
  const conditions = {
    data: new Float32Array(snapshotCount * conditionSize),
    shape: [snapshotCount, conditionSize],
  }
  for (let i = 0; i < snapshotCount; i++) {
    const tags = sampleTags(config.tags, random, { prior: 'uniform' })
    conditions.data.set(encodeCondition(config.tags, { tags }), i * conditionSize)
  }
  return {
    pixels: async (trainer: Trainer) =>
      (await runner.run({ ...trainer.state, latents, conditions })).images!.data as Float32Array,
    dispose: () => runner.dispose(),
  }
}

function meanOf(reports: readonly StepMetrics[]): StepMetrics {
  const names = new Set(reports.flatMap((report) => Object.keys(report)))
  return Object.fromEntries(
    [...names].map((name) => {
      const values = reports.map((report) => report[name]).filter((value) => value !== undefined)
      return [name, values.reduce((a, b) => a + b, 0) / values.length]
    }),
  )
}

/** The configuration saved with a run. Throws RUN_NOT_FOUND or INVALID_CONFIG. */
export async function readRunConfig(run: string): Promise<TrainingConfig> {
  const saved = await readConfig(run)
  if (saved === undefined) {
    throw new InvalidInputError(
      'RUN_NOT_FOUND',
      `${run} holds no run: there is no config.json in it. Start one without --resume.`,
    )
  }
  return parseTrainingConfig(saved, join(run, 'config.json'))
}

async function readConfig(run: string): Promise<unknown> {
  const path = join(run, 'config.json')
  const text = await readFile(path, 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  try {
    return JSON.parse(text)
  } catch {
    throw new AnimeganError(
      'INVALID_CONFIG',
      `${path} is not JSON. Restore it from a checkpoint's metadata, or start a new run.`,
    )
  }
}

function checkData(config: TrainingConfig, data: TrainingData): void {
  const { resolution, conditionSize } = config.generator
  const width = data.conditions.length / data.size
  if (data.resolution !== resolution || width !== conditionSize) {
    throw new InvalidInputError(
      'INVALID_DATA',
      `The pictures have side ${data.resolution} and ${width} conditions; the model wants side ${resolution} and ${conditionSize} conditions.`,
    )
  }
  const [came, expected] = [listConditions(data.tagSchema), listConditions(config.tags)]
  const i = expected.findIndex((id, i) => id !== came[i])
  if (i < 0) return
  throw new InvalidInputError(
    'INVALID_DATA',
    `Condition ${i} of the pictures is "${came[i]}"; the model wants "${expected[i]}". Read the pictures with the tag schema of the run.`,
  )
}

const listConditions = ({ tags, attributes }: TagSchema): string[] =>
  [...tags, ...attributes].map(({ id }) => id)

function fingerprintData({ images, conditions }: TrainingData): string {
  const floats = new Uint8Array(conditions.buffer, conditions.byteOffset, conditions.byteLength)
  return createHash('sha256').update(images).update(floats).digest('hex')
}

/** Drops the lines of steps that a crashed run reported after its last checkpoint: they will come again. */
async function keepMetricsUpTo(run: string, step: number): Promise<void> {
  const path = join(run, 'metrics.jsonl')
  const text = await readFile(path, 'utf8').catch(() => '')
  const kept = text
    .split('\n')
    .filter(
      (line) => /^\{"step":\d+/.test(line) && line.endsWith('}') && Number(/\d+/.exec(line)?.[0]) <= step,
    )
  await writeFileAtomic(path, kept.map((line) => `${line}\n`).join(''))
}
