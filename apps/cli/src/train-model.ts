import { join } from 'node:path'
import * as z from 'zod/mini'
import { deviceFlags, oneOf, parseFlags, wholeNumber } from './flag-values.js'
import { createTerminalProgress } from './terminal-progress.js'

const flagsSchema = z.object({
  ...deviceFlags,
  device: oneOf(['cpu', 'webgpu', 'cuda']),
  data: z.string(),
  run: z.string(),
  steps: wholeNumber(1),
  preset: z.optional(z.string()),
  seed: z.optional(wholeNumber(0)),
  resume: z.optional(z.boolean()),
  'checkpoint-every': wholeNumber(1),
  'snapshot-every': z.optional(wholeNumber(1)),
  'dry-run': z.optional(z.boolean()),
  json: z.optional(z.boolean()),
})

/** Does `animegan train`: a new run or the continuation of one, with sheets of pictures under `snapshots/`. */
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
  const { createSession } = await import('@animegan/runtime-node')
  const { loadTrainingData } = await import('@animegan/dataset')
  const loading = createTerminalProgress('pictures')
  const data = await loadTrainingData(flags.data, {
    resolution: config.generator.resolution,
    schema: config.tags,
    signal,
    onProgress: loading,
  }).finally(() => loading.clear())

  const progress = createTerminalProgress('step')
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
    onProgress: (report) => {
      progress.clear()
      console.log(flags.json ? JSON.stringify(report) : describe(report))
    },
  }
  const { step } = flags.resume ? await train.resumeRun(options) : await train.startRun(config, options)
  if (signal.aborted) throw signal.reason
  if (!flags.json) console.log(`done: ${step} steps; the run is in ${flags.run}`)
}

/** The saved configuration; what it fixes cannot be given again. */
async function resumedConfig(flags: { run: string; preset?: string | undefined; seed?: number | undefined }) {
  const { InvalidInputError } = await import('@animegan/core')
  for (const flag of ['preset', 'seed'] as const) {
    if (flags[flag] === undefined) continue
    throw new InvalidInputError('INVALID_OPTION', `--${flag} cannot be changed on --resume; leave it out.`)
  }
  const { readRunConfig } = await import('@animegan/train')
  return readRunConfig(flags.run)
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
