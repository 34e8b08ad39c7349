import { InvalidInputError } from '@animegan/core'
import type { SKRSContext2D } from '@napi-rs/canvas'
import { type CellMark, drawMark } from './cell-mark.js'
import type { FigureCaption } from './figure-caption.js'
import { figureColors } from './figure-colors.js'
import { type FigureLayout, layoutFigure, type PlacedCell } from './figure-layout.js'
import { type FigurePicture, type RgbaPicture, toCanvas } from './figure-picture.js'
import { createFigureContext, drawLines } from './figure-text.js'

/** One picture of a figure. */
export interface FigureCell {
  picture: FigurePicture
  /** Below the picture, two lines at most. */
  label?: string | undefined
  /** Frame around it, with a tick or a cross. */
  mark?: CellMark | undefined
}

/** Pictures side by side. */
export interface FigureRow {
  /** Above the row, with some room before it: begins a part of the figure, such as "(a) blonde hair, smile". */
  heading?: string | undefined
  /** Left of the row. */
  label?: string | undefined
  /** From left to right; `undefined` leaves a place free. */
  cells: readonly (FigureCell | undefined)[]
}

export interface DrawFigureOptions extends FigureCaption {
  rows: readonly FigureRow[]
  /** Above the columns. */
  columnLabels?: readonly string[] | undefined
  /** After so many columns some room is left: these are one thing, the others another. */
  splitAfter?: number | undefined
  /**
   * Longer side of a picture in pixels, 16 to 4,096. Default: the side of the largest, small ones enlarged by a whole factor to 128 or
   * more. Pictures are enlarged by whole factors without smoothing, and otherwise fitted in with it.
   */
  cellSize?: number | undefined
}

/**
 * Draws rows of pictures with labels and a caption, as papers show them. The same input gives the same pixels on one machine.
 *
 * @returns opaque RGBA, for `encodePng` of runtime-node
 *
 * Throws `INVALID_OPTION` for a figure without pictures or a bad size, `INVALID_SHAPE` for a picture whose data do not fill it.
 *
 * @example
 * const faces = await generator.generate({ seed: 7, count: 4 })
 * const figure = drawFigure({ caption: 'Four characters.', rows: [{ cells: faces.map((picture) => ({ picture })) }] })
 * await writeFile('figure.png', encodePng(figure))
 */
export function drawFigure(options: DrawFigureOptions): RgbaPicture {
  checkFigure(options)
  const layout = layoutFigure(options)
  const { width, height } = layout
  const context = createFigureContext(width, height)
  context.fillStyle = figureColors.paper
  context.fillRect(0, 0, width, height)
  for (const text of layout.texts) drawLines(context, text)
  for (const cell of layout.cells) drawCell(context, cell, layout)
  return { width, height, data: context.getImageData(0, 0, width, height).data }
}

function drawCell(
  context: SKRSContext2D,
  { cell, left, top }: PlacedCell,
  { cellSize, cellHeight }: FigureLayout,
): void {
  const { width, height } = cell.picture
  const factor = cellSize / Math.max(width, height)
  context.imageSmoothingEnabled = !Number.isInteger(factor)
  context.imageSmoothingQuality = 'high'
  const [drawnWidth, drawnHeight] = [Math.round(width * factor), Math.round(height * factor)]
  context.drawImage(
    toCanvas(cell.picture),
    left + Math.floor((cellSize - drawnWidth) / 2),
    top + Math.floor((cellHeight - drawnHeight) / 2),
    drawnWidth,
    drawnHeight,
  )
  if (cell.mark) drawMark(context, cell.mark, { left, top, width: cellSize, height: cellHeight })
}

function checkFigure({ rows, cellSize }: DrawFigureOptions): void {
  if (!rows.some(({ cells }) => cells.some((cell) => cell !== undefined))) {
    throw new InvalidInputError('INVALID_OPTION', 'rows: expected at least one picture, but none came')
  }
  if (cellSize === undefined) return
  if (!Number.isInteger(cellSize) || cellSize < 16 || cellSize > 4096) {
    throw new InvalidInputError(
      'INVALID_OPTION',
      `cellSize: expected an integer from 16 to 4096, got ${cellSize}`,
    )
  }
}
