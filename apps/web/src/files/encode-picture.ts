import { type Face, recordPicture, type WeightsManifest } from '@animegan/core'
import { encode } from 'fast-png'
import type { CharacterSettings } from '../character/character-settings'
import { recordSettings } from '../character/picture-settings'
import { enlargeFace } from '../faces/enlarge-face'

export interface EncodePictureOptions {
  faces: readonly Face[]
  /** What they were drawn with, as runtime-web's generator says it. */
  weights: { manifest: WeightsManifest; dtype: string; sha256: string }
  settings: CharacterSettings
  /** Of one face, in pixels. Default: as the model draws it. */
  side?: number | undefined
}

/** A PNG of one face, or a sheet of several, as square as possible, with a record of how it was made, as `animegan generate` writes it. */
export function encodePicture(options: EncodePictureOptions): Blob {
  const { faces, weights, settings, side = faces[0]?.width ?? 0 } = options
  const columns = Math.ceil(Math.sqrt(faces.length))
  const [width, height] = [columns * side, Math.ceil(faces.length / columns) * side]
  const context = new OffscreenCanvas(width, height).getContext('2d')!
  faces.forEach((face, i) => {
    context.drawImage(enlargeFace(face, side), (i % columns) * side, Math.floor(i / columns) * side)
  })
  const png = encode({
    ...{ width, height, depth: 8, channels: 4 },
    data: context.getImageData(0, 0, width, height).data,
    text: recordPicture({
      ...{ faces, weights, settings: recordSettings(settings) },
      columns: faces.length > 1 ? columns : undefined,
    }),
  })
  return new Blob([png as Uint8Array<ArrayBuffer>], { type: 'image/png' })
}

/** A name that tells pictures apart: `animegan-synthetic-7.png`, `animegan-synthetic-7-sheet-4.png`. */
export function namePicture({ model, seed }: CharacterSettings, count: number): string {
  return `animegan-${model}-${seed}${count > 1 ? `-sheet-${count}` : ''}.png`
}
