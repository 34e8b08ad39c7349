import type { DrawFigureOptions, FigureRow } from './draw-figure.js'
import type { FigurePicture } from './figure-picture.js'
import { type TextLine, wrapText } from './figure-text.js'

/** Enlarged pictures are as large as this, or larger. */
const readableCell = 128
/** A figure with a caption is no narrower. */
const narrowestCaption = 600
/** A figure's width, in sizes of its text: as in a column of print. */
const lettersAcross = 58

/** The grid of a figure: its sizes, in pixels, and where its columns are. */
export interface FigureGrid {
  cellSize: number
  /** Of the highest picture, fitted into the cell. */
  cellHeight: number
  /** Between two pictures. */
  gap: number
  /** Of the text, and of small text. */
  size: number
  small: number
  /** White on all four sides. */
  margin: number
  /** Without the margins. */
  contentWidth: number
  /** Left edge and width of the pictures. */
  left: number
  width: number
  rowLabels: TextLine[][]
  leftOf(column: number): number
}

/** Finds the sizes that a figure's pictures and row labels ask for. */
export function measureGrid(options: DrawFigureOptions): FigureGrid {
  const { rows, splitAfter = 0, title, caption, note } = options
  const cellSize = options.cellSize ?? chooseCellSize(rows)
  const gap = Math.max(2, Math.round(cellSize / 32))
  const cellHeight = Math.max(
    ...listPictures(rows).map(({ width, height }) =>
      Math.round((cellSize * height) / Math.max(width, height)),
    ),
  )
  const columns = Math.max(...rows.map(({ cells }) => cells.length))
  const split = splitAfter > 0 && splitAfter < columns ? 4 * gap : 0
  const width = columns * (cellSize + gap) - gap + split

  const narrowest = title || caption || note ? narrowestCaption : 0
  const size = Math.round(Math.min(24, Math.max(14, Math.max(width, narrowest) / lettersAcross)))
  const labelWidth = Math.max(0.25 * width, 9 * size)
  const rowLabels = rows.map(({ label = '' }) => wrapText([{ text: label, size }], labelWidth))
  const widest = Math.ceil(Math.max(0, ...rowLabels.flat().map((line) => line.width)))
  const labelRoom = widest === 0 ? 0 : widest + size

  const contentWidth = Math.max(labelRoom + width, narrowest)
  const margin = Math.round(1.4 * size)
  const left = margin + Math.floor((contentWidth - labelRoom - width) / 2) + labelRoom
  const leftOf = (column: number): number =>
    left + column * (cellSize + gap) + (column >= splitAfter ? split : 0)
  const small = Math.max(12, Math.round(0.82 * size))
  return { cellSize, cellHeight, gap, size, small, margin, contentWidth, left, width, rowLabels, leftOf }
}

function chooseCellSize(rows: readonly FigureRow[]): number {
  const largest = Math.max(...listPictures(rows).map(({ width, height }) => Math.max(width, height)))
  return Math.min(256, largest * Math.max(1, Math.ceil(readableCell / largest)))
}

const listPictures = (rows: readonly FigureRow[]): FigurePicture[] =>
  rows.flatMap(({ cells }) => cells.flatMap((cell) => (cell ? [cell.picture] : [])))
