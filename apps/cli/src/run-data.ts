import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { AnimeganError, InvalidInputError, parseSchema } from '@animegan/core'
import * as z from 'zod/mini'

/** What a run remembers of its surroundings: not part of its configuration, since pictures may move. */
const RunFile = z.object({ data: z.string() })

const runFile = (run: string): string => join(run, 'run.json')

/** Saves with a run, in run.json, which folder of pictures it is trained on. Throws `NOT_WRITABLE`. */
export async function rememberDataFolder(run: string, data: string): Promise<void> {
  const { writeFileAtomic } = await import('@animegan/runtime-node')
  const json = JSON.stringify({ data: resolve(data) } satisfies z.infer<typeof RunFile>, null, 2)
  await writeFileAtomic(runFile(run), Buffer.from(`${json}\n`))
}

/**
 * The folder of pictures that a run was trained on. Throws `INVALID_OPTION` when it is not known or no longer there, so
 * that `--data` must tell, and `INVALID_DATA` for a damaged run.json.
 */
export async function recallDataFolder(run: string): Promise<string> {
  const path = runFile(run)
  const text = await readFile(path, 'utf8').catch(() => undefined)
  if (text === undefined) {
    throw new InvalidInputError(
      'INVALID_OPTION',
      `--data is needed: there is no ${path} that names the pictures`,
    )
  }
  const { data } = parseRunFile(text, path)
  if (existsSync(data)) return data
  throw new InvalidInputError(
    'INVALID_OPTION',
    `the pictures of this run are no longer in ${data}; say with --data where they are now`,
  )
}

function parseRunFile(text: string, path: string): z.infer<typeof RunFile> {
  const refuse = (problem: string): AnimeganError =>
    new AnimeganError('INVALID_DATA', `${path} ${problem}; say with --data where the pictures are`)
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    throw refuse('is not JSON')
  }
  return parseSchema(RunFile, json, (problems) => refuse(`is wrong: ${problems}`))
}
