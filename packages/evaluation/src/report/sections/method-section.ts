import { describeRule } from '../describe-rule.js'
import { html } from '../html.js'
import { formatCount } from '../number-formats.js'
import type { Report } from '../report.js'
import { renderTable, type Section } from '../section.js'

/** What is needed to get the same numbers again. */
export function renderMethod(
  { settings, estimators, models, precision }: Report,
  { linksSheets }: { linksSheets: boolean },
): Section {
  const { samples, trials, images, seed } = settings
  const estimatorHead = html`<tr><th scope="col">estimator</th><th scope="col">features</th><th scope="col" class="text">pictures</th><th scope="col" class="text">SHA-256</th></tr>`
  const estimatorRows = estimators.map(
    ({ name, features, resolution, filter, fit, sha256 }) =>
      html`<tr><th scope="row">${name}</th><td>${features === undefined ? '–' : formatCount(features)}</td><td class="text">${resolution} x ${resolution}, ${filter}, antialiased, ${fit}</td><td class="text"><code>${sha256}</code></td></tr>`,
  )
  const modelHead = html`<tr><th scope="col">model</th><th scope="col" class="text">file</th><th scope="col" class="text">SHA-256</th></tr>`
  const modelRows = models.map(
    ({ id, dtype, sha256 }) =>
      html`<tr><th scope="row">${id}</th><td class="text">${dtype}</td><td class="text"><code>${sha256}</code></td></tr>`,
  )
  return {
    id: 'method',
    title: 'How it was measured',
    body: html`<p>${formatCount(samples)} fakes, ${trials} ${trials === 1 ? 'trial' : 'trials'} of FID, ${images} faces judged for each tag, seed ${seed}; latents are not truncated unless a caption says so. All numbers are in <a href="report.json">report.json</a>${linksSheets && html`, all sheets in full in <a href="figures/">figures</a>`}.</p>
${[...new Set(precision.map(({ judge }) => describeRule(judge)))].map((rule) => html`<p>${rule}</p>`)}
${renderTable(estimatorHead, estimatorRows, 'numbers hashes')}
${renderTable(modelHead, modelRows, 'numbers hashes')}`,
  }
}
