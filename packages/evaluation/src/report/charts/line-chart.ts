import { scaleLinear } from 'd3-scale'
import { html, type Markup } from '../html.js'
import { formatMeasure, formatPercent } from '../number-formats.js'

/** A line of a chart; `null` where nothing was measured. */
export interface ChartLine {
  label: string
  /** 0 to 3: which colour of the page. */
  color: number
  values: readonly (number | null)[]
}

export interface DrawLineChartOptions {
  xs: readonly number[]
  lines: readonly ChartLine[]
  formatX(value: number): string
  /** Whether the values are parts of a whole, to be shown in per cent. */
  isPart: boolean
  /** What runs to the right. */
  xLabel: string
  /** Whether each point is marked: for few of them. */
  showsPoints: boolean
  /** For who does not see it. */
  title: string
}

const [width, height] = [440, 230]
const edge = { left: 54, right: 22, top: 10, bottom: 38 }

/** Draws lines over one axis as SVG that needs no script; it takes its colours from the page, and is as wide as its place. */
export function drawLineChart(options: DrawLineChartOptions): Markup {
  const { xs, lines, formatX, isPart, xLabel, showsPoints, title } = options
  const formatPoint = isPart ? formatPercent : formatMeasure
  const x = scaleLinear(findExtent(xs), [edge.left, width - edge.right])
  const y = scaleLinear(findExtent(lines.flatMap(({ values }) => values)), [
    height - edge.bottom,
    edge.top,
  ]).nice(5)
  const formatTick = y.tickFormat(5, isPart ? '%' : undefined)
  const grid = y.ticks(5).map((value) => {
    const at = round(y(value))
    return html`<line class="grid" x1="${edge.left}" x2="${width - edge.right}" y1="${at}" y2="${at}"/><text x="${edge.left - 7}" y="${at + 4}" text-anchor="end">${formatTick(value)}</text>`
  })
  const marks = x.ticks(5).map((value) => {
    const at = round(x(value))
    return html`<text x="${at}" y="${height - edge.bottom + 17}" text-anchor="middle">${formatX(value)}</text>`
  })
  const drawn = lines.map(({ color, values }) => {
    const points = values.flatMap((value, i) =>
      value === null ? [] : [{ x: round(x(xs[i]!)), y: round(y(value)), value, at: xs[i]! }],
    )
    const path = points.map((point, i) => `${i === 0 ? 'M' : 'L'}${point.x} ${point.y}`).join('')
    const dots = (showsPoints || points.length === 1 ? points : []).map(
      (point) =>
        html`<circle cx="${point.x}" cy="${point.y}" r="3"><title>${formatX(point.at)}: ${formatPoint(point.value)}</title></circle>`,
    )
    return html`<g class="line color-${color}"><path d="${path}"/>${dots}</g>`
  })
  return html`<svg class="chart" viewBox="0 0 ${width} ${height}" role="img" aria-label="${title}">
${grid}${marks}<text x="${width - edge.right}" y="${height - 4}" text-anchor="end" class="axis">${xLabel}</text>
${drawn}
</svg>`
}

/** The names of the lines beside their colours. */
export function drawLegend(lines: readonly Pick<ChartLine, 'label' | 'color'>[]): Markup {
  return html`<p class="legend">${lines.map(({ label, color }) => html`<span><i class="color-${color}"></i>${label}</span>`)}</p>`
}

function findExtent(values: readonly (number | null)[]): [number, number] {
  const known = values.filter((value) => value !== null)
  if (known.length === 0) return [0, 1]
  const [low, high] = [Math.min(...known), Math.max(...known)]
  return low === high ? [low - (Math.abs(low) || 1) / 2, high + (Math.abs(high) || 1) / 2] : [low, high]
}

const round = (value: number): number => Math.round(10 * value) / 10
