import type { AnimeganError, Face } from '@animegan/core'
import { useMemo } from 'react'
import type { CharacterSettings } from '../character/character-settings'
import { planCharacters } from '../character/plan-characters'
import { formatSettings } from '../character/settings-query'
import type { ReadyModel } from '../generator/manifest-gate'
import { useFaceDrawer } from '../generator/use-face-drawer'

interface CandidateFaces {
  /** Undefined until it is drawn. */
  faceOf(settings: CharacterSettings): Face | undefined
  /** How many faces are there; undefined when all are. */
  drawing: { done: number; total: number } | undefined
  error: AnimeganError | undefined
  /** Goes on after an error. */
  retry(): void
}

/** Draws characters in their order, and remembers the faces of those before. Memoize `characters`. */
export function useCandidateFaces(
  { manifest, store }: ReadyModel,
  characters: readonly CharacterSettings[],
): CandidateFaces {
  const wanted = useMemo(
    () =>
      characters.map((settings) => ({
        key: formatSettings(settings),
        plan: planCharacters(manifest, settings)[0]!,
      })),
    [manifest, characters],
  )
  const { drawer, drawing, error } = useFaceDrawer(store, wanted)
  return {
    faceOf: (settings) => drawer.find(formatSettings(settings)),
    drawing,
    error,
    retry: () => drawer.retry(),
  }
}
