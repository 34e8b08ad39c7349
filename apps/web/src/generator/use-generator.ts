import type { WeightsManifest } from '@animegan/core'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { findModel } from '../models/model-list'
import { defaultModel, type Model } from '../models/published-models'
import { type GeneratorState, GeneratorStore } from './generator-store'

let current: GeneratorStore | undefined

/** The generator of a model that all pages share. Only one model is in memory: asking for another one lets go of the last. */
export function shareGenerator(model: Model): GeneratorStore {
  if (current?.model.id !== model.id) {
    current?.[Symbol.dispose]()
    current = new GeneratorStore(model)
  }
  return current!
}

/** Lets go of the shared generator, so that the next one begins anew: on another device, or with other files. */
export function releaseGenerator(): void {
  current?.[Symbol.dispose]()
  current = undefined
}

/** The shared generator of a model, by id; unknown ids get the default one. */
export function useGenerator(modelId: string): { store: GeneratorStore; state: GeneratorState } {
  const store = shareGenerator(findModel(modelId) ?? defaultModel)
  return { store, state: useSyncExternalStore(store.subscribe, store.getState) }
}

/** The shared generator as it is, whatever its model; of the default one when there is none. */
export function useSharedGenerator(): { store: GeneratorStore; state: GeneratorState } {
  return useGenerator(current?.model.id ?? defaultModel.id)
}

/** What the model can do, as soon as that is known. `retry` asks again after an error. */
export function useManifest(store: GeneratorStore): {
  manifest: WeightsManifest | undefined
  error: unknown
  retry: () => void
} {
  const [answer, setAnswer] = useState<{
    store: GeneratorStore
    manifest?: WeightsManifest
    error?: unknown
  }>()
  const [attempt, setAttempt] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt asks again.
  useEffect(() => {
    let left = false
    store.manifest().then(
      (manifest) => left || setAnswer({ store, manifest }),
      (error: unknown) => left || setAnswer({ store, error }),
    )
    return () => {
      left = true
    }
  }, [store, attempt])
  const own = answer?.store === store ? answer : undefined
  return { manifest: own?.manifest, error: own?.error, retry: () => setAttempt(attempt + 1) }
}
