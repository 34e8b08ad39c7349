import type { WeightsManifest } from '@animegan/core'
import type { CharacterSettings } from '../character/character-settings'
import { restoreSettings } from '../character/picture-settings'
import { readPicture } from '../files/read-picture'
import type { MessageKey } from '../i18n/messages'

/** The character of a PNG of ours, the first of a sheet; or why there is none for this model. */
export async function readStop(
  manifest: WeightsManifest,
  file: Blob,
): Promise<{ stop: CharacterSettings } | { problem: MessageKey }> {
  const record = await readPicture(file)
  if (!record) return { problem: 'files.noRecord' }
  if (record.weights.name !== manifest.name) return { problem: 'transition.otherModel' }
  const restored = restoreSettings(manifest, record)
  return restored ? { stop: { ...restored.settings, count: 1 } } : { problem: 'files.notBySeed' }
}
