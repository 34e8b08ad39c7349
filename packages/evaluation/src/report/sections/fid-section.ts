import { listCaveats } from '../caveats.js'
import { html, type Markup } from '../html.js'
import { formatCount, formatMeasure } from '../number-formats.js'
import { paper } from '../paper-numbers.js'
import type { Report } from '../report.js'
import { renderCaveats, renderTable, type Section } from '../section.js'

/** Table 3: FID by the paper's protocol, beside the paper's numbers. */
export function renderFid(report: Report): Section | undefined {
  const { fid } = report
  if (fid.length === 0) return undefined
  const head = html`<tr><th scope="col">model</th><th scope="col" class="text">features</th><th scope="col">FID, mean</th><th scope="col">max − min</th><th scope="col">part of the highest</th><th scope="col">fakes</th><th scope="col">trials</th></tr>`
  const rows = [...new Set(fid.map(({ estimator }) => estimator))].flatMap((estimator) => {
    const own = fid.filter((entry) => entry.estimator === estimator)
    return own.map(({ model, samples, trials, ...entry }) =>
      renderRow({ ...entry, model, features: estimator, samples, trials: trials.length }, own),
    )
  })
  const { models, samples, trials } = paper.fid
  const papers = models.map(({ name, ...entry }) =>
    renderRow(
      { ...entry, model: `paper: ${name}`, features: 'illustration2vec', samples, trials },
      models,
      'paper',
    ),
  )
  return {
    id: 'fid',
    title: 'Table 3: FID',
    body: html`<p>How far the faces are, as a set, from real pictures: in each trial a face for the tags of each of as many real pictures, drawn at random. Lower is better.</p>
${renderCaveats(listCaveats(report).fid)}
${renderTable(head, [...rows, ...papers], 'numbers')}`,
  }
}

interface Row {
  model: string
  features: string
  mean: number
  range: number
  samples: number
  trials: number
}

function renderRow(row: Row, among: readonly { mean: number }[], kind = ''): Markup {
  const highest = Math.max(...among.map(({ mean }) => mean))
  const { model, features, mean, range, samples, trials } = row
  return html`<tr class="${kind}"><th scope="row">${model}</th><td class="text">${features}</td><td><b>${formatMeasure(mean)}</b></td><td>${trials > 1 ? formatMeasure(range) : '–'}</td><td>${(mean / highest).toFixed(3)}</td><td>${formatCount(samples)}</td><td>${trials}</td></tr>`
}
