import { InvalidInputError } from '@animegan/core'
import type { DrawFigureOptions } from './draw-figure.js'
import type { FigurePicture } from './figure-picture.js'
import type { FigurePlan } from './figure-plan.js'

/**
 * What `drawFigure` takes, from a plan and the faces that were drawn by it, row by row. Throws `INVALID_SHAPE` unless there is one for each
 * of the plan's.
 */
export function composeFigure(
  { title, caption, rows, columnLabels }: FigurePlan,
  faces: readonly FigurePicture[],
): DrawFigureOptions {
  const count = rows.reduce((sum, { plans }) => sum + plans.length, 0)
  if (faces.length !== count) {
    throw new InvalidInputError('INVALID_SHAPE', `faces: the plan has ${count}, but ${faces.length} came`)
  }
  let next = 0
  return {
    title,
    caption,
    columnLabels,
    rows: rows.map(({ heading, plans }) => ({
      heading,
      cells: plans.map(() => ({ picture: faces[next++]! })),
    })),
  }
}
