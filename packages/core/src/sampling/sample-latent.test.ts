import { describe, expect, it } from 'vitest'
import { createRandom } from './random.js'
import { sampleLatent } from './sample-latent.js'

const variance = (values: Float32Array) =>
  values.reduce((sum, value) => sum + value * value, 0) / values.length

describe('sampleLatent', () => {
  it('gives known values and moves the generator on', () => {
    const random = createRandom(7, 'latent')
    const first = sampleLatent(random, 4)
    expect(first).toEqual(
      Float32Array.from([0.7956477999687195, 1.6795846223831177, -0.4227333962917328, 2.8945934772491455]),
    )
    expect(sampleLatent(random, 4)).not.toEqual(first)
    expect(sampleLatent(random, 0)).toHaveLength(0)
  })

  // Variance of a standard normal cut to [-t, t]: 1 - 2 t phi(t) / (2 P(t) - 1).
  it.each([
    [0.5, 0.080588],
    [1, 0.291125],
    [2, 0.773741],
  ])('cut to ±%d has variance %d', (truncation, expected) => {
    const latent = sampleLatent(createRandom(5), 100_000, { truncation })
    expect(latent.every((value) => Math.abs(value) <= truncation)).toBe(true)
    expect(Math.abs(variance(latent) / expected - 1)).toBeLessThan(0.015)
    expect(Math.abs(latent.reduce((sum, value) => sum + value, 0) / latent.length)).toBeLessThan(0.015)
  })

  it('moves smoothly and keeps order and sign', () => {
    const at = (truncation?: number) => sampleLatent(createRandom(9), 200, { truncation })
    const [free, wide, near, narrow] = [at(), at(40), at(0.701), at(0.7)]
    free.forEach((value, i) => {
      expect(wide[i]).toBeCloseTo(value, 6)
      expect(Math.abs(near[i]! - narrow[i]!)).toBeLessThanOrEqual(0.0011)
      expect(Math.sign(narrow[i]!)).toBe(Math.sign(value))
      expect(Math.abs(narrow[i]!)).toBeLessThan(Math.abs(value))
    })
  })

  it.each([0, -1, Number.NaN])('refuses truncation %d', (truncation) => {
    expect(() => sampleLatent(createRandom(0), 1, { truncation })).toThrow(
      `truncation: expected a number above 0, got ${truncation}`,
    )
  })
})
