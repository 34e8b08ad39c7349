import type { TaggerReport } from '@animegan/train'
import { formatTable } from './table.js'

const number = (value: number | null): string => (value === null ? '-' : value.toFixed(3))

/** A report as a table for people: a row a tag, then the means. A dash stands for what cannot be told. */
export function formatTaggerReport(report: TaggerReport): string {
  const { tags, pictures, threshold, meanAveragePrecision, lowest, calibrationError } = report
  const rows = tags.map(({ id, support, precision, recall, f1, averagePrecision }) => [
    id,
    String(support),
    ...[precision, recall, f1, averagePrecision].map(number),
  ])
  const absent = tags.filter(({ averagePrecision }) => averagePrecision === null).length
  return [
    formatTable([['tag', 'pictures', 'precision', 'recall', 'F1', 'average precision'], ...rows]),
    '',
    `${pictures} pictures held out; precision, recall and F1 at ${threshold}`,
    `mean average precision ${number(meanAveragePrecision)}${absent === 0 ? '' : ` (${absent} tags are in no picture)`}`,
    ...(lowest === null ? [] : [`lowest: ${lowest.id}, ${number(lowest.averagePrecision)}`]),
    `calibration error ${calibrationError.toFixed(4)}`,
  ].join('\n')
}
