import { join } from 'node:path'
import type {
  Snapshot,
  TrainableWeights,
  TrainingConfig,
  TrainingData,
  TrainRunOptions,
} from '@animegan/train'
import * as z from 'zod/mini'
import { deviceFlags, oneOf, wholeNumber } from './flag-values.js'
import { createTrainingDisplay } from './training-display.js'
import { writingTo } from './write-failure.js'

/** The flags of every command that trains a generator, which say how it is done and not what. */
export const runFlags = {
  ...deviceFlags,
  device: oneOf(['cpu', 'webgpu', 'cuda']),
  'checkpoint-every': wholeNumber(1),
  keep: wholeNumber(1),
  'snapshot-every': z.optional(wholeNumber(1)),
  json: z.optional(z.boolean()),
}

const RunFlags = z.object({ ...runFlags, resume: z.optional(z.boolean()) })

export interface RunTrainingOptions {
  run: string
  config: TrainingConfig
  /** What a new run starts from, if not from fresh weights. */
  weights?: TrainableWeights | undefined
  data: TrainingData
  steps: number
  flags: z.output<typeof RunFlags>
  /** Saves with the run where its pictures are: at the start, or on resuming once they are known to be the same. */
  remember: () => Promise<void>
  signal: AbortSignal
}

/** Starts or continues a run, with a display and sheets under `snapshots/`. Throws what training throws, and `ABORTED`. */
export async function runTraining(options: RunTrainingOptions): Promise<void> {
  const { run, config, weights, data, steps, flags, remember, signal } = options
  const { resumeRun, startRun } = await import('@animegan/train')
  const { createSession } = await import('@animegan/runtime-node')
  const { preset, batchSize } = config
  const display = createTrainingDisplay({ json: flags.json === true, preset, batchSize, steps, signal })
  const settings: TrainRunOptions = {
    run,
    data,
    steps,
    createSession,
    session: { device: flags.device, threads: flags.threads },
    checkpointEvery: flags['checkpoint-every'],
    keepCheckpoints: flags.keep,
    snapshotEvery: flags['snapshot-every'] ?? flags['checkpoint-every'],
    signal,
    onSnapshot: (snapshot) => writeSnapshot(run, snapshot),
    onStep: display.onStep,
    onProgress: display.onProgress,
    onWarning: display.onWarning,
  }
  const work = async () => {
    if (!flags.resume) {
      await remember()
      return startRun(config, settings, weights)
    }
    const done = await resumeRun(settings)
    await remember()
    return done
  }
  const { step } = await writingTo(run, work).finally(() => display.end())
  const stopped = signal.aborted && step < steps
  if (!flags.json) console.log(`${stopped ? 'stopped' : 'done'}: ${step} steps; the run is in ${run}`)
  if (stopped) throw signal.reason
}

/** Looks before the pictures are read whether the run can be begun or continued there. Throws `NOT_WRITABLE`, `RUN_LOCKED` and `RUN_EXISTS`. */
export async function checkRunFolder(run: string, resume: boolean | undefined): Promise<void> {
  const { assertWritable } = await import('@animegan/runtime-node')
  const { assertNoRun, assertUnlocked } = await import('@animegan/train')
  await assertWritable(join(run, 'config.json'))
  await assertUnlocked(run)
  if (!resume) await assertNoRun(run)
}

async function writeSnapshot(run: string, { step, pixels, count, side }: Snapshot) {
  const { drawSheet, encodePng, writeFileAtomic } = await import('@animegan/runtime-node')
  const area = 3 * side * side
  const faces = Array.from({ length: count }, (_, i) => ({
    pixels: pixels.subarray(i * area, (i + 1) * area),
    width: side,
    height: side,
  }))
  const name = `step-${String(step).padStart(6, '0')}.png`
  const sheet = drawSheet(faces, { columns: 8 })
  const png = encodePng(sheet)
  await writeFileAtomic(join(run, 'snapshots', name), png)
  return { png, width: sheet.width, height: sheet.height }
}
