import { AnimeganError, type Face } from '@animegan/core'
import type { Generator } from '@animegan/runtime-web'
import { useEffect } from 'react'
import { navigate } from '../app/hash-route'
import type { CharacterSettings } from '../character/character-settings'
import { settleCharacter } from '../character/plan-characters'
import { type Messages, useMessages } from '../i18n/messages'
import { notify } from '../notifications/notifications'
import { identifyCharacter, type KeptCharacter } from './gallery-entry'

export interface KeepCharactersOptions {
  /** Faces, each with the settings that it was drawn from. */
  characters: readonly { face: Face; settings: CharacterSettings }[]
  weights: Generator['weights']
}

/**
 * Puts faces into the gallery, each alone, with nothing of its settings left to chance. Those that are there already move to the
 * top. Throws as the store's `add`.
 */
export async function keepCharacters({ characters, weights }: KeepCharactersOptions): Promise<void> {
  const [{ gallery }, { encodePicture }, { makeThumbnail }] = await Promise.all([
    import('./gallery-store'),
    import('../files/encode-picture'),
    import('./picture-pixels'),
  ])
  const { manifest } = weights
  const known = new Set((await gallery.list()).map(({ id }) => id))
  const time = Date.now()
  const again: string[] = []
  const added: KeptCharacter[] = []
  for (const [place, { face, settings: drawn }] of characters.entries()) {
    const settings = settleCharacter(manifest, drawn, face)
    const id = identifyCharacter(settings, manifest.version)
    if (known.has(id)) {
      again.push(id)
      continue
    }
    known.add(id)
    const png = await encodePicture({ faces: [face], weights, settings })
    const { tags, attributes } = face
    added.push({
      // The first of several comes first in the gallery too.
      entry: {
        id,
        settings,
        version: manifest.version,
        tags,
        attributes,
        time: time - place,
        isFavourite: false,
      },
      pictures: { png: new Uint8Array(await png.arrayBuffer()), thumbnail: await makeThumbnail(face) },
    })
  }
  await gallery.touch(again, time)
  await gallery.add(added)
}

/** Keeps the faces that settings have drawn, whenever there are others, and tells when they cannot be kept. */
export function useKeptCharacters(
  drawn: { faces: readonly Face[]; settings: CharacterSettings; weights: Generator['weights'] } | undefined,
): void {
  const { t } = useMessages()
  const { faces, settings, weights } = drawn ?? {}
  useEffect(() => {
    if (!faces || !settings || !weights) return
    const characters = faces.map((face) => ({ face, settings }))
    keepCharacters({ characters, weights }).catch((error: unknown) => tellNotKept(error, t))
  }, [faces, settings, weights, t])
}

let isTold = false

/** Once a visit: who goes on without the gallery is not to be bothered at every face. */
function tellNotKept(error: unknown, t: Messages['t']): void {
  if (isTold) return
  isTold = true
  const isFull = AnimeganError.isInstance(error) && error.code === 'STORAGE_FULL'
  notify(t(isFull ? 'gallery.fullNotice' : 'gallery.notKept'), 'problem', {
    label: t('gallery.title'),
    act: () => navigate('gallery'),
  })
}
