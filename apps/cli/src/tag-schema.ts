import {
  animeTags,
  animeTagsWithYear,
  InvalidInputError,
  parseTagSchema,
  type TagSchema,
} from '@animegan/core'
import { readJsonFile } from './json-file.js'

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
  const json = await readJsonFile(nameOrPath, refuse)
  return parseTagSchema(json, nameOrPath)
}
