import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { RunChart } from './run-charts.js'

/** What the page of a run shows. */
export interface RunPage {
  title: string
  subtitle: string
  /** Name and value, in the order shown. */
  facts: readonly (readonly [string, string])[]
  charts: readonly RunChart[]
  /** The step of each value in the charts. */
  steps: readonly number[]
  batchSize: number
  /** Sheets as data: addresses, oldest first. */
  snapshots: readonly { step: number; source: string }[]
  /** JSON, as text. */
  config: string
}

const escapeHtml = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`)

const readAsset = (name: string): Promise<string> =>
  readFile(new URL(`../assets/${name}`, import.meta.url), 'utf8')

const readPlotFile = (name: string): Promise<string> =>
  readFile(createRequire(import.meta.url).resolve(`uplot/dist/${name}`), 'utf8')

/** Writes the page as one HTML file that asks nothing of any network: script, style, curves and pictures are inside. */
export async function renderRunPage(page: RunPage): Promise<string> {
  const [style, script, plotStyle, plotScript] = await Promise.all([
    readAsset('run-page.css'),
    readAsset('run-page.js'),
    readPlotFile('uPlot.min.css'),
    readPlotFile('uPlot.iife.min.js'),
  ])
  const { charts, steps, batchSize, snapshots } = page
  const data = JSON.stringify({ charts, steps, batchSize, snapshots }).replaceAll('<', '\\u003c')
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<title>${escapeHtml(page.title)}</title>
<style>${plotStyle}
${style}</style>
</head>
<body>
<header>
<h1>${escapeHtml(page.title)}</h1>
<p class="quiet">${escapeHtml(page.subtitle)}</p>
<dl class="facts">
${page.facts.map(([name, value]) => `<div><dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}</dd></div>`).join('\n')}
</dl>
</header>
<main>
${renderSnapshots(snapshots.length)}
${renderCharts(page)}
<h2>Configuration</h2>
<details class="card"><summary>config.json</summary><pre>${escapeHtml(page.config)}</pre></details>
</main>
<script type="application/json" id="run">${data}</script>
<script>${plotScript}</script>
<script>${script}</script>
</body>
</html>
`
}

function renderSnapshots(count: number): string {
  if (count === 0) return '<h2>Snapshots</h2><p class="quiet">There are none yet.</p>'
  return `<h2>Snapshots</h2>
<div class="card sheet">
<img id="sheet" alt="">
<div>
<p class="step" id="sheet-step"></p>
<input type="range" id="snapshot" min="0" max="${count - 1}" step="1" aria-label="which snapshot">
<div class="buttons"><button type="button" id="before">Before</button><button type="button" id="play">Play</button><button type="button" id="after">After</button></div>
<p class="quiet">The same 64 latents and tags every time, drawn by the averaged generator.</p>
</div>
</div>`
}

function renderCharts({ charts, steps }: RunPage): string {
  if (charts.length === 0) return '<h2>Curves</h2><p class="quiet">No step was reported yet.</p>'
  const cards = charts.map(
    ({ title, note }) =>
      `<section class="card"><h3>${escapeHtml(title)}</h3><p>${escapeHtml(note)}</p><div class="plot"></div><div class="legend"></div></section>`,
  )
  // Of few points, little can be averaged.
  const smoothing = steps.length < 100 ? 2 : 5
  return `<h2>Curves</h2>
<div class="controls">
<label>Smoothing <input type="range" id="smoothing" min="0" max="13" step="1" value="${smoothing}"> <output id="smoothing-value"></output></label>
<label><input type="checkbox" id="logarithmic"> Logarithmic</label>
<label>Over <select id="axis"><option value="steps">steps</option><option value="images">images seen</option></select></label>
<span class="quiet">Drag to zoom, double click to zoom out.</span>
</div>
<div class="charts">
${cards.join('\n')}
</div>`
}
