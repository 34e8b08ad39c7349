import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { AnimeganError, InvalidInputError, parseSchema } from '@animegan/core'
import * as z from 'zod/mini'

const Teacher = z.object({ weights: z.string(), lessons: z.number(), seed: z.number() })
/** Where a distillation has its pictures from. */
export type Teacher = z.infer<typeof Teacher>

/** What a run remembers of its surroundings: not part of its configuration, since pictures and weights may move. */
const RunFile = z.object({ data: z.optional(z.string()), teacher: z.optional(Teacher) })
type RunFile = z.infer<typeof RunFile>

const runFile = (run: string): string => join(run, 'run.json')

/** Saves with a run, in run.json, which folder of pictures it is trained on. Throws `NOT_WRITABLE`. */
export async function rememberDataFolder(run: string, data: string): Promise<void> {
  await writeRunFile(run, { data: resolve(data) })
}

/** Saves with a run which teacher drew its pictures. Throws `NOT_WRITABLE`. */
export async function rememberTeacher(run: string, { weights, lessons, seed }: Teacher): Promise<void> {
  const found = existsSync(weights) ? resolve(weights) : weights
  await writeRunFile(run, { teacher: { weights: found, lessons, seed } })
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
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    throw refuse('is not JSON')
  }
  return parseSchema(RunFile, json, (problems) => refuse(`is wrong: ${problems}`))
}
