import type { DatasetDescription, TagStatistics } from '@animegan/dataset'
import { formatNumberTable } from './table.js'

const count = (number: number): string => number.toLocaleString('en')
const percent = (share: number): string => `${(100 * share).toFixed(1)}%`

/** What is counted of a data set as a table for people: a row a tag, then a line for each thing beside tags. */
export function formatStatistics(description: DatasetDescription): string {
  const { tags } = description
  const hasPaper = tags.some(({ paper }) => paper !== undefined)
  const hasScores = tags.some(({ scores }) => scores !== undefined)
  const score = ({ scores }: TagStatistics): string[] =>
    scores === undefined
      ? ['-', '-', '-']
      : [scores.tenth, scores.median, scores.nineTenths].map((s) => s.toFixed(2))
  const rows = tags.map((tag) => [
    tag.label,
    count(tag.pictures),
    percent(tag.share),
    ...(hasPaper
      ? [tag.paper ? count(tag.paper.pictures) : '-', tag.paper ? percent(tag.paper.share) : '-']
      : []),
    ...(hasScores ? score(tag) : []),
  ])
  const head = [
    'tag',
    'pictures',
    'share',
    ...(hasPaper ? ['in the paper', 'share'] : []),
    ...(hasScores ? ['score: 10%', '50%', '90%'] : []),
  ]
  return [formatNumberTable([head, ...rows]), '', ...listFacts(description)].join('\n')
}

function listFacts({
  pictures,
  years,
  sides,
  sources,
  splits,
  duplicates,
  rejects,
}: DatasetDescription): string[] {
  const known = years.reduce((sum, year) => sum + year.count, 0)
  const left = rejects.reduce((sum, reject) => sum + reject.count, 0)
  const list = (parts: readonly { name: string; count: number }[]) =>
    parts.map((part) => `${part.name} ${count(part.count)}`).join(', ')
  return [
    `pictures    ${count(pictures)}`,
    `splits      ${list(splits.map(({ name, pictures }) => ({ name, count: pictures })))}`,
    `sources     ${list(sources.map(({ value, count }) => ({ name: value || 'unknown', count })))}`,
    ...(years.length === 0
      ? []
      : [
          `years       ${formatSpan(years)}${known < pictures ? `, unknown of ${count(pictures - known)}` : ''}`,
        ]),
    ...(sides.length === 0 ? [] : [`sizes       shorter side ${formatSpan(sides)} pixels`]),
    ...(duplicates.groups === 0
      ? []
      : [`duplicates  ${count(duplicates.pictures)} pictures in ${count(duplicates.groups)} groups`]),
    `left out    ${left === 0 ? 'nothing' : `${count(left)}: ${list(rejects.map(({ stage, reason, count }) => ({ name: `${reason} (${stage})`, count })))}`}`,
  ]
}

const formatSpan = (counts: readonly { value: number }[]): string => {
  const [first, last] = [counts[0]!.value, counts.at(-1)!.value]
  return first === last ? String(first) : `${first} to ${last}`
}
