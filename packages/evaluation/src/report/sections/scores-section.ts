import { listCaveats } from '../caveats.js'
import type { ScoresEntry } from '../entries/distance-entry.js'
import { html, type Markup } from '../html.js'
import { formatCount, formatMeasure, formatPercent, formatShare } from '../number-formats.js'
import type { Report } from '../report.js'
import { renderCaveats, renderTable, type Section } from '../section.js'

/** What was thought of after the paper: KID, precision and recall, density and coverage, memorisation. */
export function renderScores(report: Report): Section | undefined {
  const { scores } = report
  if (scores.length === 0) return undefined
  const head = html`<tr><th scope="col">model</th><th scope="col" class="text">features</th><th scope="col">KID</th><th scope="col">precision</th><th scope="col">recall</th><th scope="col">density</th><th scope="col">coverage</th><th scope="col">memorisation</th><th scope="col">near copies</th><th scope="col">fakes / real</th></tr>`
  return {
    id: 'scores',
    title: 'Other scores',
    body: html`<dl class="terms">
<div><dt>KID</dt><dd>distance like FID that does not depend on the number of pictures; 0 for the same distribution</dd></div>
<div><dt>precision, density</dt><dd>how many faces lie among the real ones, and how closely: are they good?</dd></div>
<div><dt>recall, coverage</dt><dd>how many real pictures lie among the faces: is every kind there?</dd></div>
<div><dt>memorisation</dt><dd>0.5 for fresh faces of the same kind, near 1 for copies of training pictures, near 0 for faces unlike all of them; about 1% near copies are usual</dd></div>
</dl>
${renderCaveats(listCaveats(report).scores)}
${renderTable(head, scores.map(renderRow), 'numbers')}`,
  }
}

function renderRow(entry: ScoresEntry): Markup {
  const { model, estimator, kid, precision, recall, density, coverage, memorization, samples, reals } = entry
  const error = kid.standardError === null ? '' : ` ± ${formatMeasure(kid.standardError)}`
  return html`<tr><th scope="row">${model}</th><td class="text">${estimator}</td><td>${formatMeasure(kid.distance)}<small>${error}</small></td><td>${formatShare(precision)}</td><td>${formatShare(recall)}</td><td>${formatShare(density)}</td><td>${formatShare(coverage)}</td>${renderMemorization(memorization)}<td>${formatCount(samples)} / ${formatCount(reals)}</td></tr>`
}

function renderMemorization(memorization: ScoresEntry['memorization']): Markup {
  if (memorization === null) return html`<td>–</td><td>–</td>`
  const { score, copies, isCopying, verdict } = memorization
  return html`<td>${formatShare(score)}</td><td title="${verdict}">${formatPercent(copies)}${isCopying && html` <b class="alarm">copies</b>`}</td>`
}
