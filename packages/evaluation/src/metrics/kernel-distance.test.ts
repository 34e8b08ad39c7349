import { describe, expect, it } from 'vitest'
import { drawFeatures } from '../testing/draw-features.js'
import { drawNormal } from '../testing/draw-normal.js'
import reference from '../testing/reference-values.json'
import { measureKernelDistance } from './kernel-distance.js'

describe('measureKernelDistance', () => {
  for (const [index, { name, size, kid, few, degenerate = false }] of reference.cases.entries()) {
    it(`agrees with NumPy: ${name}`, async () => {
      const real = drawFeatures({ seed: 2 * index + 1, count: few, size, degenerate })
      const fake = drawFeatures({ seed: 2 * index + 2, count: few, size, shift: 0.02, degenerate })
      const { distance } = await measureKernelDistance(real, fake, { subsets: 1, subsetSize: few })
      expect(Math.abs(distance - kid)).toBeLessThan(1e-9)
    })
  }

  it('is 0 within its error for pictures of one distribution, and beyond for others', async () => {
    const [size, count] = [16, 1000]
    const real = drawNormal({ seed: 1, count, size })
    const options = { subsets: 40, subsetSize: 100, seed: 5 }
    const same = await measureKernelDistance(real, drawNormal({ seed: 2, count, size }), options)
    expect(Math.abs(same.distance)).toBeLessThan(2.5 * same.standardError)
    const other = await measureKernelDistance(real, drawNormal({ seed: 2, count, size, mean: 0.3 }), options)
    expect(other.distance).toBeGreaterThan(5 * other.standardError)
  })

  it('is negative as often as positive for pictures of one distribution: it has no bias', async () => {
    const distances = []
    for (let seed = 0; seed < 40; seed++) {
      const [real, fake] = [1, 2].map((side) => drawNormal({ seed: 2 * seed + side, count: 50, size: 4 }))
      distances.push((await measureKernelDistance(real!, fake!, { subsets: 1, subsetSize: 50 })).distance)
    }
    const negative = distances.filter((distance) => distance < 0).length
    expect(negative).toBeGreaterThan(10)
    expect(negative).toBeLessThan(35)
  })

  it.each([20, 80])('states the error that repetition shows (subsets of %i)', async (subsetSize) => {
    const results = []
    for (let seed = 0; seed < 60; seed++) {
      const real = drawNormal({ seed: 2 * seed, count: 200, size: 3 })
      const fake = drawNormal({ seed: 2 * seed + 1, count: 200, size: 3, mean: 0.5 })
      results.push(await measureKernelDistance(real, fake, { subsets: 20, subsetSize }))
    }
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
    const center = mean(results.map(({ distance }) => distance))
    const shown = Math.sqrt(mean(results.map(({ distance }) => (distance - center) ** 2)))
    const stated = mean(results.map(({ standardError }) => standardError))
    expect(stated / shown).toBeGreaterThan(0.75)
    expect(stated / shown).toBeLessThan(1.35)
  })

  it('states no error that it cannot know', async () => {
    const [real, fake] = [1, 2].map((seed) => drawNormal({ seed, count: 20, size: 3 }))
    expect((await measureKernelDistance(real!, fake!, { subsets: 1 })).standardError).toBeNaN()
    expect((await measureKernelDistance(real!, fake!, { subsetSize: 20 })).standardError).toBeNaN()
    expect(await measureKernelDistance(real!, fake!)).toMatchObject({ subsetSize: 10, subsets: 100 })
  })

  it('follows from its seed', async () => {
    const [real, fake] = [1, 2].map((seed) => drawNormal({ seed, count: 90, size: 4 }))
    const measure = (seed: number) =>
      measureKernelDistance(real!, fake!, { subsets: 3, subsetSize: 30, seed })
    expect(await measure(7)).toEqual(await measure(7))
    expect(await measure(8)).not.toEqual(await measure(7))
  })

  it('refuses what it cannot measure, reports progress and can be stopped', async () => {
    const real = drawNormal({ seed: 1, count: 10, size: 4 })
    const broken = { ...real, features: real.features.map((value, i) => (i === 6 ? Number.NaN : value)) }
    await expect(measureKernelDistance(real, broken)).rejects.toThrow('fake features: row 1 holds NaN at 2')
    await expect(measureKernelDistance(real, { ...real, size: 5 })).rejects.toThrow('of 4 and of 5 numbers')
    await expect(measureKernelDistance(real, real, { subsetSize: 11 })).rejects.toThrow('subsetSize')
    const controller = new AbortController()
    const progress: number[] = []
    const stopped = measureKernelDistance(real, real, {
      signal: controller.signal,
      onProgress: ({ done }) => {
        progress.push(done)
        if (done === 3) controller.abort()
      },
    })
    await expect(stopped).rejects.toMatchObject({ code: 'ABORTED' })
    expect(progress).toEqual([1, 2, 3])
  })
})
