import { type Face, recordPicture, type WeightsManifest } from '@animegan/core'
import type { CharacterSettings } from '../character/character-settings'
import { recordSettings } from '../character/picture-settings'
import { makePicture } from './make-picture'

export interface EncodePictureOptions {
  faces: readonly Face[]
  /** What they were drawn with, as runtime-web's generator says it. */
  weights: { manifest: WeightsManifest; dtype: string; sha256: string }
  settings: CharacterSettings
  /** Of one face, in pixels. Default: as the model draws it. */
  side?: number | undefined
}

/** A PNG of one face, or a sheet of several, as square as possible, with a record of how it was made, as `animegan generate` writes it. Throws as `makePicture`. */
export async function encodePicture(options: EncodePictureOptions): Promise<Blob> {
  const { faces, weights, settings, side = faces[0]?.width ?? 0 } = options
  const columns = Math.ceil(Math.sqrt(faces.length))
  const png = await makePicture({
    ...{ kind: 'png', columns, side },
    faces: faces.map(({ pixels, width, height }) => ({ pixels, width, height })),
    text: recordPicture({
      ...{ faces, weights, settings: recordSettings(settings) },
      columns: faces.length > 1 ? columns : undefined,
    }),
  })
  return new Blob([png], { type: 'image/png' })
}

/** A name that tells pictures apart: `animegan-synthetic-7.png`, `animegan-synthetic-7-sheet-4.png`. */
export function namePicture({ model, seed }: CharacterSettings, count: number): string {
  return `animegan-${model}-${seed}${count > 1 ? `-sheet-${count}` : ''}.png`
}
