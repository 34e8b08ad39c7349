import type { Face } from '@animegan/core'
import { useEffect, useState } from 'react'
import type { CharacterSettings } from '../character/character-settings'
import { planCharacters } from '../character/plan-characters'
import { formatSettings } from '../character/settings-query'
import { settleSettings } from '../character/settle-settings'
import { GeneratorStore } from '../generator/generator-store'
import { findModel } from '../models/model-list'

/** The faces of a grid, as far as they are there. */
export interface GridFaces {
  find(settings: CharacterSettings): Face | undefined
  drawing: { done: number; total: number } | undefined
  /** Models that could not draw, by id, and why. */
  failures: ReadonlyMap<string, unknown>
  /** Draws what is missing, as after an error. */
  retry(): void
}

/** Most faces that are remembered from one grid to the next. */
const mostRemembered = 600

/**
 * Draws characters one after the other, model by model. `shared` draws for its own model; others are loaded one at a time and let go of
 * afterwards, so that any number of models can stand side by side. Memoize `characters`.
 */
export function useGridFaces(shared: GeneratorStore, characters: readonly CharacterSettings[]): GridFaces {
  const [faces, setFaces] = useState<ReadonlyMap<string, Face>>(new Map())
  const [failures, setFailures] = useState<ReadonlyMap<string, unknown>>(new Map())
  const [attempt, setAttempt] = useState(0)
  const total = characters.length
  const done = characters.filter((settings) => faces.has(formatSettings(settings))).length

  // biome-ignore lint/correctness/useExhaustiveDependencies: what is there already is looked up once, when the wish changes.
  useEffect(() => {
    const stop = new AbortController()
    const { signal } = stop
    setFailures(new Map())
    const missing = characters.filter((settings) => !faces.has(formatSettings(settings)))
    const remember = (settings: CharacterSettings, face: Face) =>
      setFaces(
        (known) => new Map([...known, [formatSettings(settings), face] as const].slice(-mostRemembered)),
      )
    const drawAll = async () => {
      for (const model of new Set(missing.map((settings) => settings.model))) {
        const own = missing.filter((settings) => settings.model === model)
        try {
          await drawByModel(shared, model, own, remember, signal)
        } catch (error) {
          if (signal.aborted) return
          setFailures((known) => new Map([...known, [model, error]]))
        }
      }
    }
    void drawAll()
    return () => stop.abort()
  }, [shared, characters, attempt])

  return {
    find: (settings) => faces.get(formatSettings(settings)),
    drawing: done < total && failures.size === 0 ? { done, total } : undefined,
    failures,
    retry: () => setAttempt(attempt + 1),
  }
}

async function drawByModel(
  shared: GeneratorStore,
  id: string,
  characters: readonly CharacterSettings[],
  onFace: (settings: CharacterSettings, face: Face) => void,
  signal: AbortSignal,
): Promise<void> {
  const model = findModel(id)
  if (!model) throw new Error(id)
  const own = id === shared.model.id ? undefined : new GeneratorStore(model)
  try {
    const store = own ?? shared
    const manifest = await store.manifest()
    for (const settings of characters) {
      const [plan] = planCharacters(manifest, settleSettings(manifest, settings))
      const [face] = await store.draw([plan!], { signal })
      signal.throwIfAborted()
      onFace(settings, face!)
    }
  } finally {
    own?.[Symbol.dispose]()
  }
}
