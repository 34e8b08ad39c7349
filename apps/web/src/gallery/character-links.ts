import { formatRoute } from '../app/hash-route'
import { packSettings } from '../character/packed-settings'
import { drawSeed } from '../character/random-seed'
import { formatSettings } from '../character/settings-query'
import { formatExploration } from '../explore/exploration-query'
import { mostStops } from '../transition/transition'
import type { GalleryEntry } from './gallery-entry'

/** The address of the page Create with a character's settings. */
export const linkToCreate = ({ settings }: GalleryEntry): string =>
  formatRoute('create', formatSettings(settings))

/** The address of an exploration that begins with a character, or with two that are to be crossed. */
export function linkToExplore({ settings: from }: GalleryEntry, partner?: GalleryEntry): string {
  const { model } = from
  const exploration = { model, from, partner: partner?.settings, seed: drawSeed() }
  return formatRoute('explore', formatExploration({ ...exploration, way: 'free', moves: [] }))
}

/** Whether two can be crossed: of one model. */
export const canCross = (a: GalleryEntry, b: GalleryEntry): boolean => a.settings.model === b.settings.model

/** The address of a transition: through several characters, in this order, or through one and what is there already. */
export function linkToTransition(entries: readonly GalleryEntry[]): string {
  const [only] = entries.length === 1 ? entries : []
  const query = only
    ? formatSettings(only.settings)
    : entries.map(({ settings }) => `stop=${packSettings(settings)}`).join('&')
  return formatRoute('transition', query)
}

/** Whether one transition can go through all of these: a model draws only its own. */
export const canTransition = (entries: readonly GalleryEntry[]): boolean =>
  entries.length <= mostStops && new Set(entries.map(({ settings }) => settings.model)).size === 1
