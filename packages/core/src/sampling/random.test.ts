import { describe, expect, it } from 'vitest'
import { createRandom } from './random.js'

const draw = (count: number, next: () => number) => Array.from({ length: count }, next)
const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
const moment = (values: number[], order: number) => mean(values.map((value) => value ** order))

describe('createRandom', () => {
  it('gives known values', () => {
    const random = createRandom(7, 'latent')
    expect(draw(3, random.normal)).toEqual([0.7956477858201702, 1.6795846602735296, -0.4227333893889457])
    expect(draw(3, random.uniform)).toEqual([0.8785120285980151, 0.03398858946798733, 0.5664704920481021])
    expect(draw(8, () => random.integer(10))).toEqual([5, 7, 4, 2, 1, 7, 0, 5])
  })

  it('separates seeds and streams', () => {
    const seeds = [0, 1, 2 ** 31, 2 ** 32, 2 ** 32 + 1, Number.MAX_SAFE_INTEGER]
    const streams = ['', 'a', 'b', 'ab', 'ba', '\u0000', 'tags', 'latent']
    const firsts = seeds.flatMap((seed) => streams.map((stream) => createRandom(seed, stream).uniform()))
    expect(new Set(firsts).size).toBe(seeds.length * streams.length)
  })

  it('draws neighbouring seeds and streams without correlation', () => {
    const a = Array.from({ length: 20_000 }, (_, seed) => createRandom(seed, 'latent').normal())
    const b = a.map((_, seed) => createRandom(seed, 'tags').normal())
    expect(Math.abs(mean(a.map((value, i) => value * b[i]!)))).toBeLessThan(0.03)
    expect(Math.abs(mean(a.slice(1).map((value, i) => value * a[i]!)))).toBeLessThan(0.03)
    expect(Math.abs(mean(a))).toBeLessThan(0.03)
    expect(Math.abs(moment(a, 2) - 1)).toBeLessThan(0.04)
  })

  it('has the moments of the normal and the uniform distribution', () => {
    const random = createRandom(1)
    const normal = draw(100_000, random.normal)
    expect(Math.abs(mean(normal))).toBeLessThan(0.015)
    expect(Math.abs(moment(normal, 2) - 1)).toBeLessThan(0.02)
    expect(Math.abs(moment(normal, 3))).toBeLessThan(0.05)
    expect(Math.abs(moment(normal, 4) - 3)).toBeLessThan(0.15)
    const uniform = draw(100_000, random.uniform)
    expect(Math.abs(mean(uniform) - 1 / 2)).toBeLessThan(0.005)
    expect(Math.abs(moment(uniform, 2) - 1 / 3)).toBeLessThan(0.005)
    expect(uniform.every((value) => value >= 0 && value < 1)).toBe(true)
  })

  it('draws every integer alike', () => {
    const random = createRandom(3)
    const counts = [0, 0, 0, 0, 0, 0]
    for (let i = 0; i < 60_000; i++) counts[random.integer(6)]!++
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(400)
    expect(random.integer(1)).toBe(0)
    expect(random.integer(Number.MAX_SAFE_INTEGER)).toBeGreaterThan(2 ** 32)
  })

  it.each([-1, 1.5, Number.NaN, 2 ** 53, Number.POSITIVE_INFINITY])('refuses seed %d', (seed) => {
    expect(() => createRandom(seed)).toThrow(`seed: expected an integer from 0 to 2^53 - 1, got ${seed}`)
  })

  it.each([0, -3, 2.5])('refuses integer(%d)', (n) => {
    expect(() => createRandom(0).integer(n)).toThrow(expect.objectContaining({ code: 'INVALID_OPTION' }))
  })
})
