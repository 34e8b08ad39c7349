import type { DrawFigureOptions, FigureCell, FigureRow } from './draw-figure.js'
import { placeCaption } from './figure-caption.js'
import { figureColors } from './figure-colors.js'
import { type FigureGrid, measureGrid } from './figure-grid.js'
import { measureHeight, type PlacedText, wrapText } from './figure-text.js'

/** A picture and its upper left corner. */
export interface PlacedCell {
  cell: FigureCell
  left: number
  top: number
}

/** Where everything of a figure goes, in pixels. */
export interface FigureLayout {
  width: number
  height: number
  cellSize: number
  cellHeight: number
  texts: PlacedText[]
  cells: PlacedCell[]
}

/** A part of a figure, and where the next may begin. */
interface PlacedPart {
  texts: PlacedText[]
  cells: PlacedCell[]
  bottom: number
}

/** Finds a place for everything of a figure: text wraps into the room that the pictures leave, and rows make room for it. */
export function layoutFigure(options: DrawFigureOptions): FigureLayout {
  const grid = measureGrid(options)
  const { margin, contentWidth, cellSize, cellHeight } = grid
  const parts = [placeColumnLabels(options.columnLabels ?? [], grid, margin)]
  for (const [i, row] of options.rows.entries()) parts.push(placeRow(row, i, grid, parts.at(-1)!.bottom))
  const above = parts.at(-1)!.bottom - grid.gap
  const caption = placeCaption(options, { ...grid, left: margin, width: contentWidth, above })
  return {
    width: contentWidth + 2 * margin,
    height: caption.bottom + margin,
    cellSize,
    cellHeight,
    texts: [...parts.flatMap(({ texts }) => texts), ...caption.texts],
    cells: parts.flatMap(({ cells }) => cells),
  }
}

function placeColumnLabels(labels: readonly string[], grid: FigureGrid, top: number): PlacedPart {
  const { size, cellSize, leftOf } = grid
  const wrapped = labels.map((text) => wrapText([{ text, size }], cellSize, 3))
  const height = Math.max(0, ...wrapped.map(measureHeight))
  const texts = wrapped.map((lines, column): PlacedText => {
    const x = leftOf(column) + cellSize / 2
    return { lines, x, top: top + height - measureHeight(lines), align: 'center', color: figureColors.ink }
  })
  return { texts, cells: [], bottom: height === 0 ? top : top + height + Math.round(0.3 * size) }
}

function placeRow(row: FigureRow, index: number, grid: FigureGrid, above: number): PlacedPart {
  const { size, small, cellSize, cellHeight, gap, left, leftOf } = grid
  const texts: PlacedText[] = []
  let top = above
  if (row.heading !== undefined) {
    if (index > 0) top += size
    const lines = wrapText([{ text: row.heading, size }], grid.width)
    texts.push({ lines, x: left, top, align: 'left', color: figureColors.ink })
    top += measureHeight(lines) + Math.round(0.3 * size)
  }
  const label = grid.rowLabels[index]!
  const labelTop = top + Math.floor((cellHeight - measureHeight(label)) / 2)
  texts.push({ lines: label, x: left - size, top: labelTop, align: 'right', color: figureColors.ink })

  const cells = row.cells.flatMap((cell, column): PlacedCell[] =>
    cell ? [{ cell, left: leftOf(column), top }] : [],
  )
  let bottom = top + cellHeight + gap
  for (const { cell, left } of cells) {
    if (!cell.label) continue
    const lines = wrapText([{ text: cell.label, size: small }], cellSize, 2)
    const placed = { x: left + cellSize / 2, top: top + cellHeight + 2, align: 'center' as const }
    texts.push({ lines, ...placed, color: figureColors.quiet })
    bottom = Math.max(bottom, placed.top + measureHeight(lines) + Math.round(0.5 * size))
  }
  return { texts, cells, bottom }
}
