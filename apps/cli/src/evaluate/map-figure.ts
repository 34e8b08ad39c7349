import { basename, resolve } from 'node:path'
import type { RgbaPicture } from '@animegan/evaluation/figures'
import { drawFolderMap } from '../folder-map.js'
import type { EstimatorFlags } from '../open-estimator.js'
import type { DrawnFigure } from './drawn-figure.js'

/** Pictures on the map: the paper's number. */
const count = 1500
/** Side of the map in pixels. */
const size = 1600

export interface DrawMapFigureOptions extends EstimatorFlags {
  /** An image folder. */
  data: string
  seed: number
}

/** Draws the paper's Figure 6, a map of a data set. Throws as `drawFolderMap` does. */
export async function drawMapFigure(
  options: DrawMapFigureOptions,
  signal: AbortSignal,
): Promise<DrawnFigure> {
  const { data: dir, seed } = options
  const { drawFigure } = await import('@animegan/evaluation/figures')
  const title = `A map of ${basename(resolve(dir))}`
  const drawing = {
    ...options,
    dir,
    count,
    size,
    title,
    steps: 500,
    arrange: 'scatter',
    schema: 'anime',
  } as const
  const { map, shown, total, featuresName } = await drawFolderMap(drawing, signal)
  const all = total.toLocaleString('en')
  const which = shown === total ? `All ${all} pictures` : `${shown.toLocaleString('en')} of ${all} pictures`
  return {
    title,
    paperFigures: [6],
    picture: drawFigure({
      title,
      caption: `${which}, laid out by t-SNE with seed ${seed} so that like ones stand together.`,
      note: `By ${featuresName}; trustworthiness ${map.trustworthiness.toFixed(3)}; as Figure 6 of Jin et al. (2017)`,
      rows: [{ cells: [{ picture: await trimPicture(map.png) }] }],
      cellSize: size,
    }),
  }
}

/** Cuts off the white around a map. */
async function trimPicture(png: Uint8Array): Promise<RgbaPicture> {
  const { default: sharp } = await import('sharp')
  const trimmed = sharp(png).trim({ background: 'white', threshold: 0 }).ensureAlpha().raw()
  const { data, info } = await trimmed.toBuffer({ resolveWithObject: true })
  return { data, width: info.width, height: info.height }
}
