import { setImmediate } from 'node:timers/promises'
import { throwIfAborted } from '@animegan/core'

/**
 * Squared Euclidean distance between any two of `count` feature vectors, scaled so that their mean is 1: row i holds the
 * distances from i. Exact for vectors of any width, since t-SNE asks for nothing but distances.
 *
 * @param features [count, width], finite
 * Throws `ABORTED`.
 */
export async function measureDistances(
  features: Float32Array,
  count: number,
  signal?: AbortSignal,
): Promise<Float64Array[]> {
  const width = features.length / count
  const rows = Array.from({ length: count }, () => new Float64Array(count))
  let sum = 0
  for (let i = 0; i < count; i++) {
    if (i % 32 === 0) {
      await setImmediate()
      throwIfAborted(signal, 'the map')
    }
    for (let j = i + 1; j < count; j++) {
      const distance = squaredDistance(features, i * width, j * width, width)
      rows[i]![j] = distance
      rows[j]![i] = distance
      sum += 2 * distance
    }
  }
  const mean = sum / (count * (count - 1))
  if (mean > 0) for (const row of rows) for (let j = 0; j < count; j++) row[j]! /= mean
  return rows
}

function squaredDistance(features: Float32Array, a: number, b: number, width: number): number {
  let sum = 0
  for (let k = 0; k < width; k++) {
    const difference = features[a + k]! - features[b + k]!
    sum += difference * difference
  }
  return sum
}
