import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import {
  type AbortSignalLike,
  type CreateSession,
  InvalidInputError,
  type SessionOptions,
} from '@animegan/core'
import { writeFileAtomic } from '@animegan/node-files'
import { checkpointPath, listCheckpoints } from '../checkpoint.js'
import { assertFiniteState } from '../divergence.js'
import type { ParameterArrays } from '../parameters.js'
import { removeLeftovers } from '../run/checkpoint-retention.js'
import { assertSameData, fingerprintData } from '../run/data-check.js'
import { appendMetrics, keepMetricsUpTo } from '../run/metrics-log.js'
import { MetricsWindow } from '../run/metrics-window.js'
import { assertNoRun, assertSameConfig, readConfigOf } from '../run/run-config.js'
import { lockRun } from '../run/run-lock.js'
import type { StepMetrics } from '../trainer.js'
import type { TrainingData } from '../training-batch.js'
import { readGroup, type TrainingState } from '../training-state.js'
import { type HoldoutSplit, splitHoldout } from './holdout-split.js'
import { initialTaggerState, readTaggerCheckpoint, writeTaggerCheckpoint } from './tagger-checkpoint.js'
import { parseTaggerConfig, type TaggerConfig } from './tagger-config.js'
import { TaggerTrainer } from './tagger-trainer.js'

export interface TaggerProgress {
  step: number
  steps: number
  imagesSeen: number
  /** Means since the last report: loss, accuracy (0 to 1, over all tags) and gradientNorm. */
  metrics: StepMetrics
  stepsPerSecond: number
}

export interface TrainTaggerOptions {
  /** Folder of the run: config.json, metrics.jsonl, checkpoints/. */
  run: string
  data: TrainingData
  createSession: CreateSession
  session?: SessionOptions | undefined
  /** Write a checkpoint every so many steps, and at the end. Default 200. */
  checkpointEvery?: number | undefined
  /** How many of the newest checkpoints stay. Default 2. */
  keepCheckpoints?: number | undefined
  /** Report metrics every so many steps, and with every checkpoint. Default 10. */
  reportEvery?: number | undefined
  onProgress?: ((progress: TaggerProgress) => void) | undefined
  /** Stops after the step in progress, with a checkpoint. */
  signal?: AbortSignalLike | undefined
}

/** What a training left, finished or stopped. */
export interface TrainedTagger {
  config: TaggerConfig
  /** Steps done. */
  step: number
  parameters: ParameterArrays
  split: HoldoutSplit
  /** SHA-256 of the training data. */
  data: string
}

/**
 * Trains a tag estimator in an empty or absent folder.
 *
 * Throws RUN_EXISTS when the folder holds a run, RUN_LOCKED when another process works there, INVALID_CONFIG,
 * INVALID_DATA, and TRAINING_DIVERGED when a number stops being finite.
 */
export async function startTagger(
  settings: TaggerConfig,
  options: TrainTaggerOptions,
): Promise<TrainedTagger> {
  const { run, data } = options
  const config = parseTaggerConfig(settings, 'the configuration given')
  await assertNoRun(run)
  checkTaggerData(config, data)
  const split = splitHoldout(data, config.seed, config.holdout)
  await mkdir(join(run, 'checkpoints'), { recursive: true })
  await using _lock = await lockRun(run)
  await writeFileAtomic(join(run, 'config.json'), `${JSON.stringify(config, null, 2)}\n`)
  const from = { state: initialTaggerState(config), step: 0 }
  return continueTagger(config, from, split, fingerprintData(data), options)
}

/**
 * Continues a run from its newest checkpoint to its last step; the result is that of a run that was never stopped. A finished
 * run is only read.
 *
 * Throws RUN_NOT_FOUND, RUN_LOCKED, CONFIG_CHANGED, DATA_CHANGED and CHECKPOINT_CORRUPT.
 */
export async function resumeTagger(options: TrainTaggerOptions): Promise<TrainedTagger> {
  const { run, data } = options
  const config = await readTaggerRun(run)
  checkTaggerData(config, data)
  const split = splitHoldout(data, config.seed, config.holdout)
  const fingerprint = fingerprintData(data)
  await using _lock = await lockRun(run)
  await removeLeftovers(run)
  const newest = (await listCheckpoints(run)).at(-1)
  let from = { state: initialTaggerState(config), step: 0 }
  if (newest !== undefined) {
    const checkpoint = await readTaggerCheckpoint(newest.path)
    assertSameConfig(run, config, checkpoint.config, newest.path)
    assertSameData(fingerprint, checkpoint, newest.path)
    from = checkpoint
  }
  await keepMetricsUpTo(run, from.step)
  return continueTagger(config, from, split, fingerprint, options)
}

/** The configuration saved with a run. Throws RUN_NOT_FOUND or INVALID_CONFIG. */
export function readTaggerRun(run: string): Promise<TaggerConfig> {
  return readConfigOf(run, parseTaggerConfig)
}

async function continueTagger(
  config: TaggerConfig,
  from: { state: TrainingState; step: number },
  split: HoldoutSplit,
  data: string,
  options: TrainTaggerOptions,
): Promise<TrainedTagger> {
  const { run, createSession, session, onProgress, signal } = options
  const { checkpointEvery = 200, keepCheckpoints = 2, reportEvery = 10 } = options
  const training = { data: options.data, trained: split.trained }
  await using trainer = await TaggerTrainer.create(config, training, from, createSession, session)
  let saved = from.step
  const save = async () => {
    const { step, state } = trainer
    if (step === saved) return
    assertFiniteState(state, step)
    await writeTaggerCheckpoint(checkpointPath(run, step), { config, step, data, state })
    const old = (await listCheckpoints(run)).slice(0, -keepCheckpoints)
    await Promise.all(old.map(({ path }) => rm(path, { force: true })))
    saved = step
  }
  const window = new MetricsWindow()
  const report = async () => {
    const taken = window.take()
    if (taken === undefined) return
    const { metrics, stepsPerSecond } = taken
    const { step } = trainer
    const imagesSeen = step * config.batchSize
    await appendMetrics(run, { step, imagesSeen, ...metrics })
    onProgress?.({ step, steps: config.steps, imagesSeen, metrics, stepsPerSecond })
  }
  while (trainer.step < config.steps && !signal?.aborted) {
    window.add(await trainer.advance())
    const saving = trainer.step % checkpointEvery === 0
    if (saving || trainer.step % reportEvery === 0) await report()
    if (saving) await save()
  }
  await report()
  await save()
  const { step, state } = trainer
  return { config, step, parameters: readGroup(state, 'tagger', config.network), split, data }
}

function checkTaggerData({ network, tags }: TaggerConfig, data: TrainingData): void {
  if (data.resolution !== network.resolution) {
    throw new InvalidInputError(
      'INVALID_DATA',
      `The pictures have side ${data.resolution}; the network wants ${network.resolution}.`,
    )
  }
  const list = ({ tags, attributes }: typeof data.tagSchema) => [...tags, ...attributes].map(({ id }) => id)
  const [came, expected] = [list(data.tagSchema), list(tags)]
  if (String(came) === String(expected)) return
  throw new InvalidInputError(
    'INVALID_DATA',
    `The pictures were read with the tags ${came.join(', ')}; the run has ${expected.join(', ')}.`,
  )
}
