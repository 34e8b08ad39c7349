import type { CharacterSettings } from './character-settings'
import { formatSettings, parseSettings } from './settings-query'

/** Settings as one value of a link that holds several characters. */
export function packSettings(settings: CharacterSettings): string {
  return formatSettings(settings).replaceAll('&', ';').replaceAll('=', '*')
}

/** Reads what `packSettings` wrote; undefined when any part of it makes no sense. */
export function unpackSettings(text: string): CharacterSettings | undefined {
  const { settings, problems } = parseSettings(text.replaceAll(';', '&').replaceAll('*', '='), 0)
  return problems.length === 0 && /(^|;)seed\*/.test(text) ? settings : undefined
}
