import { markdownTable } from 'markdown-table'
import { describeRule } from './describe-rule.js'
import type { PrecisionEntry } from './entries/precision-entry.js'
import { formatCount, formatMeasure, formatPercent, formatShare } from './number-formats.js'
import type { Report } from './report.js'

/** Precision of tags, FID and other scores of a report as Markdown, for the card of a model. What was not measured is absent. */
export function renderTables(report: Report): string {
  const parts = [...renderPrecision(report), ...renderFid(report), ...renderScores(report)]
  return `${parts.join('\n\n')}\n`
}

const nothing = '–'

/** The first columns hold words. */
function tabulate(rows: readonly (readonly string[])[], words: number): string {
  const align = rows[0]!.map((_, column) => (column < words ? 'l' : 'r'))
  return markdownTable(rows, { align })
}

function* renderPrecision({ precision, dataset }: Report): Generator<string> {
  if (precision.length > 0) yield '## Precision of tags'
  const labels = new Map(dataset.tags.map(({ id, label }) => [id, label]))
  for (const rule of new Set(precision.map(({ judge }) => describeRule(judge)))) {
    const entries = precision.filter(({ judge }) => describeRule(judge) === rule)
    const [{ judge, images, means, tags }] = entries as [PrecisionEntry]
    const known = judge.kind === 'estimator' ? judge.heldOutAveragePrecision : undefined
    const add = (share: number | undefined) =>
      known === undefined ? [] : [share === undefined ? nothing : formatShare(share)]
    const show = (cell: { precision: number } | undefined) =>
      cell === undefined ? nothing : formatShare(cell.precision)
    yield `${formatCount(images)} faces a tag, everything else left to chance. ${rule}`
    yield tabulate(
      [
        ['', ...entries.map(({ model }) => model), ...(known ? ['judge, held out'] : [])],
        ...means.map(({ group }) => [
          group?.replaceAll('-', ' ') ?? '**mean of all**',
          ...entries.map(({ means }) => show(means.find((mean) => mean.group === group))),
          ...add(undefined),
        ]),
        ...tags.map(({ id }) => [
          labels.get(id) ?? id,
          ...entries.map(({ tags }) => show(tags.find((tag) => tag.id === id))),
          ...add(known?.[id]),
        ]),
      ],
      1,
    )
  }
}

function* renderFid({ fid, dataset }: Report): Generator<string> {
  if (fid.length === 0) return
  yield '## FID'
  yield `A fake for the tags of each of as many pictures of ${dataset.name}, drawn at random.`
  yield tabulate(
    [
      ['', 'features', 'FID', 'max − min', 'fakes', 'trials'],
      ...fid.map(({ model, estimator, mean, range, samples, trials }) => [
        ...[model, estimator, formatMeasure(mean)],
        trials.length > 1 ? formatMeasure(range) : nothing,
        ...[formatCount(samples), formatCount(trials.length)],
      ]),
    ],
    2,
  )
}

function* renderScores({ scores }: Report): Generator<string> {
  if (scores.length === 0) return
  yield '## Other scores'
  yield tabulate(
    [
      ['', 'features', 'KID', 'precision', 'recall', 'density', 'coverage', 'near copies', 'fakes', 'real'],
      ...scores.map(({ model, estimator, kid, memorization, samples, reals, ...score }) => [
        ...[model, estimator, formatMeasure(kid.distance)],
        ...[score.precision, score.recall, score.density, score.coverage].map(formatShare),
        memorization === null ? nothing : formatPercent(memorization.copies),
        ...[formatCount(samples), formatCount(reals)],
      ]),
    ],
    2,
  )
}
