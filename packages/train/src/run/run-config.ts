import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AnimeganError, InvalidInputError, showValue } from '@animegan/core'
import { parseTrainingConfig, type TrainingConfig } from '../training-config.js'

const configPath = (run: string): string => join(run, 'config.json')

/** The configuration saved with a run. Throws RUN_NOT_FOUND or INVALID_CONFIG. */
export async function readRunConfig(run: string): Promise<TrainingConfig> {
  const saved = await readSavedConfig(run)
  if (saved === undefined) {
    throw new InvalidInputError(
      'RUN_NOT_FOUND',
      `${run} holds no run: there is no config.json in it. Start one without --resume.`,
    )
  }
  return parseTrainingConfig(saved, configPath(run))
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
export function assertSameConfig(
  run: string,
  config: TrainingConfig,
  saved: TrainingConfig,
  path: string,
): void {
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
