import { InvalidInputError } from '@animegan/core'
import type { SKRSContext2D } from '@napi-rs/canvas'
import { type CurvePlot, drawAxes, layoutPlot } from './curve-axes.js'
import { drawLegend, layoutLegend } from './curve-legend.js'
import { curveColors, labelSize, numberSize, strokeLine } from './curve-style.js'
import { type FigureCaption, placeCaption } from './figure-caption.js'
import { figureColors } from './figure-colors.js'
import type { RgbaPicture } from './figure-picture.js'
import { createFigureContext, drawLines } from './figure-text.js'

/** One line of a chart. */
export interface Curve {
  /** For the legend, which a single curve does without. */
  label: string
  /** By rising x; finite. */
  points: readonly { x: number; y: number }[]
}

export interface DrawCurvesOptions extends FigureCaption {
  /** What the axes show, such as "images seen" and "FID". */
  xLabel: string
  yLabel: string
  /** 1 to 6. */
  curves: readonly Curve[]
}

const [width, plotHeight, margin] = [960, 440, 24]
/** A curve of more points shows them no longer. */
const mostDots = 40

/**
 * Draws curves over one axis, with ticks, a legend and a caption: the paper's Figure 13.
 *
 * @returns opaque RGBA, 960 pixels wide, for `encodePng` of runtime-node
 *
 * Throws `INVALID_OPTION` for no curves or more than 6, and for one without points or with a point that is not finite.
 *
 * @example
 * const points = [{ x: 500, y: 210 }, { x: 1000, y: 150 }]
 * const picture = drawCurves({ xLabel: 'steps', yLabel: 'FID', curves: [{ label: 'dcgan-64', points }] })
 */
export function drawCurves(options: DrawCurvesOptions): RgbaPicture {
  const { curves } = options
  checkCurves(curves)
  const contentWidth = width - 2 * margin
  const legend = layoutLegend(
    curves.map(({ label }) => label),
    contentWidth,
  )
  const top = margin + legend.height + Math.round(2.1 * labelSize)
  const plot = layoutPlot(
    curves.flatMap(({ points }) => points),
    { left: margin, right: width - margin, top, bottom: top + plotHeight },
  )
  const caption = placeCaption(options, {
    left: margin,
    width: contentWidth,
    above: plot.bottom + Math.round(3.4 * labelSize),
    size: labelSize,
    small: numberSize,
  })
  const height = caption.bottom + margin
  const context = createFigureContext(width, height)
  context.fillStyle = figureColors.paper
  context.fillRect(0, 0, width, height)
  drawLegend(context, legend, margin, margin)
  drawAxes(context, plot, options)
  for (const [i, curve] of curves.entries()) drawCurve(context, curve, curveColors[i]!, plot)
  for (const text of caption.texts) drawLines(context, text)
  return { width, height, data: context.getImageData(0, 0, width, height).data }
}

function drawCurve(context: SKRSContext2D, { points }: Curve, color: string, { x, y }: CurvePlot): void {
  const places = points.map((point) => [x(point.x), y(point.y)] as const)
  strokeLine(context, places, { color, width: 2.5 })
  if (points.length > mostDots) return
  context.fillStyle = color
  for (const [left, top] of places) {
    context.beginPath()
    context.arc(left, top, 4, 0, 2 * Math.PI)
    context.fill()
  }
}

function checkCurves(curves: readonly Curve[]): void {
  if (curves.length < 1 || curves.length > curveColors.length) {
    const wanted = `1 to ${curveColors.length}`
    throw new InvalidInputError('INVALID_OPTION', `curves: expected ${wanted}, but ${curves.length} came`)
  }
  for (const { label, points } of curves) {
    const broken = points.find(({ x, y }) => !Number.isFinite(x) || !Number.isFinite(y))
    if (points.length > 0 && !broken) continue
    const came = broken ? `(${broken.x}, ${broken.y}) came` : 'none came'
    throw new InvalidInputError(
      'INVALID_OPTION',
      `curves: expected finite points for "${label}", but ${came}`,
    )
  }
}
