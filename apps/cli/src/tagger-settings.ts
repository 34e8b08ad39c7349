import { readFile } from 'node:fs/promises'
import { animeTags, InvalidInputError, parseTagSchema, type TagSchema } from '@animegan/core'
import type { TaggerConfig } from '@animegan/train'

/** The flags of `animegan train-tagger` that decide what is computed. */
export interface TaggerFlags {
  run: string
  steps?: number | undefined
  resolution?: number | undefined
  /** Path of a tag schema. */
  tags?: string | undefined
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
  const { steps, resolution, seed, holdout, tags } = flags
  if (steps === undefined) {
    throw new InvalidInputError('INVALID_OPTION', '--steps is needed (see animegan train-tagger --help)')
  }
  return createTaggerConfig({
    tags: tags === undefined ? animeTags : await readTagSchema(tags),
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
    tags: config.tags.name,
    seed: config.seed,
    holdout: config.holdout,
    'batch-size': config.batchSize,
    'learning-rate': config.adam.learningRate,
  }
  for (const [name, value] of Object.entries(fixed)) {
    const came = flags[name as keyof TaggerFlags]
    if (came === undefined || (came === value && name !== 'tags')) continue
    throw new InvalidInputError(
      'INVALID_OPTION',
      `--${name} cannot be changed on --resume: the run has ${value}; leave it out, or start a new run.`,
    )
  }
}

async function readTagSchema(path: string): Promise<TagSchema> {
  const refuse = (problem: string, cause: unknown) =>
    new InvalidInputError('INVALID_SPEC', `--tags: ${path} ${problem}; expected a tag schema`, { cause })
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw refuse('cannot be read', cause)
  })
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (cause) {
    throw refuse('is not JSON', cause)
  }
  return parseTagSchema(json, path)
}
