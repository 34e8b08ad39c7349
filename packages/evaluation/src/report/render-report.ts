import { html, Markup } from './html.js'
import { formatCount, listWords } from './number-formats.js'
import { pageStyle } from './page-style.js'
import type { Report } from './report.js'
import type { Section } from './section.js'
import { renderDataset } from './sections/dataset-section.js'
import { renderFailures } from './sections/failures-section.js'
import { renderFid } from './sections/fid-section.js'
import { renderFigures } from './sections/figures-section.js'
import { renderMethod } from './sections/method-section.js'
import { renderModels } from './sections/models-section.js'
import { renderPrecision } from './sections/precision-section.js'
import { renderRuns } from './sections/runs-section.js'
import { renderScores } from './sections/scores-section.js'
import { renderSpeed } from './sections/speed-section.js'

export interface RenderReportOptions {
  /** Small pictures of the sheets as `data:` addresses, by the `file` of the sheet. A sheet without one is linked only. */
  pictures: Readonly<Record<string, string>>
  /** Whether the sheets in full lie beside the page, which then links them. Default true; false for a page that is passed on alone. */
  linksSheets?: boolean | undefined
}

/**
 * Writes a report as one HTML page that asks nothing of any network and runs no script. All text in the report is shown as text.
 * Sheets in full, and report.json, are linked beside it.
 */
export function renderReport(report: Report, { pictures, linksSheets = true }: RenderReportOptions): string {
  const sections = [
    renderModels(report),
    renderFigures(report, { pictures, linksSheets }),
    renderFid(report),
    renderScores(report),
    renderPrecision(report),
    renderRuns(report),
    renderSpeed(report),
    renderDataset(report),
    renderFailures(report),
    renderMethod(report, { linksSheets }),
  ].filter((section) => section !== undefined)
  return `<!doctype html>
${renderPage(report, sections).text}
`
}

function renderPage(report: Report, sections: readonly Section[]): Markup {
  const { title, models, dataset, created } = report
  // Nothing in it comes from a report, and a style sheet is not escaped as text is.
  const style = new Markup(`<style>${pageStyle}</style>`)
  return html`<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<title>${title}</title>
${style}
</head>
<body>
<header>
<h1>${title}</h1>
<p class="quiet">${listWords(models.map(({ id }) => id))}, beside the ${formatCount(dataset.pictures)} real pictures of ${dataset.name}. Figures and tables are numbered as in Jin et al., “Towards the High-quality Anime Characters Generation with GANs” (2017).</p>
</header>
<nav aria-label="contents"><ul>${sections.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`)}</ul></nav>
<main>
${sections.map(
  ({ id, title, body }) => html`<section id="${id}"><h2>${title}</h2>
${body}</section>`,
)}
</main>
<footer>Put together ${created.slice(0, 10)} by animegan evaluate report.</footer>
</body>
</html>`
}
