import { gunzipSync } from 'node:zlib'
import { AnimeganError, type TagSchema } from '@animegan/core'
import { illustration2vec } from './illustration2vec.js'

/**
 * Where Illustration2Vec's output has the tags of a schema, checked against the list of its names.
 *
 * @param bytes tag_list.json, gzipped or not: the names of all outputs
 * @param file path, for messages
 * @returns an index for each tag
 * Throws `WEIGHTS_UNKNOWN` when the list is another, or the schema has a tag that Illustration2Vec does not know.
 */
export function locateTags({ tags }: TagSchema, bytes: Uint8Array, file: string): number[] {
  const refuse = (problem: string): AnimeganError =>
    new AnimeganError('WEIGHTS_UNKNOWN', `${file}: ${problem}; get it from ${illustration2vec.source}`)
  const names = readNames(bytes)
  if (names?.length !== illustration2vec.tags) {
    const came = names ? `a list of ${names.length}` : 'something else'
    throw refuse(
      `${came} came, expected a JSON list of the ${illustration2vec.tags} tags of Illustration2Vec`,
    )
  }
  return tags.map(({ id, illustration2vec: place }) => {
    if (place === undefined) throw refuse(`Illustration2Vec has no tag for "${id}"`)
    const { index, name } = place
    if (names[index] === name) return index
    throw refuse(`tag ${index} is ${JSON.stringify(names[index])}, expected "${name}"`)
  })
}

function readNames(bytes: Uint8Array): unknown[] | undefined {
  try {
    const isGzipped = bytes[0] === 0x1f && bytes[1] === 0x8b
    const json: unknown = JSON.parse(new TextDecoder().decode(isGzipped ? gunzipSync(bytes) : bytes))
    return Array.isArray(json) ? json : undefined
  } catch {
    return undefined
  }
}
