import type { TagSchema } from '@animegan/core'
import { useMemo, useState } from 'react'
import type { CharacterSettings } from '../character/character-settings'
import { crossCharacters } from './cross-characters'
import type { Mixture } from './crossing-panel'

/** Two parents and what they have together. */
interface Pairing {
  a: CharacterSettings
  b: CharacterSettings
  child: CharacterSettings
}

/** The child of two picked characters, by a mixture that outlasts the pick; no pairing unless there are exactly two. */
export function useCrossing(schema: TagSchema, picked: readonly CharacterSettings[]) {
  const [mixture, setMixture] = useState<Mixture>({ noise: 0.5, fromB: ['eye-colour'] })
  const [a, b] = picked.length === 2 ? picked : []
  const pairing = useMemo(
    (): Pairing | undefined => (a && b ? { a, b, child: crossCharacters(schema, a, b, mixture) } : undefined),
    [schema, a, b, mixture],
  )
  return { pairing, mixture, setMixture }
}
