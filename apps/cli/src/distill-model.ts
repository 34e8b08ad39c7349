import { InvalidInputError, type WeightsManifest } from '@animegan/core'
import type { LoadedWeights } from '@animegan/runtime-node'
import type { TrainingConfig, TrainingData } from '@animegan/train'
import * as z from 'zod/mini'
import { parseFlags, positiveNumber, wholeNumber } from './flag-values.js'
import { describeWeights, recallTeacher, rememberTeacher, type Teacher } from './run-data.js'
import { checkRunFolder, runFlags, runTraining } from './run-training.js'
import { createTerminalProgress } from './terminal-progress.js'
import { assertSettingsKept, resolveTrainingConfig } from './training-settings.js'

const flagsSchema = z.object({
  ...runFlags,
  run: z.string().check(z.minLength(1, 'expected the path of a folder')),
  teacher: z.optional(z.string().check(z.minLength(1, 'expected weights'))),
  steps: wholeNumber(1),
  lessons: z.optional(wholeNumber(1)),
  pixel: z.optional(positiveNumber()),
  feature: z.optional(positiveNumber()),
  'adversarial-from': z.optional(wholeNumber(0)),
  preset: z.optional(z.string()),
  seed: z.optional(wholeNumber(0)),
  config: z.optional(z.string().check(z.minLength(1, 'expected the path of a file'))),
  set: z.array(z.string()),
  resume: z.optional(z.boolean()),
})

type Flags = z.output<typeof flagsSchema>

/**
 * Does `animegan distill`. The teacher draws its lessons first, also on `--resume`: they follow from the seed.
 *
 * Throws what `animegan train` throws, and `WEIGHTS_NOT_FOUND`, `WEIGHTS_CORRUPT` for the teacher.
 */
export async function distillModel(
  rawFlags: Record<string, unknown>,
  set: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  const flags = parseFlags(flagsSchema, { ...rawFlags, set })
  const { run, steps } = flags
  if (flags.resume) assertBegun(flags)
  const known = flags.resume ? await recallTeacher(run) : undefined
  const source = flags.teacher ?? known?.weights
  if (source === undefined) {
    throw new InvalidInputError('INVALID_OPTION', '--teacher is needed (see animegan distill --help)')
  }
  const { loadWeights } = await import('@animegan/runtime-node')
  const weights = await loadWeights(source, { from: import.meta.url, signal })
  const config = known ? await resumedConfig(flags) : await newConfig(flags, weights.manifest)
  await checkRunFolder(run, flags.resume)
  const { lessons = 8000, seed = 0 } = known ?? flags
  const origin = describeWeights(weights.manifest, weights.sha256)
  const teacher = { weights: source, lessons, seed, origin }
  const data = await drawLessonsWith(weights, config.generator.resolution, teacher, flags, signal)
  const remember = () => rememberTeacher(run, teacher)
  await runTraining({ config, data, run, steps, flags, remember, signal })
}

/** Throws `INVALID_OPTION` for options that only count at the start of a run. */
function assertBegun(flags: Flags): void {
  for (const name of ['lessons', 'pixel', 'feature', 'adversarial-from'] as const) {
    if (flags[name] === undefined) continue
    throw new InvalidInputError('INVALID_OPTION', `--${name} says how a run begins; leave it out on --resume`)
  }
}

async function newConfig(flags: Flags, manifest: WeightsManifest): Promise<TrainingConfig> {
  const { studentConfig } = await import('@animegan/train')
  const { pixel, feature, 'adversarial-from': adversarialFrom } = flags
  return studentConfig(await resolveTrainingConfig(flags), manifest, { pixel, feature, adversarialFrom })
}

async function resumedConfig(flags: Flags) {
  const { readRunConfig } = await import('@animegan/train')
  const saved = await readRunConfig(flags.run)
  await assertSettingsKept(saved, flags)
  return saved
}

async function drawLessonsWith(
  { model, manifest }: LoadedWeights,
  resolution: number,
  { lessons, seed }: Teacher,
  { device, threads }: Flags,
  signal: AbortSignal,
): Promise<TrainingData> {
  const { createSession } = await import('@animegan/runtime-node')
  const { drawLessons } = await import('@animegan/train')
  const session = await createSession(model, { device, threads })
  const onProgress = createTerminalProgress('lessons')
  try {
    return await drawLessons(session, manifest, { count: lessons, seed, resolution, onProgress, signal })
  } finally {
    onProgress.clear()
    await session.dispose()
  }
}
