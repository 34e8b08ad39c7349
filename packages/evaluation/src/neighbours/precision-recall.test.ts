import { createRandom } from '@animegan/core'
import { describe, expect, it } from 'vitest'
import type { Features } from '../features/features.js'
import { drawFeatures } from '../testing/draw-features.js'
import { drawNormal, joinFeatures } from '../testing/draw-normal.js'
import reference from '../testing/reference-values.json'
import { measurePrecisionRecall } from './precision-recall.js'

/** Points on circles of radius 1, one for each mode, far from one another. */
function drawCircles(seed: number, count: number, modes: number[]): Features {
  const random = createRandom(seed, 'circles')
  const rows = Array.from({ length: count }, (_, i) => {
    const angle = 2 * Math.PI * random.uniform()
    return [10 * modes[i % modes.length]! + Math.cos(angle), Math.sin(angle), 0.01 * random.normal()]
  })
  return { features: Float32Array.from(rows.flat()), size: 3 }
}

describe('measurePrecisionRecall', () => {
  for (const [index, { name, size, manifold, few, degenerate = false }] of reference.cases.entries()) {
    it(`agrees with NumPy: ${name}`, async () => {
      const real = drawFeatures({ seed: 2 * index + 1, count: few, size, degenerate })
      const fake = drawFeatures({ seed: 2 * index + 2, count: few, size, shift: 0.02, degenerate })
      const found = await measurePrecisionRecall(real, fake)
      for (const key of ['precision', 'recall', 'density', 'coverage'] as const) {
        expect(found[key], key).toBeCloseTo(manifold[key], 12)
      }
    })
  }

  const real = drawCircles(1, 600, [0, 1, 2, 3])

  it('is near 1 for pictures of one distribution', async () => {
    const found = await measurePrecisionRecall(real, drawCircles(2, 600, [0, 1, 2, 3]))
    for (const value of Object.values(found)) expect(value).toBeGreaterThan(0.85)
    expect(found.density).toBeLessThan(1.15)
  })

  it('sees modes that are missing in recall and coverage alone', async () => {
    const found = await measurePrecisionRecall(real, drawCircles(2, 600, [0, 1]))
    expect(found.precision).toBeGreaterThan(0.9)
    expect(found.density).toBeGreaterThan(0.9)
    expect(found.recall).toBeLessThan(0.55)
    expect(found.coverage).toBeLessThan(0.55)
  })

  it('sees outliers in precision and density', async () => {
    const outliers = drawNormal({ seed: 3, count: 300, size: 3, deviation: 40 })
    const fakes = joinFeatures(drawCircles(2, 300, [0, 1, 2, 3]), outliers)
    const found = await measurePrecisionRecall(real, fakes)
    expect(found.precision).toBeLessThan(0.6)
    expect(found.density).toBeLessThan(0.6)
  })

  it('is 1 for the same pictures and 0 for those of another world', async () => {
    expect(await measurePrecisionRecall(real, real)).toMatchObject({ precision: 1, recall: 1, coverage: 1 })
    const far = drawCircles(2, 100, [1000])
    const nothing = { precision: 0, recall: 0, density: 0, coverage: 0 }
    expect(await measurePrecisionRecall(real, far)).toEqual(nothing)
  })

  it('needs more pictures than neighbours', async () => {
    const few = drawCircles(1, 5, [0])
    await expect(measurePrecisionRecall(few, few)).rejects.toThrow(
      'expected 6 pictures or more on each side, got 5',
    )
    expect(await measurePrecisionRecall(few, few, { densityNeighbours: 2 })).toMatchObject({ precision: 1 })
    await expect(measurePrecisionRecall(real, real, { precisionNeighbours: 0 })).rejects.toThrow(
      'precisionNeighbours',
    )
  })

  it('reports progress to the end, and can be stopped', async () => {
    const progress: number[] = []
    const controller = new AbortController()
    let total = 0
    const onProgress = (at: { done: number; total: number }) => {
      progress.push(at.done)
      total = at.total
    }
    await measurePrecisionRecall(real, real, { onProgress })
    expect(progress).toEqual(progress.toSorted((a, b) => a - b))
    expect(progress.at(-1)).toBe(total)
    const stopped = measurePrecisionRecall(real, real, {
      signal: controller.signal,
      onProgress: () => controller.abort(),
    })
    await expect(stopped).rejects.toMatchObject({ code: 'ABORTED' })
  })
})
