import { readFile } from 'node:fs/promises'
import {
  animeTags,
  animeTagsWithYear,
  InvalidInputError,
  parseTagSchema,
  type TagSchema,
} from '@animegan/core'

const known: Record<string, TagSchema> = { anime: animeTags, 'anime-year': animeTagsWithYear }

/**
 * What `--schema` names: `anime` (the 34 tags), `anime-year` (the same and the year), or the path of a JSON file. Throws
 * `INVALID_SPEC`.
 */
export async function readTagSchema(nameOrPath: string): Promise<TagSchema> {
  if (Object.hasOwn(known, nameOrPath)) return known[nameOrPath]!
  const refuse = (problem: string, cause: unknown) =>
    new InvalidInputError(
      'INVALID_SPEC',
      `--schema: ${nameOrPath} ${problem}; expected ${Object.keys(known).join(', ')} or the path of a tag schema`,
      { cause },
    )
  const text = await readFile(nameOrPath, 'utf8').catch((cause: unknown) => {
    throw refuse('cannot be read', cause)
  })
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (cause) {
    throw refuse('is not JSON', cause)
  }
  return parseTagSchema(json, nameOrPath)
}
