import { listExclusiveGroups, type TagSchema } from '@animegan/core'
import {
  formatThresholds,
  type MeanPrecision,
  type TagPrecision,
  type TagPrecisionRow,
} from '@animegan/evaluation'
import { formatNumberTable } from '../table.js'

/** A row for each tag and mean, with the paper's column beside it, and what is to be known of the numbers. */
export function formatPrecision(precision: TagPrecision, schema: TagSchema): string {
  const { judge, tags, means } = precision
  const labelled = judge.kind === 'estimator' && judge.labelledTrainingData
  const nameOf = (id: string) => schema.tags.find((tag) => tag.id === id)?.labels.en ?? id
  const rows = [
    ['tag', 'shown', labelled ? 'agreement' : 'precision', '95% interval', 'chance', 'paper'],
    ...tags.map((row) => [nameOf(row.id), `${row.shown}/${row.asked}`, ...formatColumns(row)]),
    ...means
      .filter(({ group, tags }) => group === undefined || tags > 1)
      .map((row) => [`mean of ${nameMean(row, schema)}`, '', ...formatColumns(row)]),
  ]
  return [formatNumberTable(rows), '', ...explain(precision, schema)].join('\n')
}

const nameMean = ({ group, tags }: MeanPrecision, { groups }: TagSchema): string =>
  group === undefined
    ? `all ${tags}`
    : `${tags} of ${groups.find(({ id }) => id === group)?.labels.en ?? group}`

function formatColumns({
  precision,
  low,
  high,
  chance,
  paper,
}: Pick<TagPrecisionRow, 'precision' | 'low' | 'high' | 'chance' | 'paper'>): string[] {
  const format = (value: number | undefined) => value?.toFixed(2) ?? ''
  return [format(precision), `${format(low)} to ${format(high)}`, format(chance), format(paper)]
}

function explain({ images, seed, truncation, judge }: TagPrecision, schema: TagSchema): string[] {
  const drawn = `${images} images a tag, seed ${seed}${truncation === undefined ? '' : `, truncation ${truncation}`}`
  if (judge.kind === 'hand') return [`${drawn}, judged by hand.`]
  const { name, rule, labelledTrainingData } = judge
  const exclusive = listExclusiveGroups(schema).map(({ group }) => `of ${group.labels.en}`)
  const leaders = exclusive.length === 0 ? '' : `${exclusive.join(' and ')} the most probable, `
  return [
    `${drawn}, judged by ${name}: ${leaders}others ${formatThresholds(rule)}.`,
    ...(labelledTrainingData === undefined
      ? [
          `Should ${name} have labelled the training pictures, this is agreement with it: say so with --labelled-training-data yes.`,
        ]
      : []),
    'Chance: how often the images for other tags show the tag. The paper judged its own images by eye.',
  ]
}
