import type { WeightsManifest } from '@animegan/core'
import { useEffect, useState } from 'react'
import { readManifest } from './open-model'
import type { Model } from './published-models'

/** What a model said of itself, or why it did not. */
export interface ManifestAnswer {
  manifest?: WeightsManifest
  error?: unknown
}

/** The manifests of models, by id, once all have answered; while others are asked for, those of before. */
export function useModelManifests(models: readonly Model[]): ReadonlyMap<string, ManifestAnswer> | undefined {
  const [answers, setAnswers] = useState<ReadonlyMap<string, ManifestAnswer>>()
  useEffect(() => {
    let left = false
    const asked = models.map(async (model): Promise<[string, ManifestAnswer]> => {
      try {
        return [model.id, { manifest: await readManifest(model) }]
      } catch (error) {
        return [model.id, { error }]
      }
    })
    void Promise.all(asked).then((entries) => left || setAnswers(new Map(entries)))
    return () => {
      left = true
    }
  }, [models])
  return answers
}
