import type { Features } from '../features/features.js'

export interface DrawFeaturesOptions {
  seed: number
  count: number
  size: number
  /** Moves each feature by a multiple of this. Default 0. */
  shift?: number
  /** Whether a quarter of the features is constant and another repeats a third. */
  degenerate?: boolean
}

/** Correlated features that are the same, bit for bit, as those of record-reference-values.py. */
export function drawFeatures({
  seed,
  count,
  size,
  shift = 0,
  degenerate = false,
}: DrawFeaturesOptions): Features {
  const features = new Float32Array(count * size)
  const row = new Float64Array(size)
  let state = seed
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < size; j++) {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0
      row[j] = state / 2 ** 32 - 0.5
    }
    const common = row[0]!
    for (let j = 0; j < size; j++) {
      row[j] = 0.5 + shift * ((j % 5) + 1) + row[j]! * ((j % 3) + 1) + common * ((j % 7) / 4)
    }
    if (degenerate) {
      for (let j = 1; j < size; j += 4) row[j] = 0.25
      for (let j = 2; j < size; j += 4) row[j] = row[j - 2]!
    }
    features.set(row, i * size)
  }
  return { features, size }
}
