import { createRandom } from '@animegan/core'
import { describe, expect, it } from 'vitest'
import { layoutMap } from './layout-map.js'

const [clusters, each, width] = [4, 30, 16]
const count = clusters * each

/** Vectors around four centres; picture i belongs to cluster i % 4. */
function makeClusters(): Float32Array {
  const random = createRandom(1, 'clusters')
  const centres = Float32Array.from({ length: clusters * width }, () => 3 * random.normal())
  return Float32Array.from({ length: count * width }, (_, i) => {
    const cluster = Math.floor(i / width) % clusters
    return centres[cluster * width + (i % width)]! + random.normal()
  })
}

const settings = { features: makeClusters(), count, steps: 150 }

describe('layoutMap', () => {
  it('keeps neighbours in feature space together', async () => {
    const { positions, trustworthiness, perplexity } = await layoutMap(settings)
    expect(perplexity).toBe(30)
    expect(trustworthiness).toBeGreaterThan(0.9)
    const nearest = Array.from({ length: count }, (_, i) => {
      const distances = Array.from({ length: count }, (_, j) =>
        i === j
          ? Number.POSITIVE_INFINITY
          : Math.hypot(positions[2 * i]! - positions[2 * j]!, positions[2 * i + 1]! - positions[2 * j + 1]!),
      )
      return distances.indexOf(Math.min(...distances))
    })
    expect(nearest.filter((j, i) => j % clusters === i % clusters)).toHaveLength(count)
  })

  it('fills the unit square in its longer direction', async () => {
    const { positions } = await layoutMap({ ...settings, steps: 20 })
    const ranges = [0, 1].map((axis) => {
      const values = positions.filter((_, i) => i % 2 === axis)
      return [Math.min(...values), Math.max(...values)] as const
    })
    for (const [low, high] of ranges) {
      expect(low).toBeGreaterThanOrEqual(0)
      expect(high).toBeLessThanOrEqual(1)
      expect(low + high).toBeCloseTo(1, 5)
    }
    expect(Math.max(...ranges.map(([low, high]) => high - low))).toBeCloseTo(1, 5)
  })

  it('follows from the seed', async () => {
    const layOut = async (seed: number) => (await layoutMap({ ...settings, steps: 20, seed })).positions
    const first = await layOut(3)
    expect(await layOut(3)).toEqual(first)
    expect(await layOut(4)).not.toEqual(first)
  })

  it('reports every step, and stops when asked to', async () => {
    const controller = new AbortController()
    const seen: number[] = []
    const onProgress = ({ done, total }: { done: number; total: number }) => {
      expect(total).toBe(150)
      seen.push(done)
      if (done === 3) controller.abort()
    }
    await expect(layoutMap({ ...settings, signal: controller.signal, onProgress })).rejects.toMatchObject({
      code: 'ABORTED',
    })
    expect(seen).toEqual([1, 2, 3])
    await expect(layoutMap({ ...settings, signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'ABORTED',
    })
  })

  it('lays out pictures whose features are all the same', async () => {
    const { positions } = await layoutMap({ features: new Float32Array(20 * 3).fill(1), count: 20, steps: 5 })
    expect(positions.every(Number.isFinite)).toBe(true)
  })

  it('refuses what it cannot lay out', async () => {
    const refuse = (options: object, code: string, message: RegExp) =>
      expect(layoutMap({ ...settings, ...options })).rejects.toMatchObject({
        code,
        message: expect.stringMatching(message),
      })
    await refuse({ count: 9 }, 'INVALID_OPTION', /count: expected an integer from 10 to 5000, got 9/)
    await refuse({ perplexity: 41 }, 'INVALID_OPTION', /perplexity: expected an integer from 2 to 40, got 41/)
    await refuse({ steps: 0 }, 'INVALID_OPTION', /steps/)
    await refuse({ seed: -1 }, 'INVALID_OPTION', /seed/)
    await refuse(
      { count: 119 },
      'INVALID_SHAPE',
      /features: expected 119 rows of one width, got 1920 numbers/,
    )
    const features = settings.features.slice()
    features[3 * width + 2] = Number.NaN
    await refuse({ features }, 'INVALID_DATA', /features: row 3 holds NaN/)
  })
})
