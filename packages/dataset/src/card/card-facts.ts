import { listExclusiveGroups, type TagSchema } from '@animegan/core'
import type { ImageRecord } from '../imagefolder/metadata.js'
import type { Reject } from '../stages/rejects.js'
import {
  type DatasetDescription,
  describeDataset,
  type TagStatistics,
} from '../statistics/describe-dataset.js'
import { describeSources, type SourceDescription } from './describe-sources.js'

/** What is counted of a data set for its card. */
export interface CardFacts extends Omit<DatasetDescription, 'sources'> {
  /** The largest first. */
  sources: SourceDescription[]
  /** Exclusive groups. */
  groups: GroupCount[]
  /** Pictures that a reviewer accepted. */
  accepted: number
  /** Pictures that nobody accepted and whose tags are an estimator's. */
  estimated: number
  /** Faces that were found smaller than their picture is now. */
  enlarged: number
  /** Works, such as games, with pictures in more than one split. */
  dividedWorks: number
  /** Pictures that state the SHA-256 of their file. */
  hashed: number
}

/** An exclusive group, of which a picture should have exactly one tag. */
export interface GroupCount {
  label: string
  /** Pictures without a tag of it. */
  none: number
  /** Pictures with more than one. */
  several: number
  tags: TagStatistics[]
}

/** Counts what a card tells. */
export function collectCardFacts(
  records: readonly ImageRecord[],
  rejects: readonly Reject[],
  schema: TagSchema,
): CardFacts {
  const description = describeDataset(records, rejects, schema)
  const count = (test: (record: ImageRecord) => boolean) => records.filter(test).length
  return {
    ...description,
    sources: describeSources(records),
    groups: listExclusiveGroups(schema).map(({ group, tags }) => {
      const ids = new Set(tags.map(({ id }) => id))
      const held = records.map((record) => new Set(record.tags.filter((id) => ids.has(id))).size)
      return {
        label: group.labels.en,
        none: held.filter((number) => number === 0).length,
        several: held.filter((number) => number > 1).length,
        tags: description.tags.filter(({ id }) => ids.has(id)),
      }
    }),
    accepted: count(({ review }) => review === 'accepted'),
    estimated: count(({ review, scores }) => review !== 'accepted' && scores !== undefined),
    enlarged: count(isEnlarged),
    dividedWorks: countDividedWorks(records),
    hashed: count(({ sha256 }) => typeof sha256 === 'string'),
  }
}

/** A crop is so many times the box of its face, unless the stage was told otherwise. */
const cropScale = 1.5

function isEnlarged({ face, width }: ImageRecord): boolean {
  const box = (face as { box?: unknown } | undefined)?.box
  if (!Array.isArray(box) || typeof width !== 'number') return false
  return typeof box[2] === 'number' && cropScale * box[2] < width
}

function countDividedWorks(records: readonly ImageRecord[]): number {
  const splits = new Map<string, Set<string>>()
  for (const { origin, source, split } of records) {
    const work = (origin as { work?: unknown } | undefined)?.work
    if (work === undefined) continue
    const key = JSON.stringify([source, work])
    splits.set(key, (splits.get(key) ?? new Set()).add(split))
  }
  return [...splits.values()].filter(({ size }) => size > 1).length
}
