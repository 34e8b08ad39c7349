import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { AbortSignalLike, CreateSession, SessionOptions } from '@animegan/core'
import { writeFileAtomic } from '@animegan/node-files'
import { checkpointPath, writeCheckpoint } from './checkpoint.js'
import type { TrainableWeights } from './export/trainable-weights.js'
import { fineTuningState } from './fine-tuning.js'
import { recoverCheckpoint, removeLeftovers, setDamagedAside } from './run/checkpoint-retention.js'
import { assertSameData, checkData, fingerprintData } from './run/data-check.js'
import type { EncodedSheet } from './run/event.js'
import { keepMetricsUpTo } from './run/metrics-log.js'
import type { Snapshot } from './run/preview.js'
import { assertNoRun, assertSameConfig, readRunConfig } from './run/run-config.js'
import { lockRun } from './run/run-lock.js'
import { continueRun } from './run/training-loop.js'
import type { StepMetrics } from './trainer.js'
import type { TrainingData } from './training-batch.js'
import { parseTrainingConfig, type TrainingConfig } from './training-config.js'
import { initialState } from './training-state.js'

export interface TrainingProgress {
  step: number
  steps: number
  imagesSeen: number
  /** Means since the last report. */
  metrics: StepMetrics
  stepsPerSecond: number
}

export interface TrainRunOptions {
  /** Folder of the run: config.json, metrics.jsonl, checkpoints/ and TensorBoard's event files. */
  run: string
  data: TrainingData
  /** Steps to have done at the end, counted from the start of the run. */
  steps: number
  createSession: CreateSession
  session?: SessionOptions
  /** Write a checkpoint every so many steps, and at the end. Default 200. */
  checkpointEvery?: number
  /** How many of the newest checkpoints stay, besides the best. Default 2. */
  keepCheckpoints?: number
  /** Report metrics every so many steps, and with every checkpoint. Default 10. */
  reportEvery?: number
  /** Draw a snapshot every so many steps, and at the end. Default: with every checkpoint. */
  snapshotEvery?: number
  onProgress?: (progress: TrainingProgress) => void
  /** Called after every step with the number of steps done. */
  onStep?: (step: number) => void
  /** May give the sheet that it drew, for TensorBoard. */
  onSnapshot?: (snapshot: Snapshot) => Promise<EncodedSheet | undefined>
  /** Told, in a sentence, what was wrong but could be mended, such as a damaged checkpoint that was passed over. */
  onWarning?: (message: string) => void
  /** Stops after the step in progress, with a checkpoint. */
  signal?: AbortSignalLike
}

/**
 * A new run in an empty or absent folder. Throws RUN_EXISTS when the folder holds a run, RUN_LOCKED when another process
 * just begins one there, INVALID_CONFIG, INVALID_DATA, or TRAINING_DIVERGED when a number stops being finite.
 *
 * @param weights what to fine-tune, with a configuration of `adoptNetworks`; fresh weights by default
 */
export async function startRun(
  settings: TrainingConfig,
  options: TrainRunOptions,
  weights?: TrainableWeights,
): Promise<{ step: number }> {
  const { run } = options
  // Parsing also puts the fields in one order: checkpoints hold the configuration, and equal ones should be equal files.
  const config = parseTrainingConfig(settings, 'the configuration given')
  await assertNoRun(run)
  checkData(config, options.data)
  await mkdir(join(run, 'checkpoints'), { recursive: true })
  await using _lock = await lockRun(run)
  await assertNoRun(run)
  const data = fingerprintData(options.data)
  const state = weights === undefined ? initialState(config) : fineTuningState(config, weights)
  // Unlike fresh weights these do not follow from the configuration: a run stopped at once must find them again, so they
  // come before config.json, without which nothing is resumed; what another beginning left there goes.
  await rm(checkpointPath(run, 0), { force: true })
  if (weights !== undefined) await writeCheckpoint(checkpointPath(run, 0), { config, data, state, step: 0 })
  await writeFileAtomic(join(run, 'config.json'), `${JSON.stringify(config, null, 2)}\n`)
  return await continueRun(config, { state, step: 0 }, data, options)
}

/**
 * Continues a run from its newest checkpoint that is whole; the result is the same as that of a run that was never stopped.
 * Throws RUN_NOT_FOUND, CONFIG_CHANGED, DATA_CHANGED or CHECKPOINT_CORRUPT when there is nothing to continue or it would not
 * be the same run, RUN_LOCKED while another process trains it, and TRAINING_DIVERGED when a number stops being finite.
 */
export async function resumeRun(options: TrainRunOptions): Promise<{ step: number }> {
  const { run } = options
  const config = await readRunConfig(run)
  checkData(config, options.data)
  const data = fingerprintData(options.data)
  await using _lock = await lockRun(run)
  const recovered = await recoverCheckpoint(run)
  if (recovered !== undefined) {
    const { checkpoint, path } = recovered
    assertSameConfig(run, config, checkpoint.config, path)
    assertSameData(data, checkpoint, path)
    for (const warning of await setDamagedAside(recovered)) options.onWarning?.(warning)
  }
  const from = recovered?.checkpoint ?? { state: initialState(config), step: 0 }
  await removeLeftovers(run)
  await keepMetricsUpTo(run, from.step)
  return await continueRun(config, from, data, options)
}
