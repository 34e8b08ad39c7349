import sharp from 'sharp'
import type { Thumbnails } from './thumbnails.js'

/** Many thumbnails on few pictures, for a page. */
export interface ThumbnailSheets {
  /** Side of a thumbnail in pixels. */
  size: number
  /** Thumbnails in a row of a sheet, and rows of a full sheet. */
  perRow: number
  /** WebP, as data: addresses. Thumbnail i is on sheet floor(i / perRow^2). */
  sheets: string[]
}

/** Sheets no larger than this, so that phones take them. */
const mostPixels = 2048

/** Lays thumbnails out on sheets, row by row. */
export async function packThumbnails({ size, pixels }: Thumbnails): Promise<ThumbnailSheets> {
  const perRow = Math.floor(mostPixels / size)
  const sheets: string[] = []
  for (let first = 0; first < pixels.length; first += perRow * perRow) {
    const part = pixels.slice(first, first + perRow * perRow)
    const webp = await encodeSheet(part, size, perRow)
    sheets.push(`data:image/webp;base64,${webp.toString('base64')}`)
  }
  return { size, perRow, sheets }
}

function encodeSheet(pixels: readonly Uint8Array[], size: number, perRow: number): Promise<Buffer> {
  const width = perRow * size
  const height = Math.ceil(pixels.length / perRow) * size
  const sheet = Buffer.alloc(width * height * 3)
  pixels.forEach((thumbnail, i) => {
    const [left, top] = [(i % perRow) * size, Math.floor(i / perRow) * size]
    for (let row = 0; row < size; row++) {
      sheet.set(thumbnail.subarray(row * size * 3, (row + 1) * size * 3), ((top + row) * width + left) * 3)
    }
  })
  return sharp(sheet, { raw: { width, height, channels: 3 } })
    .webp({ quality: 82 })
    .toBuffer()
}
