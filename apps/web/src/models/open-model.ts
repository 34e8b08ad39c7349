import type { WeightsDtype, WeightsManifest } from '@animegan/core'
import type { LoadedWeights } from '@animegan/runtime-web'
import type { Model } from './published-models'

/** What a model can do. Throws as runtime-web's `openWeights`. */
export async function readManifest({ id, weights }: Model): Promise<WeightsManifest> {
  if (weights === undefined) return (await import('./own-model-files')).readOwnManifest(id)
  const { openWeights } = await import('@animegan/runtime-web')
  return (await openWeights(weights)).manifest
}

/** For runtime-web's `createGenerator`: an address, or what the visitor brought, in the given precision or the smallest. Throws `WEIGHTS_NOT_FOUND` when that is no longer kept. */
export async function findWeights(
  { id, weights }: Model,
  dtype: WeightsDtype | undefined,
): Promise<string | LoadedWeights> {
  return weights ?? (await import('./own-model-files')).loadOwnModel(id, dtype)
}
