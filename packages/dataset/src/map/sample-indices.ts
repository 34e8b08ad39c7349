import { createRandom } from '@animegan/core'

/**
 * Draws `count` of the numbers from 0 to `total` - 1, each as likely as another, in ascending order; all of them when there
 * are no more. The same seed draws the same.
 */
export function sampleIndices(total: number, count: number, seed: number): number[] {
  const random = createRandom(seed, 'map-sample')
  const indices = Array.from({ length: total }, (_, index) => index)
  const drawn = Math.min(count, total)
  for (let i = 0; i < drawn; i++) {
    const other = i + random.integer(total - i)
    ;[indices[i], indices[other]] = [indices[other]!, indices[i]!]
  }
  return indices.slice(0, drawn).sort((a, b) => a - b)
}
