import { InvalidInputError } from '@animegan/core'
import type { TrainingData } from '@animegan/train'
import * as z from 'zod/mini'
import { parseFlags, positiveNumber, wholeNumber } from './flag-values.js'
import { recallTeacher, rememberTeacher, type Teacher } from './run-data.js'
import { checkRunFolder, runFlags, runTraining } from './run-training.js'
import { createTerminalProgress } from './terminal-progress.js'
import { assertSettingsKept, resolveTrainingConfig } from './training-settings.js'

const flagsSchema = z.object({
  ...runFlags,
  run: z.string().check(z.minLength(1, 'expected the path of a folder')),
  teacher: z.optional(z.string().check(z.minLength(1, 'expected weights'))),
  steps: wholeNumber(1),
  lessons: wholeNumber(1),
  pixel: positiveNumber(),
  feature: positiveNumber(),
  'adversarial-from': wholeNumber(0),
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
  const teacher = await findTeacher(flags)
  const { loadWeights } = await import('@animegan/runtime-node')
  const weights = await loadWeights(teacher.weights, { from: import.meta.url, signal })
  const config = flags.resume ? await resumedConfig(flags) : await newConfig(flags, weights.manifest)
  await checkRunFolder(run, flags.resume)
  const data = await drawLessonsWith(weights, config.generator.resolution, teacher, flags, signal)
  const remember = () => rememberTeacher(run, teacher)
  await runTraining({ config, data, run, steps, flags, remember, signal })
}

async function findTeacher({ teacher, lessons, seed = 0, resume, run }: Flags): Promise<Teacher> {
  if (resume) {
    const { weights, ...known } = await recallTeacher(run)
    return { weights: teacher ?? weights, ...known }
  }
  if (teacher !== undefined) return { weights: teacher, lessons, seed }
  throw new InvalidInputError('INVALID_OPTION', '--teacher is needed (see animegan distill --help)')
}

async function newConfig(flags: Flags, manifest: import('@animegan/core').WeightsManifest) {
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
  { model, manifest }: import('@animegan/runtime-node').LoadedWeights,
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
