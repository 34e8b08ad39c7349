import { markdownTable } from 'markdown-table'
import { listCaveats } from './caveats.js'
import { describeRule } from './describe-rule.js'
import type { PrecisionEntry } from './entries/precision-entry.js'
import { formatCount, formatMeasure, formatPercent, formatShare } from './number-formats.js'
import type { Report } from './report.js'

/**
 * Precision of tags, FID and other scores of a report as Markdown, for the card of a model, with what is to be known of the numbers. What was
 * not measured is absent.
 */
export function renderTables(report: Report): string {
  const parts = [...renderPrecision(report), ...renderFid(report), ...renderScores(report)]
  return `${parts.join('\n\n')}\n`
}

const nothing = '–'

function* renderCaveats(sentences: readonly string[]): Generator<string> {
  if (sentences.length > 0) yield sentences.map((sentence) => `- ${sentence}`).join('\n')
}

/** The first columns hold words. */
function tabulate(rows: readonly (readonly string[])[], words: number): string {
  const align = rows[0]!.map((_, column) => (column < words ? 'l' : 'r'))
  return markdownTable(rows, { align })
}

function* renderPrecision(report: Report): Generator<string> {
  const { precision, dataset } = report
  if (precision.length === 0) return
  yield '## Precision of tags'
  yield* renderCaveats(listCaveats(report).precision)
  const labels = new Map(dataset.tags.map(({ id, label }) => [id, label]))
  for (const key of new Set(precision.map(identifyJudge))) {
    const entries = precision.filter((entry) => identifyJudge(entry) === key)
    const [{ judge, images, means, tags }] = entries as [PrecisionEntry]
    const known = judge.kind === 'estimator' ? judge.heldOutAveragePrecision : undefined
    const add = (share: number | undefined) =>
      known === undefined ? [] : [share === undefined ? nothing : formatShare(share)]
    const show = (cell: { precision: number } | undefined) =>
      cell === undefined ? nothing : formatShare(cell.precision)
    yield `${formatCount(images)} faces a tag, everything else left to chance. ${describeRule(judge)}`
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

/** Models are comparable by one judge, who takes tags for shown by one rule. */
const identifyJudge = ({ judge }: PrecisionEntry): string =>
  judge.kind === 'hand' ? judge.kind : JSON.stringify([judge.sha256, judge.rule])

function* renderFid(report: Report): Generator<string> {
  const { fid, dataset } = report
  if (fid.length === 0) return
  yield '## FID'
  yield `A fake for the tags of each of as many pictures of ${dataset.name}, drawn at random.`
  yield* renderCaveats(listCaveats(report).fid)
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

function* renderScores(report: Report): Generator<string> {
  const { scores } = report
  if (scores.length === 0) return
  yield '## Other scores'
  yield* renderCaveats(listCaveats(report).scores)
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
