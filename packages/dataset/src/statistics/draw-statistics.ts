import { createRequire } from 'node:module'
import { createCanvas, GlobalFonts, loadImage } from '@napi-rs/canvas'
import type { DatasetDescription } from './describe-dataset.js'
import { renderStatistics } from './render-statistics.js'
import { fontFamily } from './svg-elements.js'

/** Pixels of the picture for one of the drawing. */
const scale = 2

/** Draws what is known of a data set as a PNG, 2,560 pixels wide, with a font that the package brings. */
export async function drawStatistics(description: DatasetDescription, title: string): Promise<Uint8Array> {
  registerFont()
  const { svg, width, height } = renderStatistics(description, title)
  const picture = await loadImage(Buffer.from(svg))
  const canvas = createCanvas(scale * width, scale * height)
  canvas.getContext('2d').drawImage(picture, 0, 0, scale * width, scale * height)
  return canvas.toBuffer('image/png')
}

let isRegistered = false

function registerFont(): void {
  if (isRegistered) return
  const require = createRequire(import.meta.url)
  const files = [
    require.resolve('@fontsource/inter/files/inter-latin-400-normal.woff2'),
    require.resolve('@fontsource/inter/files/inter-latin-600-normal.woff2'),
  ]
  for (const file of files) GlobalFonts.registerFromPath(file, fontFamily)
  isRegistered = true
}
