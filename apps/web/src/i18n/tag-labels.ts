import { animeTagsWithYear, type Tag, type TagAttribute, type TagGroup } from '@animegan/core'
import type { Language } from './languages'

type Labelled = Pick<Tag | TagGroup | TagAttribute, 'id' | 'labels'>

const { tags, groups, attributes } = animeTagsWithYear
const known = new Map([...tags, ...groups, ...attributes].map(({ id, labels }) => [id, labels]))

/** What a language calls a tag, a group or an attribute. Models from before a language have core's label, else English. */
export function labelOf({ id, labels }: Labelled, language: Language): string {
  return labels[language] ?? known.get(id)?.[language] ?? labels.en
}

/** What a language calls the tag or attribute with an id; for one that core does not know, the words of the id. */
export function labelOfId(id: string, language: Language): string {
  const labels = known.get(id)
  return labels?.[language] ?? labels?.en ?? id.replaceAll('-', ' ')
}
