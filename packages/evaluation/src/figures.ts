export type { CellMark } from './figures/cell-mark.js'
export { type DrawFigureOptions, drawFigure, type FigureCell, type FigureRow } from './figures/draw-figure.js'
export type { FigurePicture, RgbaPicture } from './figures/figure-picture.js'
