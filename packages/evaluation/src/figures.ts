export type { CellMark } from './figures/cell-mark.js'
export { composeFigure } from './figures/compose-figure.js'
export { type Curve, type DrawCurvesOptions, drawCurves } from './figures/draw-curves.js'
export { type DrawFigureOptions, drawFigure, type FigureCell, type FigureRow } from './figures/draw-figure.js'
export type { FigureCaption } from './figures/figure-caption.js'
export type { FigurePicture, RgbaPicture } from './figures/figure-picture.js'
export {
  type DrawPrecisionSheetOptions,
  drawPrecisionSheet,
  type JudgedImages,
} from './precision/draw-precision-sheet.js'
