import { createRandom } from '@animegan/core'
import type { Features } from '../features/features.js'

export interface DrawNormalOptions {
  seed: number
  count: number
  size: number
  /** Mean of every feature. Default 0. */
  mean?: number
  /** Standard deviation of every feature. Default 1. */
  deviation?: number
}

/** Independent normal features. */
export function drawNormal({ seed, count, size, mean = 0, deviation = 1 }: DrawNormalOptions): Features {
  const random = createRandom(seed, 'features')
  return {
    features: Float32Array.from({ length: count * size }, () => mean + deviation * random.normal()),
    size,
  }
}

/** The rows of several sets, one after the other. */
export function joinFeatures(...sets: Features[]): Features {
  return { features: Float32Array.from(sets.flatMap(({ features }) => [...features])), size: sets[0]!.size }
}
