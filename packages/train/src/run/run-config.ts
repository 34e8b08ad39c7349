import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AnimeganError, InvalidInputError, showValue } from '@animegan/core'
import { listCheckpoints } from '../checkpoint.js'
import { parseTrainingConfig, type TrainingConfig } from '../training-config.js'

const configPath = (run: string): string => join(run, 'config.json')

/** The configuration saved with a run. Throws RUN_NOT_FOUND or INVALID_CONFIG. */
export function readRunConfig(run: string): Promise<TrainingConfig> {
  return readConfigOf(run, parseTrainingConfig)
}

/**
 * The configuration saved with a run of any kind. Throws RUN_NOT_FOUND, and INVALID_CONFIG, which `parse` throws too.
 *
 * @param parse validates JSON read from `source`
 */
export async function readConfigOf<Config>(
  run: string,
  parse: (json: unknown, source: string) => Config,
): Promise<Config> {
  const saved = await readSavedConfig(run)
  if (saved === undefined) {
    throw new InvalidInputError(
      'RUN_NOT_FOUND',
      `${run} holds no run: there is no config.json in it. Start one without --resume.`,
    )
  }
  return parse(saved, configPath(run))
}

/**
 * Throws RUN_EXISTS when a folder holds a run: a configuration, or a checkpoint beyond step 0. A checkpoint of step 0 alone
 * is what a fine-tuning leaves that was killed before it had begun.
 */
export async function assertNoRun(run: string): Promise<void> {
  const begun = (await listCheckpoints(run)).some(({ step }) => step > 0)
  if (!begun && (await readSavedConfig(run)) === undefined) return
  throw new InvalidInputError(
    'RUN_EXISTS',
    `${run} already holds a run. Continue it with --resume, or choose another folder.`,
  )
}

/** The JSON of config.json, undefined when there is none. Throws INVALID_CONFIG when it is no JSON. */
export async function readSavedConfig(run: string): Promise<unknown> {
  const text = await readFile(configPath(run), 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  try {
    return JSON.parse(text)
  } catch {
    throw new AnimeganError(
      'INVALID_CONFIG',
      `${configPath(run)} is not JSON. Restore it from a checkpoint's metadata, or start a new run.`,
    )
  }
}

/** Throws CONFIG_CHANGED, naming what differs, when config.json is not what a checkpoint was trained with. */
export function assertSameConfig(run: string, config: unknown, saved: unknown, path: string): void {
  const differences = listConfigDifferences(saved, config)
  if (differences.length === 0) return
  throw new InvalidInputError(
    'CONFIG_CHANGED',
    `${configPath(run)} differs from the configuration in ${path}: ${differences.join('; ')}. Restore it, or start a new run.`,
  )
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

/** The fields in which two configurations differ: `adam.learningRate was 0.0002, is 0.001`. */
export function listConfigDifferences(before: unknown, after: unknown, path = ''): string[] {
  if (!isObject(before) || !isObject(after)) {
    return before === after ? [] : [`${path} was ${showValue(before)}, is ${showValue(after)}`]
  }
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key) =>
    listConfigDifferences(before[key], after[key], path === '' ? key : `${path}.${key}`),
  )
}
