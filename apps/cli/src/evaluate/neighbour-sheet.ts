import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { DrawFigureOptions, RgbaPicture } from '@animegan/evaluation/figures'
import type { FoundNeighbours } from './find-neighbours.js'

/** Draws generated faces, each with its neighbours. Throws as {@link composeNeighbourSheet} does. */
export async function drawNeighbourSheet(found: FoundNeighbours): Promise<RgbaPicture> {
  const { drawFigure } = await import('@animegan/evaluation/figures')
  return drawFigure(await composeNeighbourSheet(found))
}

/**
 * Arranges generated faces, each with its neighbours to the right of it, and says below what they are. Throws `INVALID_DATA` for a
 * picture that can no longer be read.
 */
export async function composeNeighbourSheet({
  search,
  faces,
}: FoundNeighbours): Promise<DrawFigureOptions & { title: string; caption: string }> {
  const { usualDistance, memorization, training, model, extractor, samples, truncation } = search
  const side = faces[0]!.width
  const label = (distance: number) =>
    usualDistance === null ? distance.toPrecision(3) : (distance / usualDistance).toFixed(2)
  const rows = await Promise.all(
    search.faces.map(async ({ seed, nearest }, row) => ({
      cells: [
        { picture: faces[row]!, label: `seed ${seed}` },
        ...(await Promise.all(
          nearest.map(async ({ file, distance }) => ({
            picture: await readPicture(join(training.dir, file), side),
            label: label(distance),
          })),
        )),
      ],
    })),
  )
  const split = training.split === undefined ? '' : ` of split "${training.split}"`
  const unit =
    usualDistance === null
      ? ''
      : ', as a multiple of the usual distance of a training picture to its nearest other'
  return {
    title: 'Nearest training pictures',
    caption:
      `Left: random faces. Right of each, the nearest of ${training.pictures.toLocaleString('en-US')} training pictures${split}, by the Euclidean distance ` +
      `between features; below each its distance${unit}.` +
      (memorization ? ` Judged by ${samples} faces, there is ${memorization.verdict}.` : ''),
    note:
      `${model.name} ${model.version} (${model.dtype}), seeds from ${search.seed}` +
      `${truncation === undefined ? '' : `, truncation ${truncation}`}; ${extractor.size} features of ${extractor.name}, ` +
      `pictures resized to ${extractor.resolution} pixels.`,
    rows,
    columnLabels: ['generated', 'nearest'],
    splitAfter: 1,
  }
}

async function readPicture(path: string, side: number): Promise<RgbaPicture> {
  const { decodeImage } = await import('@animegan/dataset')
  const bytes = await readFile(path)
  return { data: await decodeImage(bytes, side, path), width: side, height: side }
}
