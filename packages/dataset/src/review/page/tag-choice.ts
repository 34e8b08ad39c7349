import type { ReviewGroup, ReviewTag } from '../review-data.js'

/** The tags after one is switched, in the order of the schema; in an exclusive group, one that comes on puts the others off. */
export function toggleTag(
  tags: readonly number[],
  tag: number,
  on: boolean,
  all: readonly ReviewTag[],
  groups: readonly ReviewGroup[],
): number[] {
  const group = all[tag]!.group
  const isRival = (other: number) => on && groups[group]!.exclusive && all[other]!.group === group
  const others = tags.filter((other) => other !== tag && !isRival(other))
  return (on ? [...others, tag] : others).sort((a, b) => a - b)
}

/** The tags whose label has every word of a search, by number; all for an empty one. */
export function findTags(tags: readonly ReviewTag[], search: string): number[] {
  const words = search.toLowerCase().split(/\s+/)
  return [...tags.keys()].filter((tag) =>
    words.every((word) => tags[tag]!.label.toLowerCase().includes(word)),
  )
}
