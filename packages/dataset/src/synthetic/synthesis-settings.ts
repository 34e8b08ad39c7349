import { mkdir, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AnimeganError, InvalidInputError, type TagPrior } from '@animegan/core'
import { writeFileAtomic } from '@animegan/node-files'
import * as z from 'zod/mini'
import type { SynthesisSchema } from './synthesis-plan.js'

const file = 'synthesis.json'

/** By schema, raised whenever the same settings draw other pictures, so that no folder mixes two drawings. */
const drawings: Readonly<Record<SynthesisSchema, number>> = { anime: 1, 'anime-year': 1 }

const settingsShape = z.object({
  schema: z.literal('animegan.synthesis/1'),
  drawing: z.int(),
  size: z.int(),
  seed: z.int(),
  prior: z.string(),
  /** Absent for 'anime'. */
  tags: z.optional(z.string()),
})

const settingKeys = ['drawing', 'size', 'seed', 'prior', 'tags'] as const
type SettingKey = (typeof settingKeys)[number]

/** What decides the pictures of a synthetic data set; a folder remembers it, to continue with the same. */
export interface SynthesisSettings {
  size: number
  seed: number
  prior: TagPrior
  schema: SynthesisSchema
}

/**
 * Makes the folder ready: creates it, or checks that what it holds was begun with the same settings. Returns whether it
 * held a begun data set.
 *
 * Throws `NOT_WRITABLE`, and `INVALID_OPTION` when the folder holds anything else.
 */
export async function prepareFolder(out: string, settings: SynthesisSettings): Promise<boolean> {
  const names = await makeFolder(out)
  const { schema: tags, ...rest } = settings
  const wanted: z.infer<typeof settingsShape> = {
    schema: 'animegan.synthesis/1',
    drawing: drawings[tags],
    ...rest,
    ...(tags === 'anime' ? {} : { tags }),
  }
  if (names.includes(file)) {
    const found = await readSettings(join(out, file))
    const differing = settingKeys.filter((key) => found?.[key] !== wanted[key])
    if (differing.length === 0) return true
    const details = differing.map(
      (key) => `${key} ${showSetting(found, key)} there, ${showSetting(wanted, key)} asked`,
    )
    throw new InvalidInputError(
      'INVALID_OPTION',
      `${out} holds a data set made with other settings (${details.join('; ')}); choose another folder or the same settings`,
    )
  }
  if (names.length > 0) {
    throw new InvalidInputError(
      'INVALID_OPTION',
      `${out} is not empty and holds no synthetic data set to continue; choose a new folder`,
    )
  }
  await writeFileAtomic(join(out, file), `${JSON.stringify(wanted, null, 2)}\n`)
  return false
}

/** A setting as a message shows it; 'anime', the schema of the first folders, is not written down. */
function showSetting(settings: z.infer<typeof settingsShape> | undefined, key: SettingKey): string | number {
  if (settings === undefined) return 'unreadable'
  return settings[key] ?? 'anime'
}

async function makeFolder(out: string): Promise<string[]> {
  try {
    await mkdir(out, { recursive: true })
    return await readdir(out)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new AnimeganError('NOT_WRITABLE', `cannot make folder ${out}: ${reason}`, { cause })
  }
}

async function readSettings(path: string): Promise<z.infer<typeof settingsShape> | undefined> {
  try {
    return settingsShape.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch {
    return undefined
  }
}
