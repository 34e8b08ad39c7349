import { listExclusiveGroups, type TagSchema } from '@animegan/core'
import type { ImageRecord } from '../imagefolder/metadata.js'
import { describeSplits, type SplitDescription } from '../splits/describe-splits.js'
import type { Reject } from '../stages/rejects.js'
import { describeSources, type SourceDescription } from './describe-sources.js'

/** What is counted of a data set for its card. */
export interface CardFacts {
  pictures: number
  sources: SourceDescription[]
  /** The largest first. */
  splits: SplitDescription[]
  /** By tag, in the order of the schema. */
  tags: TagCount[]
  /** Exclusive groups. */
  groups: GroupCount[]
  /** Pictures by year, ascending. */
  years: [year: number, pictures: number][]
  /** Smallest and largest sides of pictures that state them, in pixels. */
  sides: { least: number; most: number } | undefined
  /** Rejects by stage and reason, the most first. */
  rejects: { stage: string; reason: string; count: number }[]
  duplicates: { groups: number; pictures: number }
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

/** How often a tag is there. */
export interface TagCount {
  id: string
  label: string
  group: string
  pictures: number
  /** Part of the pictures. */
  share: number
}

/** An exclusive group, of which a picture should have exactly one tag. */
export interface GroupCount {
  label: string
  /** Pictures without a tag of it. */
  none: number
  /** Pictures with more than one. */
  several: number
  tags: TagCount[]
}

/** Counts what a card tells. */
export function collectCardFacts(
  records: readonly ImageRecord[],
  rejects: readonly Reject[],
  schema: TagSchema,
): CardFacts {
  const count = (test: (record: ImageRecord) => boolean) => records.filter(test).length
  const tags = schema.tags.map(({ id, labels, group }): TagCount => {
    const pictures = count((record) => record.tags.includes(id))
    return {
      id,
      label: labels.en,
      group,
      pictures,
      share: records.length === 0 ? 0 : pictures / records.length,
    }
  })
  return {
    pictures: records.length,
    sources: describeSources(records),
    splits: describeSplits(records),
    tags,
    groups: listExclusiveGroups(schema).map(({ group }) => {
      const own = tags.filter((tag) => tag.group === group.id)
      const held = records.map((record) => own.filter(({ id }) => record.tags.includes(id)).length)
      return {
        label: group.labels.en,
        none: held.filter((number) => number === 0).length,
        several: held.filter((number) => number > 1).length,
        tags: own,
      }
    }),
    years: countYears(records),
    sides: findSides(records),
    rejects: countRejects(rejects),
    duplicates: countDuplicates(records),
    accepted: count(({ review }) => review === 'accepted'),
    estimated: count(({ review, scores }) => review !== 'accepted' && scores !== undefined),
    enlarged: count(isEnlarged),
    dividedWorks: countDividedWorks(records),
    hashed: count(({ sha256 }) => typeof sha256 === 'string'),
  }
}

function countYears(records: readonly ImageRecord[]): CardFacts['years'] {
  const counts = new Map<number, number>()
  for (const { year } of records) {
    if (year !== undefined && year !== null) counts.set(year, (counts.get(year) ?? 0) + 1)
  }
  return [...counts].sort(([a], [b]) => a - b)
}

function findSides(records: readonly ImageRecord[]): CardFacts['sides'] {
  const sides = records
    .flatMap(({ width, height }) => [width, height])
    .filter((side) => typeof side === 'number')
  if (sides.length === 0) return undefined
  const span = { least: Number.POSITIVE_INFINITY, most: 0 }
  for (const side of sides) {
    span.least = Math.min(span.least, side)
    span.most = Math.max(span.most, side)
  }
  return span
}

function countRejects(rejects: readonly Reject[]): CardFacts['rejects'] {
  const counts = new Map<string, { stage: string; reason: string; count: number }>()
  for (const { stage, reason } of rejects) {
    const key = JSON.stringify([stage, reason])
    const entry = counts.get(key) ?? { stage, reason, count: 0 }
    entry.count++
    counts.set(key, entry)
  }
  return [...counts.values()].sort((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1))
}

function countDuplicates(records: readonly ImageRecord[]): CardFacts['duplicates'] {
  const groups = records.map(({ duplicates }) => duplicates).filter((group) => group !== undefined)
  return { groups: new Set(groups).size, pictures: groups.length }
}

/** Crops are 1.5 times the box of the face. */
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
