import { describe, expect, it } from 'vitest'
import type { Features } from '../features/features.js'
import { drawNormal, joinFeatures } from '../testing/draw-normal.js'
import { measureMemorization } from './memorization.js'

const size = 12
const training = drawNormal({ seed: 1, count: 3000, size })
const readTraining = function* () {
  for (let i = 0; i < training.features.length; i += 700 * size)
    yield training.features.subarray(i, i + 700 * size)
}
const drawFresh = (seed: number, count: number, mean = 0) => drawNormal({ seed, count, size, mean })

/** Training vectors with a little noise. */
function copyTraining(count: number, noise: number): Features {
  const { features } = drawNormal({ seed: 9, count, size, deviation: noise })
  return { features: features.map((value, i) => value + training.features[i]!), size }
}

describe('measureMemorization', () => {
  it.each([2, 3, 4])('does not flag fresh pictures of the same kind (seed %i)', async (seed) => {
    const found = await measureMemorization(drawFresh(seed, 500), readTraining)
    expect(found.score).toBeGreaterThan(0.44)
    expect(found.score).toBeLessThan(0.56)
    expect(found.copies).toBeLessThan(0.025)
    expect(found.isCopying).toBe(false)
  })

  it('seldom flags fresh pictures when training pictures are few', async () => {
    let flagged = 0
    for (let seed = 0; seed < 100; seed++) {
      const few = drawNormal({ seed: 2 * seed + 1, count: 150, size: 3 }).features
      const fresh = drawNormal({ seed: 2 * seed + 2, count: 60, size: 3 })
      if ((await measureMemorization(fresh, () => [few])).isCopying) flagged++
    }
    expect(flagged).toBeLessThanOrEqual(2)
  })

  it('flags a generator that copies training vectors', async () => {
    const found = await measureMemorization(copyTraining(300, 0), readTraining)
    expect(found).toMatchObject({ score: 1, copies: 1, isCopying: true })
    expect([...found.nearest]).toEqual(Array.from({ length: 300 }, (_, i) => i))
    expect(found.distances.every((distance) => distance === 0)).toBe(true)
    expect(found.percentiles.every((percentile) => percentile === 0)).toBe(true)
  })

  it('flags copies with noise', async () => {
    const found = await measureMemorization(copyTraining(300, 0.1), readTraining)
    expect(found.score).toBeGreaterThan(0.98)
    expect(found.isCopying).toBe(true)
  })

  it('finds a tenth of copies among fresh pictures, and says which', async () => {
    const fakes = joinFeatures(drawFresh(2, 450), copyTraining(50, 0.05))
    const found = await measureMemorization(fakes, readTraining)
    expect(found.isCopying).toBe(true)
    const copies = found.suspects.filter((i) => i >= 450)
    expect(copies).toHaveLength(50)
    expect(found.suspects.length).toBeLessThan(60)
    expect(found.suspects.slice(0, 50).every((i) => i >= 450)).toBe(true)
    expect(Math.max(...copies.map((i) => found.ratios[i]!))).toBeLessThan(0.3)
  })

  it('gives pictures unlike all training pictures a low score', async () => {
    const found = await measureMemorization(drawFresh(2, 200, 3), readTraining)
    expect(found.score).toBeLessThan(0.02)
    expect(found.isCopying).toBe(false)
  })

  it('takes the same references for a seed, however the batches are cut', async () => {
    const fakes = drawFresh(2, 50)
    const whole = await measureMemorization(fakes, () => [training.features], { references: 200, seed: 3 })
    expect(await measureMemorization(fakes, readTraining, { references: 200, seed: 3 })).toEqual(whole)
    expect(await measureMemorization(fakes, readTraining, { references: 200, seed: 4 })).not.toEqual(whole)
  })

  it('refuses training pictures that cannot tell', async () => {
    const fakes = drawFresh(2, 5)
    const few = () => [training.features.subarray(0, 99 * size)]
    await expect(measureMemorization(fakes, few)).rejects.toThrow('expected 100 training pictures or more')
    const twice = () => [training.features, training.features]
    await expect(measureMemorization(fakes, twice)).rejects.toThrow('remove duplicates first')
    await expect(measureMemorization(fakes, few, { references: 10 })).rejects.toThrow('references')
  })

  it('goes through the training pictures twice, tells how far, and can be stopped', async () => {
    const passes: string[] = []
    const controller = new AbortController()
    const stopped = measureMemorization(drawFresh(2, 5), readTraining, {
      signal: controller.signal,
      onProgress: ({ pass, done }) => {
        passes.push(`${pass} ${done}`)
        if (pass === 2 && done >= 700) controller.abort()
      },
    })
    await expect(stopped).rejects.toMatchObject({ code: 'ABORTED' })
    expect(passes).toContain('1 3000')
    expect(passes.at(-1)).toBe('2 700')
  })
})
