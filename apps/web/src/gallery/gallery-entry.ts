import type { CharacterSettings } from '../character/character-settings'
import { formatSettings } from '../character/settings-query'

/** A character that is kept: how it is drawn again, and what it is found by. */
export interface GalleryEntry {
  /** See `identifyCharacter`. */
  id: string
  /** Settled: nothing is left to chance. */
  settings: CharacterSettings
  /** Version of the model that drew it. */
  version: string
  /** Ids of the tags that the face shows. */
  tags: readonly string[]
  /** By id, in the attribute's own unit. */
  attributes: Readonly<Record<string, number>>
  /** When it was drawn last, in milliseconds since 1970. */
  time: number
  isFavourite: boolean
}

/** The pictures of an entry. As bytes: some browsers keep no Blob in private windows. */
export interface GalleryPictures {
  /** PNG as the model drew it, with a record of how. */
  png: Uint8Array<ArrayBuffer>
  /** JPEG for the grid. */
  thumbnail: Uint8Array<ArrayBuffer>
}

/** An entry with its pictures. */
export interface KeptCharacter {
  entry: GalleryEntry
  pictures: GalleryPictures
}

/** The same for the same picture: settled settings, in whatever order they came about, and the version of the model. */
export function identifyCharacter(settings: CharacterSettings, version: string): string {
  const sort = <Value>(record: Readonly<Record<string, Value>>): Record<string, Value> =>
    Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)))
  const { tags, strengths, attributes } = settings
  const query = formatSettings({
    ...settings,
    tags: sort(tags),
    strengths: sort(strengths),
    attributes: sort(attributes),
  })
  return `${version}?${query}`
}
