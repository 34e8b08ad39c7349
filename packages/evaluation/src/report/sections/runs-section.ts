import { drawLegend, drawLineChart } from '../charts/line-chart.js'
import type { RunEntry } from '../entries/run-entry.js'
import { html, type Markup } from '../html.js'
import type { Report } from '../report.js'
import type { Section } from '../section.js'

/** Curves over trainings: FID at the checkpoints (the paper's Figure 13), and what was logged on the way. */
export function renderRuns({ runs }: Report): Section | undefined {
  if (runs.length === 0) return undefined
  return { id: 'runs', title: 'Figure 13: training', body: html`${runs.map(renderRun)}` }
}

const formatSteps = (step: number): string => (step >= 1e4 ? `${+(step / 1e3).toFixed(1)}k` : String(step))

function renderRun({ name, batchSize, fid, steps, charts }: RunEntry): Markup {
  const common = { formatX: formatSteps, xLabel: `steps of ${batchSize} pictures` }
  const distances = fid.map(({ label, steps, values }) =>
    renderCard('FID', label, [
      drawLineChart({
        ...common,
        xs: steps,
        lines: [{ label: 'FID', color: 0, values }],
        isPart: false,
        showsPoints: true,
        title: `FID over the steps of ${name}`,
      }),
    ]),
  )
  const metrics = charts.map(({ title, note, isPart, series }) =>
    renderCard(title, note, [
      drawLineChart({
        ...common,
        xs: steps,
        lines: series,
        isPart,
        showsPoints: false,
        title: `${title} over the steps of ${name}`,
      }),
      drawLegend(series),
    ]),
  )
  return html`<h3>${name}</h3>
${
  fid.length === 0 &&
  html`<p class="quiet">FID at its checkpoints was not measured: <code>animegan evaluate curve</code> does it, and the next report shows it.</p>`
}
<div class="charts">${[...distances, ...metrics]}</div>`
}

const renderCard = (title: string, note: string, parts: Markup[]): Markup =>
  html`<section class="card"><h4>${title}</h4><p class="quiet">${note}</p>${parts}</section>`
