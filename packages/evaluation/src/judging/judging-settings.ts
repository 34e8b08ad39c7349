import { mkdir, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { InvalidInputError, parseJson, TagSchema } from '@animegan/core'
import { systemErrorCode, writeFileAtomic } from '@animegan/node-files'
import * as z from 'zod/mini'

const settingsFile = 'judging.json'

const settingsShape = z.object({
  schema: z.literal('animegan.judging/1'),
  /** Whose images they are. */
  model: z.object({ name: z.string(), version: z.string(), dtype: z.string(), sha256: z.string() }),
  /** That the images were planned with. */
  seed: z.int().check(z.nonnegative()),
  /** Of the latents; absent: none. */
  truncation: z.optional(z.number()),
  /** Images of each tag. */
  images: z.int().check(z.positive()),
  /** Ids of the tags that are judged, in the order of `tags`. */
  asked: z.array(z.string()).check(z.minLength(1)),
  /** All that the model has. */
  tags: TagSchema,
})

/** What is judged in a folder: `judging.json`. */
export type JudgingSettings = z.infer<typeof settingsShape>

/** Reads what is judged in a folder; undefined where there is none. Throws `INVALID_DATA`. */
export async function readJudgingSettings(folder: string): Promise<JudgingSettings | undefined> {
  const path = join(folder, settingsFile)
  const refuse = (problems: string) => new InvalidInputError('INVALID_DATA', `${path}: ${problems}`)
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return undefined
    throw refuse(`cannot be read (${(error as Error).message})`)
  }
  return parseJson(settingsShape, text, refuse)
}

/** Reads what is judged in a folder. Throws `INVALID_DATA` also where there is none. */
export async function requireJudgingSettings(folder: string): Promise<JudgingSettings> {
  const settings = await readJudgingSettings(folder)
  if (settings !== undefined) return settings
  throw new InvalidInputError(
    'INVALID_DATA',
    `${folder} has no ${settingsFile}: nothing was drawn there to be judged; draw images first`,
  )
}

/**
 * Makes a folder one for judging, or goes on with one: other tags and more images may be asked for, but not those of
 * another model, seed or truncation, since what was judged would then be of other images.
 *
 * Throws `INVALID_OPTION` when the folder holds something else, `INVALID_DATA`, `NOT_WRITABLE`.
 */
export async function writeJudgingSettings(folder: string, settings: JudgingSettings): Promise<void> {
  const before = await readJudgingSettings(folder)
  if (before === undefined) await assertEmpty(folder)
  else assertSameImages(folder, before, settings)
  await mkdir(folder, { recursive: true })
  await writeFileAtomic(join(folder, settingsFile), `${JSON.stringify(settings, null, 2)}\n`)
}

async function assertEmpty(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => [])
  if (names.length === 0) return
  throw new InvalidInputError(
    'INVALID_OPTION',
    `${folder} holds other things (${names.slice(0, 3).join(', ')}); choose an empty folder, or one that is not there yet`,
  )
}

function assertSameImages(folder: string, before: JudgingSettings, now: JudgingSettings): void {
  const describe = ({ model, seed, truncation }: JudgingSettings): string =>
    [
      `${model.name} ${model.version} (${model.dtype}, SHA-256 ${model.sha256.slice(0, 12)})`,
      `seed ${seed}`,
      truncation === undefined ? 'no truncation' : `truncation ${truncation}`,
    ].join(', ')
  const [old, wanted] = [before, now].map(describe)
  if (before.model.sha256 === now.model.sha256 && old === wanted) return
  throw new InvalidInputError(
    'INVALID_OPTION',
    `${folder} holds images of ${old}, and asked for are those of ${wanted}; choose another folder for them`,
  )
}
