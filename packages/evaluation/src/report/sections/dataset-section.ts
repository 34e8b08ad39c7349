import { drawBar } from '../charts/bar.js'
import { html } from '../html.js'
import { formatCount, formatPercent } from '../number-formats.js'
import { paper } from '../paper-numbers.js'
import type { Report } from '../report.js'
import { renderTable, type Section } from '../section.js'

/** Table 1: how often each tag is there in the data set, beside the paper's corpus. */
export function renderDataset({ dataset }: Report): Section {
  const { name, pictures, sources, tags, sha256 } = dataset
  const head = html`<tr><th scope="col">tag</th><th scope="col">pictures</th><th scope="col">part of all</th><th scope="col">paper</th><th scope="col">part of its ${formatCount(paper.pictures)}</th></tr>`
  const rows = tags.map(
    ({ label, pictures, share, paper }) =>
      html`<tr><th scope="row">${label}</th><td>${formatCount(pictures)}</td><td>${formatPercent(share)}${drawBar(share)}</td><td>${paper === undefined ? '–' : formatCount(paper.pictures)}</td><td>${paper === undefined ? '–' : html`${formatPercent(paper.share)}${drawBar(paper.share)}`}</td></tr>`,
  )
  const from = sources.filter(({ name }) => name !== '')
  return {
    id: 'dataset',
    title: 'Table 1: the data set',
    body: html`<p>${name}: ${formatCount(pictures)} pictures${from.length > 0 && html`, from ${from.map(({ name, pictures }) => `${name} (${formatCount(pictures)})`).join(', ')}`}. SHA-256 of its list <code title="${sha256}">${sha256.slice(0, 12)}</code>.</p>
${renderTable(head, rows, 'numbers bars')}`,
  }
}
