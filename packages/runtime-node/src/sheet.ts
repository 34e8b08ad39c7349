import { type Face, InvalidInputError, toRgba } from '@animegan/core'
import type { Picture } from './png.js'

export interface DrawSheetOptions {
  /** Faces in a row, at least 1. Default: as square as possible. */
  columns?: number | undefined
}

/**
 * Lays faces of one size out on a grid, row by row without gaps; cells that stay empty in the last row are transparent.
 * One face is just its picture. Throws `INVALID_OPTION` for no faces or bad columns, `INVALID_SHAPE` for mixed sizes.
 */
export function drawSheet(
  faces: readonly Pick<Face, 'pixels' | 'width' | 'height'>[],
  options: DrawSheetOptions = {},
): Picture {
  const first = faces[0]
  if (!first) throw new InvalidInputError('INVALID_OPTION', 'a sheet needs at least one face, but none came')
  const wanted = options.columns ?? Math.ceil(Math.sqrt(faces.length))
  if (!Number.isInteger(wanted) || wanted < 1) {
    throw new InvalidInputError('INVALID_OPTION', `columns: expected a whole number from 1, came ${wanted}`)
  }
  const columns = Math.min(wanted, faces.length)
  const width = columns * first.width
  const height = Math.ceil(faces.length / columns) * first.height
  const data = new Uint8ClampedArray(width * height * 4)
  faces.forEach((face, i) => {
    if (face.width !== first.width || face.height !== first.height) {
      const sizes = `${first.width} x ${first.height} and ${face.width} x ${face.height}`
      throw new InvalidInputError('INVALID_SHAPE', `faces of one sheet need one size, but ${sizes} came`)
    }
    const rgba = toRgba(face)
    const left = (i % columns) * face.width
    const top = Math.floor(i / columns) * face.height
    for (let y = 0; y < face.height; y++) {
      const row = rgba.subarray(y * face.width * 4, (y + 1) * face.width * 4)
      data.set(row, ((top + y) * width + left) * 4)
    }
  })
  return { width, height, data }
}
