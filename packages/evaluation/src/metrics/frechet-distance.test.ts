import { describe, expect, it } from 'vitest'
import { FeatureStatistics } from '../features/feature-statistics.js'
import type { Features } from '../features/features.js'
import { drawFeatures } from '../testing/draw-features.js'
import { drawNormal as draw } from '../testing/draw-normal.js'
import reference from '../testing/reference-values.json'
import { measureFrechetDistance } from './frechet-distance.js'

function describeFeatures({ features, size }: Features): FeatureStatistics {
  const statistics = new FeatureStatistics(size)
  statistics.add(features)
  return statistics
}

const drawNormal = (seed: number, count: number, size: number, mean = 0, deviation = 1) =>
  draw({ seed, count, size, mean, deviation })

const measure = (real: Features, fake: Features) =>
  measureFrechetDistance(describeFeatures(real), describeFeatures(fake))

describe('measureFrechetDistance', () => {
  for (const [index, { name, size, real, fake, frechet, degenerate = false }] of reference.cases.entries()) {
    it(`agrees with SciPy: ${name}`, async () => {
      const a = drawFeatures({ seed: 2 * index + 1, count: real, size, degenerate })
      const b = drawFeatures({ seed: 2 * index + 2, count: fake, size, shift: 0.02, degenerate })
      const { distance } = await measure(a, b)
      expect(Math.abs(distance / frechet - 1)).toBeLessThan(1e-5)
      const { distance: exchanged } = await measure(b, a)
      expect(Math.abs(exchanged / frechet - 1)).toBeLessThan(1e-5)
    })
  }

  it('is what it must be for two normal distributions', async () => {
    // d * (shift^2 + (1 - scale)^2) for independent features of one variance.
    const size = 8
    const { distance, meanTerm, covarianceTerm } = await measure(
      drawNormal(1, 40_000, size),
      drawNormal(2, 40_000, size, 0.5, 2),
    )
    expect(meanTerm).toBeCloseTo(size * 0.25, 0)
    expect(covarianceTerm).toBeCloseTo(size, 0)
    expect(distance).toBe(meanTerm + covarianceTerm)
  })

  it('is 0 for the same pictures, and nearer to 0 for others of the same kind the more there are', async () => {
    const all = drawNormal(3, 500, 24)
    expect((await measure(all, all)).distance).toBeLessThan(1e-10)
    const distances = []
    for (const count of [50, 200, 800, 3200]) {
      const { distance } = await measure(drawNormal(4, count, 24), drawNormal(5, count, 24))
      distances.push(distance)
    }
    expect(distances).toEqual(distances.toSorted((a, b) => b - a))
    expect(distances.at(-1)).toBeLessThan(0.5)
  })

  it('does not change when both sets are moved, turned or put into another order', async () => {
    const size = 30
    const [real, fake] = [drawNormal(6, 400, size), drawNormal(7, 300, size, 0.3, 1.5)]
    const { distance } = await measure(real, fake)
    const change = (change: (row: Float32Array) => ArrayLike<number>) => ({
      real: { size, features: mapRows(real, change) },
      fake: { size, features: mapRows(fake, change) },
    })
    const moved = change((row) => row.map((value) => value + 100))
    const turned = change(([a = 0, b = 0, ...rest]) => [0.6 * a - 0.8 * b, 0.8 * a + 0.6 * b, ...rest])
    const mirrored = change((row) => row.toReversed())
    for (const { real, fake } of [moved, turned, mirrored]) {
      expect(Math.abs((await measure(real, fake)).distance / distance - 1)).toBeLessThan(1e-4)
    }
  })

  it('grows with the distance of the means by its square', async () => {
    const [real, fake] = [drawNormal(8, 100, 5), drawNormal(8, 100, 5, 3)]
    expect((await measure(real, fake)).distance).toBeCloseTo(45, 3)
  })

  it('takes features that never change', async () => {
    const constant = (value: number) => ({ features: new Float32Array(40).fill(value), size: 4 })
    expect(await measure(constant(1), constant(3))).toMatchObject({ distance: 16, covarianceTerm: 0 })
  })

  it('warns of fewer pictures than features', async () => {
    const { warnings } = await measure(drawNormal(9, 20, 20), drawNormal(10, 21, 20))
    expect(warnings).toEqual([expect.stringContaining('20 real pictures are too few for 20 features')])
  })

  it('refuses what cannot be compared', async () => {
    await expect(measure(drawNormal(1, 9, 2), drawNormal(1, 9, 3))).rejects.toThrow('got 2 and 3 features')
    await expect(measure(drawNormal(1, 1, 2), drawNormal(1, 9, 2))).rejects.toThrow('expected two pictures')
  })

  it('reports progress up to the end, and can be stopped', async () => {
    const [real, fake] = [
      describeFeatures(drawNormal(1, 300, 200)),
      describeFeatures(drawNormal(2, 300, 200)),
    ]
    const progress: number[] = []
    await measureFrechetDistance(real, fake, { onProgress: ({ done }) => progress.push(done) })
    expect(progress).toEqual(progress.toSorted((a, b) => a - b))
    expect(progress.at(-1)).toBe(600)
    const controller = new AbortController()
    const stopped = measureFrechetDistance(real, fake, {
      signal: controller.signal,
      onProgress: ({ done }) => done > 300 && controller.abort(),
    })
    await expect(stopped).rejects.toMatchObject({ code: 'ABORTED' })
  })
})

function mapRows(
  { features, size }: Features,
  change: (row: Float32Array) => ArrayLike<number>,
): Float32Array {
  const changed = new Float32Array(features.length)
  for (let i = 0; i < features.length; i += size) changed.set(change(features.subarray(i, i + size)), i)
  return changed
}
