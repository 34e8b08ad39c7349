import type { Language } from '../i18n/languages'
import { labelOfId } from '../i18n/tag-labels'
import type { GalleryEntry } from './gallery-entry'

/**
 * The entries that show all that the query names: tags in the visitor's language, in English or by id, attributes, seeds and models.
 * Words that make one name together, as in "blue hair", are taken together.
 */
export function searchCharacters(
  entries: readonly GalleryEntry[],
  query: string,
  language: Language,
): readonly GalleryEntry[] {
  const words = normalize(query)
    .split(/[\s,、，]+/)
    .filter(Boolean)
  if (words.length === 0) return entries
  const describe = createDescriber(language)
  const all = entries.map((entry) => ({ entry, terms: describe(entry) }))
  const vocabulary = [...new Set(all.flatMap(({ terms }) => terms))]
  const names = joinWords(words, (name) => vocabulary.some((term) => hasName(term, name)))
  const meant = names.map((name) => new Set(vocabulary.filter((term) => hasName(term, name))))
  return all
    .filter(({ terms }) => meant.every((name) => terms.some((term) => name.has(term))))
    .map(({ entry }) => entry)
}

/** What an entry is found by. */
function createDescriber(language: Language): (entry: GalleryEntry) => string[] {
  const known = new Map<string, string[]>()
  const labels = (id: string): string[] => {
    const found = known.get(id) ?? [labelOfId(id, language), labelOfId(id, 'en'), id].map(normalize)
    known.set(id, found)
    return found
  }
  return ({ tags, attributes, settings }) => [
    ...tags.flatMap(labels),
    ...Object.entries(attributes).flatMap(([id, value]) =>
      labels(id).map((label) => `${label} ${Math.round(value)}`),
    ),
    ...[normalize(settings.model), `${settings.seed}`],
  ]
}

/** Joins the longest runs of words that make a name. */
function joinWords(words: readonly string[], isName: (name: string) => boolean): string[] {
  if (words.length === 0) return []
  for (let length = words.length; length > 1; length--) {
    const name = words.slice(0, length).join(' ')
    if (isName(name)) return [name, ...joinWords(words.slice(length), isName)]
  }
  return [words[0]!, ...joinWords(words.slice(1), isName)]
}

/** As people type: any width and case, е for ё, and words of ids apart. */
const normalize = (text: string): string =>
  text.normalize('NFKC').toLowerCase().replaceAll('ё', 'е').replaceAll('-', ' ').trim()

/** Names begin where words do, in scripts that have words. */
const hasName = (term: string, name: string): boolean =>
  /^[\p{sc=Latin}\p{sc=Cyrillic}\d]/u.test(name) ? ` ${term}`.includes(` ${name}`) : term.includes(name)
