import { describe, expect, it } from 'vitest'
import { normalCdf, normalQuantile } from './normal-distribution.js'
import { portableExp, portableLog } from './portable-math.js'

const relative = (came: number, expected: number) => Math.abs(came / expected - 1)

describe('portable math', () => {
  it('agrees with the engine to the last few bits', () => {
    for (let x = -300; x < 300; x += 0.37) expect(relative(portableExp(x), Math.exp(x))).toBeLessThan(1e-15)
    for (let x = 1e-300; x < 1e300; x *= 1.7)
      expect(relative(portableLog(x), Math.log(x))).toBeLessThan(5e-16)
    expect([portableExp(0), portableLog(1), portableExp(-800)]).toEqual([1, 0, 0])
  })
})

describe('normal distribution', () => {
  it.each([
    [0, 0.5],
    [-1, 0.15865525393145705],
    [1.959963984540054, 0.975],
    [-3, 0.0013498980316300946],
    [-6, 9.865876450376946e-10],
  ])('P(%d) = %d', (x, p) => {
    expect(relative(normalCdf(x), p)).toBeLessThan(1e-13)
    if (x !== 0) expect(relative(normalQuantile(p), x)).toBeLessThan(1e-12)
  })

  it('has inverse functions', () => {
    for (let x = -8.2; x < -0.005; x += 0.01)
      expect(relative(normalQuantile(normalCdf(x)), x)).toBeLessThan(1e-11)
    expect(normalQuantile(0.5)).toBe(0)
    expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 14)
  })
})
