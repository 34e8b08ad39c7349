import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { AnimeganError, InvalidInputError, parseJson, type WeightsManifest } from '@animegan/core'
import * as z from 'zod/mini'

/** What is known of weights that a run starts from or learns from; it goes into what is exported. */
const Origin = z.record(z.string(), z.json())
export type Origin = z.infer<typeof Origin>

/** @param sha256 of the file that was used */
export function describeWeights(manifest: WeightsManifest, sha256: string): Origin {
  const { name, version, licence, credit } = manifest
  return { name, version, licence, ...(credit === undefined ? {} : { credit }), sha256 }
}

const Teacher = z.object({ weights: z.string(), lessons: z.number(), seed: z.number(), origin: Origin })
/** Where a distillation has its pictures from. */
export type Teacher = z.infer<typeof Teacher>

/** What a run remembers of its surroundings: not part of its configuration, since pictures and weights may move. */
const RunFile = z.object({
  data: z.optional(z.string()),
  /** What it started from, if not from fresh weights. */
  origin: z.optional(Origin),
  teacher: z.optional(Teacher),
})
type RunFile = z.infer<typeof RunFile>

const runFile = (run: string): string => join(run, 'run.json')

/**
 * Saves with a run, in run.json, which folder of pictures it is trained on, and what it started from if that is given; else
 * that stays as it was. Throws `NOT_WRITABLE`.
 */
export async function rememberDataFolder(run: string, data: string, origin?: Origin): Promise<void> {
  const before = await readRunFile(run, 'data').catch((): RunFile => ({}))
  await writeRunFile(run, { ...before, data: resolve(data), ...(origin === undefined ? {} : { origin }) })
}

/** Saves with a run which teacher drew its pictures. Throws `NOT_WRITABLE`. */
export async function rememberTeacher(run: string, teacher: Teacher): Promise<void> {
  const { weights } = teacher
  const found = existsSync(weights) ? resolve(weights) : weights
  await writeRunFile(run, { teacher: { ...teacher, weights: found } })
}

/** Where a run comes from, for the manifest of what is exported: its start and its teacher. Throws `INVALID_DATA`. */
export async function describeOrigins(run: string): Promise<Origin> {
  const { origin, teacher } = await readRunFile(run, 'data')
  return {
    ...(origin === undefined ? {} : { startedFrom: origin }),
    ...(teacher === undefined ? {} : { teacher: { ...teacher.origin, lessons: teacher.lessons } }),
  }
}

/**
 * The folder of pictures that a run was trained on. Throws `INVALID_OPTION` when it is not known or no longer there, so
 * that `--data` must tell, and `INVALID_DATA` for a damaged run.json.
 */
export async function recallDataFolder(run: string): Promise<string> {
  const { data } = await readRunFile(run, 'data')
  if (data === undefined) {
    throw new InvalidInputError(
      'INVALID_OPTION',
      `--data is needed: there is no ${runFile(run)} that names the pictures`,
    )
  }
  if (existsSync(data)) return data
  throw new InvalidInputError(
    'INVALID_OPTION',
    `the pictures of this run are no longer in ${data}; say with --data where they are now`,
  )
}

/** The teacher of a run. Throws `RUN_NOT_FOUND` when none is known, and `INVALID_DATA` for a damaged run.json. */
export async function recallTeacher(run: string): Promise<Teacher> {
  const { teacher } = await readRunFile(run, 'teacher')
  if (teacher !== undefined) return teacher
  throw new InvalidInputError(
    'RUN_NOT_FOUND',
    `${run} holds no distillation: there is no ${runFile(run)} that names a teacher; start one without --resume`,
  )
}

async function writeRunFile(run: string, content: RunFile): Promise<void> {
  const { writeFileAtomic } = await import('@animegan/runtime-node')
  await writeFileAtomic(runFile(run), Buffer.from(`${JSON.stringify(content, null, 2)}\n`))
}

async function readRunFile(run: string, flag: string): Promise<RunFile> {
  const path = runFile(run)
  const refuse = (problem: string): AnimeganError =>
    new AnimeganError(
      'INVALID_DATA',
      `${path} ${problem}; repair it, or say with --${flag} what it should name`,
    )
  const text = await readFile(path, 'utf8').catch(() => undefined)
  if (text === undefined) return {}
  return parseJson(RunFile, text, (problems, notJson) =>
    refuse(notJson ? 'is not JSON' : `is wrong: ${problems}`),
  )
}
