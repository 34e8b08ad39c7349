import { formatRoute } from '../app/hash-route'
import { packSettings } from '../character/packed-settings'
import { drawSeed } from '../character/random-seed'
import { formatSettings } from '../character/settings-query'
import { formatExploration } from '../explore/exploration-query'
import type { GalleryEntry } from './gallery-entry'

/** The address of the page Create with a character's settings. */
export const linkToCreate = ({ settings }: GalleryEntry): string =>
  formatRoute('create', formatSettings(settings))

/** The address of an exploration that begins with a character. */
export const linkToExplore = ({ settings }: GalleryEntry): string =>
  formatRoute(
    'explore',
    formatExploration({ model: settings.model, way: 'free', seed: drawSeed(), from: settings, moves: [] }),
  )

/** The address of a transition through characters, in this order. */
export const linkToTransition = (entries: readonly GalleryEntry[]): string =>
  formatRoute('transition', `v=1&ends=${entries.map(({ settings }) => packSettings(settings)).join('!')}`)
