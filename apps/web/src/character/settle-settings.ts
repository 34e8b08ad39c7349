import type { WeightsManifest } from '@animegan/core'
import type { CharacterSettings } from './character-settings'
import { fitSettings } from './fit-settings'
import { planCharacters, settleCharacter } from './plan-characters'

/** The first of the characters that some settings draw, as far as the model can, alone and with nothing left to chance. */
export function settleSettings(manifest: WeightsManifest, settings: CharacterSettings): CharacterSettings {
  const { settings: fitted } = fitSettings(manifest.tags, { ...settings, count: 1 })
  return settleCharacter(manifest, fitted, planCharacters(manifest, fitted)[0]!)
}
