import type { SKRSContext2D } from '@napi-rs/canvas'
import { curveColors, numberSize, strokeLine } from './curve-style.js'
import { figureColors } from './figure-colors.js'
import { drawLines, lineSpacing, type TextLine, wrapText } from './figure-text.js'

/** A piece of line before a name; room after the name; height of a row. */
const [stroke, gap, rowHeight] = [26, 26, 24]

/** Names of curves beside their colours, in as many rows as they take. */
export interface CurveLegend {
  entries: { lines: TextLine[]; x: number; y: number; color: string }[]
  height: number
}

/** Lays a legend out; that of one curve is empty. */
export function layoutLegend(labels: readonly string[], width: number): CurveLegend {
  const entries: CurveLegend['entries'] = []
  if (labels.length < 2) return { entries, height: 0 }
  let [x, y] = [0, 0]
  for (const [i, text] of labels.entries()) {
    const lines = wrapText([{ text, size: numberSize }], width - stroke - 8, 1)
    const room = stroke + 8 + (lines[0]?.width ?? 0)
    if (x > 0 && x + room > width) [x, y] = [0, y + rowHeight]
    entries.push({ lines, x, y, color: curveColors[i]! })
    x += room + gap
  }
  return { entries, height: y + rowHeight + 8 }
}

/** Draws a legend from its upper left corner. */
export function drawLegend(
  context: SKRSContext2D,
  { entries }: CurveLegend,
  left: number,
  top: number,
): void {
  for (const { lines, x, y, color } of entries) {
    const middle = top + y + rowHeight / 2
    strokeLine(
      context,
      [
        [left + x, middle],
        [left + x + stroke, middle],
      ],
      { color, width: 3 },
    )
    const place = { x: left + x + stroke + 8, top: middle - 0.5 * lineSpacing * numberSize }
    drawLines(context, { lines, ...place, align: 'left', color: figureColors.ink })
  }
}
