import type { ImageRecord } from '../imagefolder/metadata.js'

/** What a part of a data set has. */
export interface SplitDescription {
  name: string
  pictures: number
  /** Pictures of each tag by id; tags that none has are absent. */
  tags: Record<string, number>
}

/** Counts the pictures of each part, and in each the pictures of each tag. The largest part comes first. */
export function describeSplits(records: readonly ImageRecord[]): SplitDescription[] {
  const splits = new Map<string, SplitDescription>()
  for (const { split: name, tags } of records) {
    const split = splits.get(name) ?? { name, pictures: 0, tags: {} }
    splits.set(name, split)
    split.pictures++
    for (const tag of new Set(tags)) split.tags[tag] = (split.tags[tag] ?? 0) + 1
  }
  return [...splits.values()].sort((a, b) => b.pictures - a.pictures || (a.name < b.name ? -1 : 1))
}
