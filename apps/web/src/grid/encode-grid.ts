import { type Face, recordPicture } from '@animegan/core'
import type { Generator } from '@animegan/runtime-web'
import { encode } from 'fast-png'
import type { CharacterSettings } from '../character/character-settings'
import { recordSettings } from '../character/picture-settings'
import { enlargeFace } from '../faces/enlarge-face'

export interface EncodeGridOptions {
  /** Row by row. */
  faces: readonly (readonly Face[])[]
  rowLabels: readonly string[]
  columnLabels: readonly string[]
  /** CSS family of the labels. */
  font: string
  /** How the grid was made, for the picture's record: only where one model drew it all. */
  record?: { weights: Generator['weights']; settings: CharacterSettings } | undefined
}

/** Of one face, in pixels. */
const side = 192
const gap = 8
const textSize = 20
const mostLabelWidth = 260

/** The grid as one PNG, dark labels on white. */
export function encodeGrid(options: EncodeGridOptions): Blob {
  const { faces, rowLabels, columnLabels, font, record } = options
  const context = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true })!
  const style = () => {
    context.font = `500 ${textSize}px ${font}`
    context.fillStyle = '#2a2127'
    context.textBaseline = 'middle'
  }
  style()
  const measure = (text: string) => context.measureText(text).width
  const widest = Math.min(mostLabelWidth, Math.ceil(Math.max(...rowLabels.map(measure))))
  const left = widest > 0 ? widest + 2 * gap : gap
  const top = columnLabels.some((label) => label !== '') ? textSize + 2 * gap : gap
  const columns = faces[0]!.length
  const width = left + columns * (side + gap)
  const height = top + faces.length * (side + gap)
  context.canvas.width = width
  context.canvas.height = height
  context.fillStyle = '#ffffff'
  context.fillRect(0, 0, width, height)
  style()
  context.textAlign = 'center'
  columnLabels.forEach((label, column) => {
    context.fillText(label, left + column * (side + gap) + side / 2, top / 2, side)
  })
  context.textAlign = 'right'
  rowLabels.forEach((label, row) => {
    context.fillText(label, left - gap, top + row * (side + gap) + side / 2, widest)
  })
  faces.forEach((row, y) => {
    row.forEach((face, x) => {
      context.drawImage(enlargeFace(face, side), left + x * (side + gap), top + y * (side + gap))
    })
  })
  const { data } = context.getImageData(0, 0, width, height)
  const text = record
    ? recordPicture({
        ...{ faces: faces.flat(), columns, weights: record.weights },
        settings: recordSettings(record.settings),
      })
    : {}
  const png = encode({ width, height, depth: 8, channels: 4, data, text })
  return new Blob([png as Uint8Array<ArrayBuffer>], { type: 'image/png' })
}
