import { listCaveats } from '../caveats.js'
import { drawBar } from '../charts/bar.js'
import type { PrecisionEntry } from '../entries/precision-entry.js'
import { html, type Markup } from '../html.js'
import { formatShare } from '../number-formats.js'
import type { Report } from '../report.js'
import { renderCaveats, renderTable, type Section } from '../section.js'

type Cell = PrecisionEntry['means'][number]

/** Table 2: precision per tag of each model and judge, beside the paper's column. */
export function renderPrecision(report: Report): Section | undefined {
  const { precision, dataset } = report
  if (precision.length === 0) return undefined
  const labels = new Map(dataset.tags.map(({ id, label, group }) => [id, { label, group }]))
  const judged = new Set(precision.flatMap(({ tags }) => tags.map(({ id }) => id)))
  // In the order of the data set, whichever judge came first.
  const ids = [...new Set([...labels.keys(), ...judged])].filter((id) => judged.has(id))
  const groups = [...new Set(ids.map((id) => labels.get(id)?.group))]
  const experts = listExperts(precision)
  const renderTag = (id: string) =>
    renderRow(labels.get(id)?.label ?? id, {
      cells: precision.map(({ tags }) => tags.find((tag) => tag.id === id)),
      held: experts.map(({ averagePrecision }) => averagePrecision[id]),
    })
  const renderMean = (label: string, group: string | undefined, kind: string) =>
    renderRow(label, {
      cells: precision.map(({ means }) => means.find((mean) => mean.group === group)),
      held: experts.map(() => undefined),
      kind,
    })
  const rows = groups.flatMap((group) => [
    ...(group === undefined ? [] : [renderMean(group.replaceAll('-', ' '), group, 'group')]),
    ...ids.filter((id) => labels.get(id)?.group === group).map(renderTag),
  ])
  const means = renderMean('mean of all', undefined, 'mean')
  const head = html`<tr><td></td>${precision.map(({ model, judge }) => html`<th scope="col">${model}<small>${describeJudge(judge)}</small></th>`)}<th scope="col">paper<small>judged by eye</small></th>${experts.map(({ name }) => html`<th scope="col">${name}<small>held out</small></th>`)}</tr>`
  return {
    id: 'precision',
    title: 'Table 2: precision of tags',
    body: html`<p>How often a face shows the tag that it was asked for, everything else left to chance. The line over a bar is the 95% confidence interval; the mark is what a model that ignores tags would get.${experts.length > 0 && ' Last: the average precision of the estimator that judges, on pictures held out.'}</p>
${renderCaveats(listCaveats(report).precision)}
${renderTable(head, [means, ...rows], 'numbers precision')}`,
  }
}

/** Estimators that say how well they know tags of pictures that they did not learn from. */
function listExperts(precision: readonly PrecisionEntry[]) {
  const experts = new Map<string, { name: string; averagePrecision: Record<string, number> }>()
  for (const { judge } of precision) {
    if (judge.kind === 'hand' || judge.heldOutAveragePrecision === undefined) continue
    experts.set(judge.sha256, { name: judge.name, averagePrecision: judge.heldOutAveragePrecision })
  }
  return [...experts.values()]
}

interface Row {
  cells: readonly (Cell | PrecisionEntry['tags'][number] | undefined)[]
  /** Average precision of each expert. */
  held: readonly (number | undefined)[]
  kind?: string
}

function renderRow(label: string, { cells, held, kind = '' }: Row): Markup {
  const renderPlain = (share: number | undefined) =>
    html`<td>${share === undefined ? '–' : html`${formatShare(share)}${drawBar(share)}`}</td>`
  return html`<tr class="${kind}"><th scope="row">${label}</th>${cells.map(renderCell)}${[findPaper(cells), ...held].map(renderPlain)}</tr>`
}

function renderCell(cell: Pick<Cell, 'precision' | 'low' | 'high' | 'chance'> | undefined): Markup {
  if (cell === undefined) return html`<td>–</td>`
  const { precision, low, high, chance } = cell
  const words = `${formatShare(low)} to ${formatShare(high)}${chance === undefined ? '' : `; by chance ${formatShare(chance)}`}`
  return html`<td title="${words}">${formatShare(precision)}<small class="range">${formatShare(low)}–${formatShare(high)}</small>${drawBar(precision, cell, chance)}</td>`
}

function describeJudge(judge: PrecisionEntry['judge']): string {
  if (judge.kind === 'hand') return 'judged by hand'
  return `${judge.labelledTrainingData ? 'agreement with' : 'judged by'} ${judge.name}`
}

/** The paper's number; its means differ by how many tags they are over, and the one over most is taken. */
function findPaper(cells: readonly (Partial<Cell> | undefined)[]): number | undefined {
  const known = cells.filter((cell) => cell?.paper !== undefined)
  return known.sort((a, b) => (b?.tags ?? 1) - (a?.tags ?? 1))[0]?.paper
}
