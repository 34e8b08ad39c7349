import type { TagSchema } from '@animegan/core'
import type { ImageRecord } from '../imagefolder/metadata.js'
import { describeSplits, type SplitDescription } from '../splits/describe-splits.js'
import type { Reject } from '../stages/rejects.js'
import { countValues, type ValueCount } from './count-values.js'
import { type ScoreQuantiles, summarizeScores } from './summarize-scores.js'

/** How often a tag is there. */
export interface TagStatistics {
  id: string
  /** English. */
  label: string
  group: string
  /** Pictures that have it. */
  pictures: number
  /** Part of all pictures, 0 to 1. */
  share: number
  /** The same in the paper's corpus (Table 1), where the schema knows it. */
  paper?: { pictures: number; share: number }
  /** What a tagger thought of the pictures that have the tag, where scores were kept. */
  scores?: ScoreQuantiles
}

/** What is counted of a data set. */
export interface DatasetDescription {
  pictures: number
  /** In the order of the schema. */
  tags: TagStatistics[]
  /** Pictures that have both of two tags: a row and a column a tag, in the order of the schema. */
  cooccurrence: number[][]
  /** Ascending. */
  years: ValueCount<number>[]
  /** Pictures whose shorter side has so many pixels, ascending; only of those whose size is known. */
  sides: ValueCount<number>[]
  /** The most first; '' where it is unknown. */
  sources: ValueCount<string>[]
  /** The largest first. */
  splits: SplitDescription[]
  /** Groups of duplicates that are still in the data set, and the pictures in them. */
  duplicates: { groups: number; pictures: number }
  /** By stage, in the order in which stages stand in rejects.jsonl, the most frequent reason first. */
  rejects: { stage: string; reason: string; count: number }[]
}

/**
 * Counts a data set: tags beside the paper's Table 1, which tags come together, years, sizes, sources, splits, and what was left
 * out. Tags that the schema lacks are not counted.
 */
export function describeDataset(
  records: readonly ImageRecord[],
  rejects: readonly Reject[],
  schema: TagSchema,
): DatasetDescription {
  const places = new Map(schema.tags.map(({ id }, place) => [id, place]))
  const cooccurrence = schema.tags.map(() => new Array<number>(schema.tags.length).fill(0))
  for (const { tags } of records) {
    const own = [...new Set(tags)].flatMap((id) => places.get(id) ?? [])
    for (const row of own) for (const column of own) cooccurrence[row]![column]!++
  }
  const groups = countValues(
    records.flatMap(({ duplicates }) => (typeof duplicates === 'string' ? [duplicates] : [])),
  )
  const shared = groups.filter(({ count }) => count > 1)
  return {
    pictures: records.length,
    tags: schema.tags.map(({ id, labels, group, corpusCount }, place): TagStatistics => {
      const pictures = cooccurrence[place]![place]!
      const scores = summarizeScores(records, id)
      return {
        id,
        label: labels.en,
        group,
        pictures,
        share: shareOf(pictures, records.length),
        ...(corpusCount === undefined || schema.corpusSize === undefined
          ? {}
          : { paper: { pictures: corpusCount, share: corpusCount / schema.corpusSize } }),
        ...(scores === undefined ? {} : { scores }),
      }
    }),
    cooccurrence,
    years: countValues(records.flatMap(({ year }) => year ?? [])).sort((a, b) => a.value - b.value),
    sides: countValues(records.flatMap(findSide)).sort((a, b) => a.value - b.value),
    sources: countValues(records.map(({ source }) => source ?? '')),
    splits: describeSplits(records),
    duplicates: { groups: shared.length, pictures: shared.reduce((sum, { count }) => sum + count, 0) },
    rejects: countRejects(rejects),
  }
}

const shareOf = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole)

function findSide({ width, height }: ImageRecord): number[] {
  return typeof width === 'number' && typeof height === 'number' ? [Math.min(width, height)] : []
}

function countRejects(rejects: readonly Reject[]): DatasetDescription['rejects'] {
  return [...new Set(rejects.map(({ stage }) => stage))].flatMap((stage) =>
    countValues(rejects.filter((reject) => reject.stage === stage).map(({ reason }) => reason)).map(
      ({ value: reason, count }) => ({ stage, reason, count }),
    ),
  )
}
