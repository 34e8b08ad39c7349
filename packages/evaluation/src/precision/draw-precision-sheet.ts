import type { TagSchema } from '@animegan/core'
import { drawFigure } from '../figures/draw-figure.js'
import type { FigurePicture, RgbaPicture } from '../figures/figure-picture.js'
import type { TagPrecision } from './tag-precision.js'

/** Pictures of a tag, from the first on, and whether each shows it. */
export interface JudgedImages {
  /** Of the tag. */
  id: string
  images: readonly { picture: FigurePicture; shows: boolean }[]
}

export interface DrawPrecisionSheetOptions {
  precision: TagPrecision
  /** Of the weights: names of the tags. */
  schema: TagSchema
  /** A row each; the tags of `precision` that have pictures. */
  judged: readonly JudgedImages[]
  /** What it was made with, below the caption. */
  note?: string | undefined
}

/** Draws a row of images for each tag, those that show it with a tick and those that do not with a cross. Throws as `drawFigure` does. */
export function drawPrecisionSheet({
  precision,
  schema,
  judged,
  note,
}: DrawPrecisionSheetOptions): RgbaPicture {
  const { judge, tags, images } = precision
  const who = judge.kind === 'hand' ? 'by hand' : `by ${judge.name}`
  const labelled = judge.kind === 'estimator' && judge.labelledTrainingData === true
  const most = Math.max(...judged.map((row) => row.images.length))
  const shown = most < images ? `the first ${most} of ${images}` : `all ${images}`
  return drawFigure({
    title: labelled ? 'Agreement per tag.' : 'Precision per tag.',
    caption: `Each row was asked to show one tag, everything else came by chance; ${shown} images a tag, judged ${who}.`,
    note,
    cellSize: 64,
    rows: tags.flatMap(({ id, shown, asked }) => {
      const row = judged.find((row) => row.id === id)
      if (row === undefined) return []
      const name = schema.tags.find((tag) => tag.id === id)?.labels.en ?? id
      return [
        {
          label: `${name} ${shown}/${asked}`,
          cells: row.images.map(
            ({ picture, shows }) => ({ picture, mark: shows ? 'right' : 'wrong' }) as const,
          ),
        },
      ]
    }),
  })
}
