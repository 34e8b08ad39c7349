import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { InvalidInputError } from '@animegan/core'
import * as z from 'zod/mini'
import { deviceFlags, oneOf, parseFlags, wholeNumber } from './flag-values.js'
import { recallDataFolder, rememberDataFolder } from './run-data.js'
import { createTerminalProgress } from './terminal-progress.js'
import { writingTo } from './write-failure.js'

const text = () => z.string().check(z.minLength(1, 'expected the path of a folder'))

const flagsSchema = z.object({
  ...deviceFlags,
  device: oneOf(['cpu', 'webgpu', 'cuda']),
  data: z.optional(text()),
  run: text(),
  steps: wholeNumber(1),
  preset: z.optional(z.string()),
  seed: z.optional(wholeNumber(0)),
  resume: z.optional(z.boolean()),
  'checkpoint-every': wholeNumber(1),
  'snapshot-every': z.optional(wholeNumber(1)),
  'dry-run': z.optional(z.boolean()),
  json: z.optional(z.boolean()),
})

type TrainFlags = z.output<typeof flagsSchema>

/**
 * Does `animegan train`: a new run or the continuation of one, with sheets of pictures under `snapshots/`.
 *
 * Throws `INVALID_OPTION`, `UNKNOWN_PRESET`, `RUN_EXISTS`, `RUN_NOT_FOUND`, `NOT_WRITABLE`, `ABORTED` after Ctrl-C, and
 * what reading the pictures and training throw.
 */
export async function trainModel(rawFlags: Record<string, unknown>, signal: AbortSignal): Promise<void> {
  const flags = parseFlags(flagsSchema, rawFlags)
  const train = await import('@animegan/train')
  const config = flags.resume
    ? await resumedConfig(flags)
    : train.trainingPreset(flags.preset ?? 'lite-64', flags.seed ?? 0)
  if (flags['dry-run']) {
    console.log(JSON.stringify(config, null, 2))
    return
  }
  const folder = flags.data ?? (flags.resume ? await recallDataFolder(flags.run) : undefined)
  if (folder === undefined) {
    throw new InvalidInputError('INVALID_OPTION', '--data is needed (see animegan train --help)')
  }
  await checkRunFolder(flags)
  const { createSession } = await import('@animegan/runtime-node')
  const data = await loadPictures(folder, config, signal)

  const options: import('@animegan/train').TrainRunOptions = {
    run: flags.run,
    data,
    steps: flags.steps,
    createSession,
    session: { device: flags.device, threads: flags.threads },
    checkpointEvery: flags['checkpoint-every'],
    snapshotEvery: flags['snapshot-every'] ?? flags['checkpoint-every'],
    signal,
    onSnapshot: (snapshot) => writeSnapshot(flags.run, snapshot),
    onProgress: (report) => console.log(flags.json ? JSON.stringify(report) : describe(report)),
  }
  const { step } = await writingTo(flags.run, async () => {
    if (!flags.resume) {
      await rememberDataFolder(flags.run, folder)
      return train.startRun(config, options)
    }
    const done = await train.resumeRun(options)
    // Only now is it known that these are the pictures of this run.
    await rememberDataFolder(flags.run, folder)
    return done
  })
  const stopped = signal.aborted && step < flags.steps
  if (!flags.json) console.log(`${stopped ? 'stopped' : 'done'}: ${step} steps; the run is in ${flags.run}`)
  if (stopped) throw signal.reason
}

/** The saved configuration; what it fixes cannot be given again. */
async function resumedConfig(flags: TrainFlags) {
  for (const flag of ['preset', 'seed'] as const) {
    if (flags[flag] === undefined) continue
    throw new InvalidInputError('INVALID_OPTION', `--${flag} cannot be changed on --resume; leave it out.`)
  }
  const { readRunConfig } = await import('@animegan/train')
  return readRunConfig(flags.run)
}

/** Looks before the pictures are read whether the run can be begun or continued there. */
async function checkRunFolder({ run, resume }: TrainFlags): Promise<void> {
  const { assertWritable } = await import('@animegan/runtime-node')
  const { listCheckpoints } = await import('@animegan/train')
  await assertWritable(join(run, 'config.json'))
  if (resume || (!existsSync(join(run, 'config.json')) && (await listCheckpoints(run)).length === 0)) return
  throw new InvalidInputError(
    'RUN_EXISTS',
    `${run} already holds a run; continue it with --resume, or choose another folder`,
  )
}

async function loadPictures(
  folder: string,
  { generator, tags }: import('@animegan/train').TrainingConfig,
  signal: AbortSignal,
) {
  const { loadTrainingData } = await import('@animegan/dataset')
  const onProgress = createTerminalProgress('pictures')
  try {
    return await loadTrainingData(folder, {
      resolution: generator.resolution,
      schema: tags,
      signal,
      onProgress,
    })
  } finally {
    onProgress.clear()
  }
}

async function writeSnapshot(run: string, { step, pixels, count, side }: import('@animegan/train').Snapshot) {
  const { drawSheet, encodePng, writeFileAtomic } = await import('@animegan/runtime-node')
  const area = 3 * side * side
  const faces = Array.from({ length: count }, (_, i) => ({
    pixels: pixels.subarray(i * area, (i + 1) * area),
    width: side,
    height: side,
  }))
  const name = `step-${String(step).padStart(6, '0')}.png`
  await writeFileAtomic(join(run, 'snapshots', name), encodePng(drawSheet(faces, { columns: 8 })))
}

function describe({
  step,
  steps,
  imagesSeen,
  metrics,
  stepsPerSecond,
}: import('@animegan/train').TrainingProgress): string {
  const number = (name: string, digits = 2) => metrics[name]?.toFixed(digits) ?? '-'
  const minutes = Math.ceil((steps - step) / stepsPerSecond / 60)
  return [
    `step ${step}/${steps}`,
    `${imagesSeen} images`,
    `D ${number('discriminator/adversarial')}`,
    `real ${number('discriminator/accuracyReal')}`,
    `fake ${number('discriminator/accuracyFake')}`,
    `penalty ${number('discriminator/penalty', 3)}`,
    `tags ${number('discriminator/accuracyTags', 3)}`,
    `G ${number('generator/adversarial')}`,
    `tags ${number('generator/accuracyTags', 3)}`,
    `${stepsPerSecond.toFixed(2)} steps/s`,
    `${minutes} min left`,
  ].join('  ')
}
