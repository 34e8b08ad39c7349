import { InvalidInputError } from '@animegan/core'
import type { TrainingConfig } from '@animegan/train'
import { readJsonFile } from './json-file.js'

/** What was typed to change the configuration of a run. */
export interface TrainingSettings {
  preset?: string | undefined
  seed?: number | undefined
  /** Path of a JSON file with a part of a configuration. */
  config?: string | undefined
  /** `path=value`, such as `adam.learningRate=1e-4`. */
  set: readonly string[]
}

type JsonObject = Record<string, unknown>

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * The configuration of a new run: a preset, over it the file, over that the single values, and then the seed. Throws
 * `UNKNOWN_PRESET`, `INVALID_OPTION` for a file or value that cannot be read, and `INVALID_CONFIG` naming each wrong or
 * unknown field.
 */
export async function resolveTrainingConfig(settings: TrainingSettings): Promise<TrainingConfig> {
  const { parseTrainingConfig, trainingPreset, trainingPresetNames } = await import('@animegan/train')
  const file = await readSettingsFile(settings.config)
  const named = trainingPresetNames.find((name) => name === file.preset)
  const base = trainingPreset(settings.preset ?? named ?? 'lite-64', settings.seed ?? 0)
  return parseTrainingConfig(applySettings(base, file, settings), 'the configuration asked for')
}

/**
 * Looks whether the settings agree with the saved configuration of a run, which cannot change any more. Throws
 * `CONFIG_CHANGED` naming what differs, and `INVALID_OPTION`.
 */
export async function assertSettingsKept(saved: TrainingConfig, settings: TrainingSettings): Promise<void> {
  const { listConfigDifferences } = await import('@animegan/train')
  const asked = applySettings(saved, await readSettingsFile(settings.config), settings)
  const differences = listConfigDifferences(saved, asked)
  if (differences.length === 0) return
  throw new InvalidInputError(
    'CONFIG_CHANGED',
    `the configuration of a run cannot be changed on --resume, but it would: ${differences.join('; ')}`,
  )
}

function applySettings(
  base: TrainingConfig,
  file: JsonObject,
  { preset, seed, set }: TrainingSettings,
): unknown {
  const merged = set.reduce<unknown>(
    (config, assignment) => assign(config, assignment),
    merge(base, file),
  ) as JsonObject
  return {
    ...merged,
    ...(preset === undefined ? {} : { preset }),
    ...(seed === undefined ? {} : { seed }),
  }
}

async function readSettingsFile(path: string | undefined): Promise<JsonObject> {
  if (path === undefined) return {}
  const refuse = (problem: string, cause?: unknown) =>
    new InvalidInputError('INVALID_OPTION', `--config: ${path} ${problem}`, { cause })
  const json = await readJsonFile(path, refuse)
  if (!isObject(json)) throw refuse('should hold a JSON object with fields of a configuration')
  return json
}

/** Fields of `over` in place of those of `base`; only objects of one kind are mixed, lists are replaced. */
function merge(base: unknown, over: unknown): unknown {
  if (!isObject(base) || !isObject(over)) return over
  if (over.kind !== undefined && over.kind !== base.kind) return over
  const fields = Object.entries(over).map(([key, value]) => [key, merge(base[key], value)])
  return { ...base, ...Object.fromEntries(fields) }
}

/** A copy of the configuration in which the field that `path=value` names is changed. */
function assign(config: unknown, assignment: string): unknown {
  const [, path, text] = /^([^=]+)=(.*)$/s.exec(assignment) ?? []
  if (path === undefined || text === undefined) {
    throw new InvalidInputError('INVALID_OPTION', `--set: expected path=value, but "${assignment}" came`)
  }
  return replaceAt(config, path.split('.'), readValue(text), path)
}

/** JSON, or else a word as it stands. */
function readValue(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function replaceAt(target: unknown, [key, ...rest]: string[], value: unknown, path: string): unknown {
  if (key === undefined) return value
  if (Array.isArray(target)) {
    const index = Number(key)
    if (Number.isInteger(index) && index >= 0 && index < target.length) {
      return target.with(index, replaceAt(target[index], rest, value, path))
    }
  } else if (isObject(target) && Object.hasOwn(target, key)) {
    return { ...target, [key]: replaceAt(target[key], rest, value, path) }
  }
  const known = isObject(target)
    ? Object.keys(target).join(', ')
    : Array.isArray(target)
      ? `0 to ${target.length - 1}`
      : ''
  throw new InvalidInputError(
    'INVALID_CONFIG',
    `--set: there is no ${path} in the configuration${known === '' ? '' : `; instead of "${key}" there is ${known}`}`,
  )
}
