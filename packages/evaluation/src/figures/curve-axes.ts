import type { SKRSContext2D } from '@napi-rs/canvas'
import { type ScaleLinear, scaleLinear } from 'd3-scale'
import { labelSize, numberSize, strokeLine } from './curve-style.js'
import { figureColors } from './figure-colors.js'
import { drawLines, lineSpacing, type PlacedText, wrapText } from './figure-text.js'

/** Roughly how many ticks an axis has. */
const [ticksAcross, ticksUp] = [7, 5]
/** Between the ends of the lower axis and the outermost points. */
const inset = 10

/** The inside of a chart, in pixels, and its scales. */
export interface CurvePlot {
  left: number
  right: number
  top: number
  bottom: number
  x: ScaleLinear<number, number>
  y: ScaleLinear<number, number>
}

/** Lays axes out in a box, the numbers of the upright one within it. */
export function layoutPlot(
  points: readonly { x: number; y: number }[],
  box: Pick<CurvePlot, 'left' | 'right' | 'top' | 'bottom'>,
): CurvePlot {
  const y = scaleLinear(findExtent(points.map((point) => point.y)), [box.bottom, box.top]).nice(ticksUp)
  const numbers = y.ticks(ticksUp).map((tick) => wrapNumber(y.tickFormat(ticksUp)(tick))[0]!.width)
  const left = box.left + Math.ceil(Math.max(...numbers)) + 12
  const x = scaleLinear(findExtent(points.map((point) => point.x)), [left + inset, box.right - inset])
  return { ...box, left, x, y }
}

/** Draws both axes with their numbers and labels. */
export function drawAxes(
  context: SKRSContext2D,
  { left, right, top, bottom, x, y }: CurvePlot,
  labels: { xLabel: string; yLabel: string },
): void {
  const write = (text: string, place: Pick<PlacedText, 'x' | 'top' | 'align'>) =>
    drawLines(context, { lines: wrapNumber(text), ...place, color: figureColors.quiet })
  const half = Math.round(0.5 * lineSpacing * numberSize)
  for (const tick of y.ticks(ticksUp)) {
    const at = Math.round(y(tick)) + 0.5
    strokeLine(
      context,
      [
        [left, at],
        [right, at],
      ],
      { color: figureColors.line, width: 1 },
    )
    write(y.tickFormat(ticksUp)(tick), { x: left - 10, top: at - half, align: 'right' })
  }
  // 20,000 is 20k, but 2,000 not 2k: then 200 would be 0.2k.
  const formatX = x.tickFormat(ticksAcross, x.domain()[1]! >= 10_000 ? '~s' : undefined)
  const axis = { color: figureColors.quiet, width: 1 }
  for (const tick of x.ticks(ticksAcross)) {
    const at = Math.round(x(tick)) + 0.5
    strokeLine(
      context,
      [
        [at, bottom],
        [at, bottom + 6],
      ],
      axis,
    )
    write(formatX(tick), { x: at, top: bottom + 9, align: 'center' })
  }
  strokeLine(
    context,
    [
      [left, top],
      [left, bottom + 0.5],
      [right, bottom + 0.5],
    ],
    axis,
  )
  drawLabel(context, labels.xLabel, { x: right, top: bottom + 31, align: 'right' })
  drawLabel(context, labels.yLabel, { x: left, top: top - Math.round(2.1 * labelSize), align: 'left' })
}

function drawLabel(
  context: SKRSContext2D,
  text: string,
  place: Pick<PlacedText, 'x' | 'top' | 'align'>,
): void {
  const lines = wrapText([{ text, size: labelSize }], Number.POSITIVE_INFINITY)
  drawLines(context, { lines, ...place, color: figureColors.ink })
}

const wrapNumber = (text: string) => wrapText([{ text, size: numberSize }], Number.POSITIVE_INFINITY)

function findExtent(values: readonly number[]): [number, number] {
  const [low, high] = [Math.min(...values), Math.max(...values)]
  return low === high ? [low - Math.abs(low || 1) / 2, high + Math.abs(high || 1) / 2] : [low, high]
}
