import { readFile } from 'node:fs/promises'
import { InvalidInputError } from '@animegan/core'
import * as z from 'zod/mini'
import { parseFlags } from './flag-values.js'
import { readTagSchema } from './tag-schema.js'

const text = (what: string) => z.optional(z.string().check(z.regex(/\S/, `expected ${what}`)))

const flagsSchema = z.object({
  dir: z.string().check(z.minLength(1, 'expected an image folder')),
  title: text('a title'),
  licence: text('a licence'),
  description: text('the path of a file'),
  about: text('the path of a JSON file'),
  pipeline: text('the path of a JSON file'),
  schema: z.string(),
  out: text('the path of a file'),
})

/** Does `animegan dataset card`. Throws `INVALID_OPTION` for wrong flags, `INVALID_CONFIG`, and as `writeCard` does. */
export async function writeFolderCard(rawFlags: Record<string, unknown>): Promise<void> {
  const { dir, title, licence, out, ...flags } = parseFlags(flagsSchema, rawFlags)
  const { parseCardText, parsePipelineConfig, writeCard } = await import('@animegan/dataset')
  const about = await read('about', flags.about, parseCardText)
  const description = await read('description', flags.description, (content) => content)
  const pipeline = await read('pipeline', flags.pipeline, parsePipelineConfig)
  const own = { title, licence, description }
  const given = Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined))
  const schema = await readTagSchema(flags.schema)
  const path = await writeCard({ folder: dir, out, schema, text: { ...about, ...given }, pipeline })
  console.log(`wrote ${path}`)
}

/** What a flag's file holds, if the flag was given. */
async function read<T>(
  flag: string,
  path: string | undefined,
  parse: (content: string, source: string) => T,
): Promise<T | undefined> {
  if (path === undefined) return undefined
  const content = await readFile(path, 'utf8').catch((cause: unknown) => {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new InvalidInputError('INVALID_OPTION', `--${flag}: cannot read ${path}: ${reason}`, { cause })
  })
  return parse(content, path)
}
