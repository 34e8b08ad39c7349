export type { CellMark } from './figures/cell-mark.js'
export { composeFigure } from './figures/compose-figure.js'
export { type DrawFigureOptions, drawFigure, type FigureCell, type FigureRow } from './figures/draw-figure.js'
export type { FigurePicture, RgbaPicture } from './figures/figure-picture.js'
export {
  type DrawPrecisionSheetOptions,
  drawPrecisionSheet,
  type JudgedImages,
} from './precision/draw-precision-sheet.js'
