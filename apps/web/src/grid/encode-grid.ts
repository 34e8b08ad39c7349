import { type Face, recordPicture } from '@animegan/core'
import type { Generator } from '@animegan/runtime-web'
import type { CharacterSettings } from '../character/character-settings'
import { recordSettings } from '../character/picture-settings'
import { makePicture } from '../files/make-picture'
import type { Mount } from '../files/picture-worker'

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

/** The grid as one PNG, dark labels on white. Throws as `makePicture`. */
export async function encodeGrid(options: EncodeGridOptions): Promise<Blob> {
  const { faces, record } = options
  const columns = faces[0]!.length
  const text = record
    ? recordPicture({
        ...{ faces: faces.flat(), columns, weights: record.weights },
        settings: recordSettings(record.settings),
      })
    : {}
  const png = await makePicture({
    ...{ kind: 'png', columns, side, text, mount: drawMount(options) },
    faces: faces.flat().map(({ pixels, width, height }) => ({ pixels, width, height })),
  })
  return new Blob([png], { type: 'image/png' })
}

/** The labels on white; the page draws them, since its fonts are not known to workers. */
function drawMount({ faces, rowLabels, columnLabels, font }: EncodeGridOptions): Mount {
  const canvas = new OffscreenCanvas(1, 1)
  const context = canvas.getContext('2d')!
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
  canvas.width = left + faces[0]!.length * (side + gap)
  canvas.height = top + faces.length * (side + gap)
  context.fillStyle = '#ffffff'
  context.fillRect(0, 0, canvas.width, canvas.height)
  style()
  context.textAlign = 'center'
  columnLabels.forEach((label, column) => {
    context.fillText(label, left + column * (side + gap) + side / 2, top / 2, side)
  })
  context.textAlign = 'right'
  rowLabels.forEach((label, row) => {
    context.fillText(label, left - gap, top + row * (side + gap) + side / 2, widest)
  })
  return { picture: canvas.transferToImageBitmap(), left, top, gap }
}
