import { AnimeganError } from '@animegan/core'
import { checkpointPath, listCheckpoints, writeCheckpoint } from '../checkpoint.js'
import { assertFiniteState } from '../divergence.js'
import type { TrainRunOptions } from '../train-run.js'
import { Trainer } from '../trainer.js'
import type { TrainingConfig } from '../training-config.js'
import type { TrainingState } from '../training-state.js'
import { pruneCheckpoints } from './checkpoint-retention.js'
import { EventFile } from './event-file.js'
import { appendMetrics } from './metrics-log.js'
import { MetricsWindow } from './metrics-window.js'
import { createPreview } from './preview.js'
import { averageTagLoss } from './tag-loss-average.js'

/** Where a session of a run begins. */
export interface StartingPoint {
  state: TrainingState
  step: number
  tagLoss?: number | undefined
}

/**
 * Trains until the run has the wanted number of steps or the signal comes, with reports, checkpoints and snapshots.
 *
 * @param data SHA-256 of the training data
 */
export async function continueRun(
  config: TrainingConfig,
  from: StartingPoint,
  data: string,
  options: TrainRunOptions,
): Promise<{ step: number }> {
  const { run, steps, createSession, session = {}, signal } = options
  const { checkpointEvery = 200, keepCheckpoints = 2, reportEvery = 10 } = options
  const { snapshotEvery = checkpointEvery } = options
  await using trainer = await Trainer.create(config, options.data, from, createSession, session)
  const preview = options.onSnapshot && (await createPreview(config, createSession, session))
  const events = new EventFile(run, from.step)
  let { tagLoss } = from

  let saved = from.step
  const save = async () => {
    const { step } = trainer
    if (step === saved) return
    const state = await trainer.readState()
    assertFiniteState(state, step)
    await writeCheckpoint(checkpointPath(run, step), { config, step, data, state, tagLoss })
    await pruneCheckpoints(run, keepCheckpoints)
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
    await events.writeScalars(step, { ...metrics, 'speed/stepsPerSecond': stepsPerSecond })
    options.onProgress?.({ step, steps, imagesSeen, metrics, stepsPerSecond })
  }

  let drawn = from.step
  const snapshot = async () => {
    const { step } = trainer
    if (preview === undefined || step === drawn) return
    const sheet = await options.onSnapshot?.(await preview.draw(step, await trainer.readState()))
    if (sheet !== undefined) await events.writeSheet(step, sheet)
    drawn = step
  }

  try {
    while (trainer.step < steps && !signal?.aborted) {
      const metrics = await trainer.advance()
      const { step } = trainer
      window.add(metrics)
      tagLoss = averageTagLoss(tagLoss, metrics, step)
      options.onStep?.(step)
      const saving = step % checkpointEvery === 0
      // A run that goes on from a checkpoint reports the same means as one that never stopped.
      if (step % reportEvery === 0 || saving) await report()
      if (saving) await save()
      if (step % snapshotEvery === 0) await snapshot()
    }
    // At the end, and whenever the signal came, even from a callback above: nothing that was computed is lost.
    await report()
    await save()
    await snapshot()
    return { step: trainer.step }
  } catch (error) {
    if (!isDivergence(error)) throw error
    await report()
    throw await withLastGood(error, run)
  } finally {
    await preview?.dispose()
  }
}

const isDivergence = (error: unknown): error is AnimeganError =>
  AnimeganError.isInstance(error) && error.code === 'TRAINING_DIVERGED'

async function withLastGood(error: AnimeganError, run: string): Promise<AnimeganError> {
  const last = (await listCheckpoints(run)).at(-1)
  const kept =
    last === undefined ? 'There was no checkpoint yet.' : `The last good checkpoint is ${last.path}.`
  return new AnimeganError(error.code, `${error.message} ${kept}`, { cause: error })
}
