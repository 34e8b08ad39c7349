import { InvalidInputError } from '@animegan/core'
import type { TaggerConfig } from '@animegan/train'
import { readTagSchema } from './tag-schema.js'

/** The flags of `animegan train-tagger` that decide what is computed. */
export interface TaggerFlags {
  run: string
  steps?: number | undefined
  resolution?: number | undefined
  /** Name or path of a tag schema. */
  schema?: string | undefined
  seed?: number | undefined
  holdout?: number | undefined
  'batch-size'?: number | undefined
  'learning-rate'?: number | undefined
  resume?: boolean | undefined
}

/**
 * The configuration that the flags ask for, or that the run to resume has. Throws `INVALID_OPTION`, `INVALID_SPEC`,
 * `INVALID_CONFIG` and `RUN_NOT_FOUND`.
 */
export async function resolveTaggerConfig(flags: TaggerFlags): Promise<TaggerConfig> {
  const { createTaggerConfig, readTaggerRun } = await import('@animegan/train')
  if (flags.resume) {
    const config = await readTaggerRun(flags.run)
    checkUnchanged(flags, config)
    return config
  }
  const { steps, resolution, seed, holdout, schema = 'anime' } = flags
  if (steps === undefined) {
    throw new InvalidInputError('INVALID_OPTION', '--steps is needed (see animegan train-tagger --help)')
  }
  return createTaggerConfig({
    tags: await readTagSchema(schema),
    steps,
    resolution,
    seed,
    holdout,
    batchSize: flags['batch-size'],
    learningRate: flags['learning-rate'],
  })
}

/** What a run began with stays: the learning rate falls over a number of steps that must be known before. */
function checkUnchanged(flags: TaggerFlags, config: TaggerConfig): void {
  const fixed: Partial<Record<keyof TaggerFlags, unknown>> = {
    steps: config.steps,
    resolution: config.network.resolution,
    schema: config.tags.name,
    seed: config.seed,
    holdout: config.holdout,
    'batch-size': config.batchSize,
    'learning-rate': config.adam.learningRate,
  }
  for (const [name, value] of Object.entries(fixed)) {
    const came = flags[name as keyof TaggerFlags]
    if (came === undefined || (came === value && name !== 'schema')) continue
    throw new InvalidInputError(
      'INVALID_OPTION',
      `--${name} cannot be changed on --resume: the run has ${value}; leave it out, or start a new run.`,
    )
  }
}
