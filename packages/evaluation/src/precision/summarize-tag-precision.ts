import type { TagSchema } from '@animegan/core'
import { paperPrecision } from './paper-precision.js'
import type { MeanPrecision, TagPrecision, TagPrecisionRow } from './tag-precision.js'
import { wilsonInterval } from './wilson-interval.js'

/** What a judge said of the images for one tag. */
export interface TagCount {
  /** Of the tag. */
  id: string
  /** Images that were to show it, and that were judged. */
  asked: number
  /** Those of them that show it. */
  shown: number
  /** Images for other tags: how many were judged for this tag too, and how many show it. */
  others?: { asked: number; shown: number } | undefined
}

export interface SummarizeTagPrecisionOptions
  extends Pick<TagPrecision, 'images' | 'seed' | 'truncation' | 'judge'> {
  /** Of the weights. */
  schema: TagSchema
  /** In any order. A tag of which no image was judged is left out, with a warning. */
  counts: readonly TagCount[]
}

/** Makes the table of what a judge, an estimator or a person, has counted: intervals, means, the paper's numbers beside them. */
export function summarizeTagPrecision({
  schema,
  counts,
  images,
  seed,
  truncation,
  judge,
}: SummarizeTagPrecisionOptions): TagPrecision {
  const byId = new Map(counts.map((count) => [count.id, count]))
  const tags = schema.tags.flatMap(({ id }) => {
    const count = byId.get(id)
    return count !== undefined && count.asked > 0 ? [describeTag(count)] : []
  })
  const result = {
    images,
    seed,
    ...(truncation === undefined ? {} : { truncation }),
    judge,
    tags,
    means: listMeans(schema, tags),
  }
  return { ...result, warnings: listWarnings(result, counts) }
}

function describeTag({ id, asked, shown, others }: TagCount): TagPrecisionRow {
  const paper = paperPrecision[id]
  return {
    id,
    asked,
    shown,
    precision: shown / asked,
    ...wilsonInterval(shown, asked),
    ...(others === undefined || others.asked === 0 ? {} : { chance: others.shown / others.asked }),
    ...(paper === undefined ? {} : { paper }),
  }
}

function listMeans({ groups, tags }: TagSchema, rows: readonly TagPrecisionRow[]): MeanPrecision[] {
  if (rows.length === 0) return []
  const groupOf = new Map(tags.map(({ id, group }) => [id, group]))
  const ofGroups = groups.flatMap(({ id }) => {
    const own = rows.filter((row) => groupOf.get(row.id) === id)
    return own.length === 0 ? [] : [{ group: id, ...averageRows(own) }]
  })
  return [averageRows(rows), ...ofGroups]
}

/**
 * The interval is Wilson's for all images as if they were of one tag. The images of a tag vary less about its own precision than about the
 * mean, so it is rather too wide.
 */
function averageRows(rows: readonly TagPrecisionRow[]): MeanPrecision {
  const average = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  const precision = average(rows.map((row) => row.precision))
  const asked = rows.reduce((sum, row) => sum + row.asked, 0)
  const chances = rows.flatMap(({ chance }) => chance ?? [])
  const papers = rows.flatMap(({ paper }) => paper ?? [])
  return {
    tags: rows.length,
    precision,
    ...wilsonInterval(precision * asked, asked),
    ...(chances.length === rows.length ? { chance: average(chances) } : {}),
    ...(papers.length === rows.length ? { paper: average(papers) } : {}),
  }
}

function listWarnings(
  { judge, tags, images }: Pick<TagPrecision, 'judge' | 'tags' | 'images'>,
  counts: readonly TagCount[],
): string[] {
  const list = (ids: string[]) => ids.join(', ')
  const unjudged = counts.filter(({ asked }) => asked === 0).map(({ id }) => id)
  const partial = tags.filter(({ asked }) => asked < images).map(({ id }) => id)
  const idle = tags.filter(({ low, chance }) => chance !== undefined && low <= chance).map(({ id }) => id)
  const labelled = judge.kind === 'estimator' && judge.labelledTrainingData === true
  return [
    ...(labelled
      ? [
          `${judge.name} labelled the pictures that this generator was trained on: the numbers say how far the two agree, mistakes included, not how often a tag is really there`,
        ]
      : []),
    ...(unjudged.length > 0 ? [`no image was judged of: ${list(unjudged)}`] : []),
    ...(partial.length > 0 ? [`fewer than ${images} images were judged of: ${list(partial)}`] : []),
    ...(idle.length > 0 ? [`no better than chance, as far as ${images} images tell: ${list(idle)}`] : []),
  ]
}
