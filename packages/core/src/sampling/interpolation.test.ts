import { describe, expect, it } from 'vitest'
import { lerp, slerp } from './interpolation.js'
import { createRandom } from './random.js'
import { sampleLatent } from './sample-latent.js'

const norm = (vector: Float32Array) => Math.hypot(...vector)
const [a, b] = [sampleLatent(createRandom(1), 128), sampleLatent(createRandom(2), 128)]

describe('lerp', () => {
  it('goes straight', () => {
    expect(lerp(Float32Array.of(0, 2), Float32Array.of(4, -2), 0.25)).toEqual(Float32Array.of(1, 1))
    expect([lerp(a, b, 0), lerp(a, b, 1)]).toEqual([a, b])
  })
})

describe('slerp', () => {
  it('goes along the arc', () => {
    const [x, y] = [Float32Array.of(1, 0), Float32Array.of(0, 1)]
    expect(slerp(x, y, 1 / 3)[0]).toBeCloseTo(Math.cos(Math.PI / 6), 6)
    expect(slerp(x, y, 1 / 3)[1]).toBeCloseTo(Math.sin(Math.PI / 6), 6)
    expect(slerp(a, b, 0)).toEqual(a)
    for (const [i, value] of slerp(a, b, 1).entries()) expect(value).toBeCloseTo(b[i]!, 6)
  })

  it('keeps the length where lerp does not', () => {
    expect(norm(slerp(a, b, 0.5)) / norm(a)).toBeGreaterThan(0.9)
    expect(norm(lerp(a, b, 0.5)) / norm(a)).toBeLessThan(0.8)
  })

  it('joins parallel, opposite and zero vectors straight', () => {
    const [x, zero] = [Float32Array.of(1, 0), Float32Array.of(0, 0)]
    expect(slerp(x, x, 0.3)).toEqual(x)
    expect(slerp(x, Float32Array.of(-1, 0), 0.5)).toEqual(zero)
    expect(slerp(zero, x, 0.5)).toEqual(Float32Array.of(0.5, 0))
  })

  it('refuses vectors of two lengths', () => {
    for (const join of [lerp, slerp]) {
      expect(() => join(a, b.slice(1), 0.5)).toThrow('expected two vectors of one length, got 128 and 127')
    }
  })
})
