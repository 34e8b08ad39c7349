import { InvalidInputError } from '@animegan/core'
import type { TrainableWeights, TrainingConfig } from '@animegan/train'
import * as z from 'zod/mini'
import { parseFlags, wholeNumber } from './flag-values.js'
import { loadPictures } from './load-pictures.js'
import { type Origin, recallDataFolder, rememberDataFolder } from './run-data.js'
import { checkRunFolder, runFlags, runTraining } from './run-training.js'
import { readStartingWeights } from './starting-weights.js'
import { readTagSchema } from './tag-schema.js'
import { assertSettingsKept, resolveTrainingConfig } from './training-settings.js'

const text = () => z.string().check(z.minLength(1, 'expected the path of a folder'))

const flagsSchema = z.object({
  ...runFlags,
  data: z.optional(text()),
  run: z.optional(text()),
  steps: z.optional(wholeNumber(1)),
  preset: z.optional(z.string()),
  seed: z.optional(wholeNumber(0)),
  config: z.optional(z.string().check(z.minLength(1, 'expected the path of a file'))),
  set: z.array(z.string()),
  resume: z.optional(z.boolean()),
  from: z.optional(z.string().check(z.minLength(1, 'expected weights or the folder of a run'))),
  schema: z.optional(z.string()),
  'dry-run': z.optional(z.boolean()),
})

type TrainFlags = z.output<typeof flagsSchema>

interface StartingPoint {
  config: TrainingConfig
  weights?: TrainableWeights
  origin?: Origin
}

/**
 * Does `animegan train`: a new run or the continuation of one, with sheets of pictures under `snapshots/`.
 *
 * Throws `INVALID_OPTION`, `INVALID_CONFIG`, `UNKNOWN_PRESET`, `RUN_EXISTS`, `RUN_NOT_FOUND`, `RUN_LOCKED`, `CONFIG_CHANGED`,
 * `NOT_WRITABLE`, `ABORTED` after Ctrl-C, and what reading the pictures and training throw.
 */
export async function trainModel(
  rawFlags: Record<string, unknown>,
  set: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  const flags = parseFlags(flagsSchema, { ...rawFlags, set })
  const { config, weights, origin } = flags.resume
    ? await resumedConfig(flags)
    : await newConfig(flags, signal)
  if (flags['dry-run']) {
    console.log(JSON.stringify(config, null, 2))
    return
  }
  const run = needFlag(flags, 'run')
  const steps = needFlag(flags, 'steps')
  const folder = flags.data ?? (flags.resume ? await recallDataFolder(run) : needFlag(flags, 'data'))
  await checkRunFolder(run, flags.resume)
  const data = await loadPictures(folder, config.generator.resolution, config.tags, signal)
  const remember = () => rememberDataFolder(run, folder, origin)
  await runTraining({ config, weights, data, run, steps, flags, remember, signal })
}

function needFlag<Name extends 'run' | 'steps' | 'data'>(
  flags: TrainFlags,
  name: Name,
): NonNullable<TrainFlags[Name]> {
  const value = flags[name]
  if (value != null) return value
  throw new InvalidInputError('INVALID_OPTION', `--${name} is needed (see animegan train --help)`)
}

/** A new run's configuration: a recipe, for the networks that `--from` names if it is given, and for `--schema`. */
async function newConfig(flags: TrainFlags, signal: AbortSignal): Promise<StartingPoint> {
  const recipe = await resolveTrainingConfig(flags)
  const asked = flags.schema === undefined ? undefined : await readTagSchema(flags.schema)
  if (flags.from === undefined) {
    const { adoptSchema } = await import('@animegan/train')
    return { config: asked === undefined ? recipe : adoptSchema(recipe, asked) }
  }
  const { adoptNetworks } = await import('@animegan/train')
  const { weights, origin } = await readStartingWeights(flags.from, signal)
  return { config: adoptNetworks(recipe, weights, asked ?? weights.tags), weights, origin }
}

/** The saved configuration; what is asked for besides must be what it says already. */
async function resumedConfig(flags: TrainFlags): Promise<StartingPoint> {
  const { readRunConfig } = await import('@animegan/train')
  const saved = await readRunConfig(needFlag(flags, 'run'))
  await assertSettingsKept(saved, flags)
  for (const name of ['from', 'schema'] as const) {
    if (flags[name] === undefined) continue
    throw new InvalidInputError('INVALID_OPTION', `--${name} says how a run begins; leave it out on --resume`)
  }
  if (saved.distillation === undefined) return { config: saved }
  throw new InvalidInputError(
    'INVALID_OPTION',
    `${flags.run} learns from a teacher; continue it with animegan distill --resume`,
  )
}
