import { InvalidInputError } from '../errors.js'
import { measureEditDistance } from './edit-distance.js'
import { listExclusiveGroups, type Tag, type TagSchema } from './tag-schema.js'

/**
 * Reads tags as a person types them: separated by commas (also 、 and ，), each an id or a label in English, Japanese,
 * Chinese or Russian, whatever the case, with spaces, hyphens or underscores or none. Returns ids in schema order, each once.
 *
 * Throws `UNKNOWN_TAG`, with the nearest labels, and `CONTRADICTING_TAGS` for two of an exclusive group.
 *
 * @example
 * parseTags(animeTags, 'Blonde hair, 笑顔, blue_eyes') // ['blonde-hair', 'smile', 'blue-eyes']
 */
export function parseTags(schema: TagSchema, text: string): string[] {
  return resolveTags(schema, text.split(/[,、，\n]/))
}

/** Like {@link parseTags} for names that are already apart; blank ones are passed over. */
export function resolveTags(schema: TagSchema, names: readonly string[]): string[] {
  const typed = new Map<string, string>()
  for (const name of names.map((name) => name.trim())) {
    if (name !== '') typed.set(findTag(schema, name).id, name)
  }
  for (const { group, tags } of listExclusiveGroups(schema)) {
    const [first, second] = tags.filter(({ id }) => typed.has(id))
    if (first && second) {
      throw new InvalidInputError(
        'CONTRADICTING_TAGS',
        `"${typed.get(first.id)}" and "${typed.get(second.id)}" contradict each other: ` +
          `a face has one ${group.labels.en}; leave one out`,
      )
    }
  }
  return schema.tags.filter(({ id }) => typed.has(id)).map(({ id }) => id)
}

function findTag(schema: TagSchema, name: string): Tag {
  const wanted = fold(name)
  const found = schema.tags.find((tag) => listNames(tag).some((known) => fold(known) === wanted))
  if (found) return found
  const suggestions = suggestLabels(schema, wanted)
  const help =
    suggestions.length > 0
      ? `did you mean ${suggestions.map((label) => `"${label}"`).join(' or ')}?`
      : `known tags are ${schema.tags.map(({ labels }) => labels.en).join(', ')}`
  throw new InvalidInputError('UNKNOWN_TAG', `unknown tag "${name}": ${help}`)
}

/** Everything a tag may be called; Illustration2Vec's name adds spellings such as "grey hair". */
function listNames({ id, labels, illustration2vec }: Tag): string[] {
  const names = [...Object.values(labels), id]
  return illustration2vec ? [...names, illustration2vec.name] : names
}

/** Full-width forms, case, spaces, hyphens and underscores make no difference. The Japanese ー is a letter and stays. */
function fold(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_-]+/g, '')
}

/** Up to three labels: the nearest by a few edits, else those that the typed word begins. */
function suggestLabels(schema: TagSchema, wanted: string): string[] {
  const labels = schema.tags.flatMap(({ labels }) => Object.values(labels))
  const near = labels
    .map((label) => ({ label, distance: measureEditDistance(fold(label), wanted) }))
    .filter(({ label, distance }) => distance <= Math.floor(Math.min(fold(label).length, wanted.length) / 3))
    .sort((a, b) => a.distance - b.distance)
  const nearest = near.filter(({ distance }) => distance === near[0]?.distance).map(({ label }) => label)
  const found = nearest.length > 0 ? nearest : labels.filter((label) => fold(label).startsWith(wanted))
  return [...new Set(found)].slice(0, 3)
}
