import { describe, expect, it } from 'vitest'
import { balanceTags } from './tag-balance.js'
import { tinyConfig, tinyData } from './testing/tiny-config.js'

/** Of eight pictures the first tag is on two, the second on all, the others on none. */
const data = {
  ...tinyData(8),
  conditions: Float32Array.from({ length: 56 }, (_, i) => (i % 7 === 1 || (i % 7 === 0 && i < 14) ? 1 : -1)),
}

describe('balanceTags', () => {
  it('gives both sides of a tag the same say at 1', () => {
    const { data: weights, shape } = balanceTags(data, 1)
    expect(shape).toEqual([2, tinyConfig.tags.tags.length])
    const [absent, present] = [weights[0]!, weights[7]!]
    expect(0.75 * absent).toBeCloseTo(0.5, 6)
    expect(0.25 * present).toBeCloseTo(0.5, 6)
  })

  it.each([0, 0.3, 1])('keeps the mean weight of a tag at 1: exponent %d', (exponent) => {
    const { data: weights } = balanceTags(data, exponent)
    expect(0.75 * weights[0]! + 0.25 * weights[7]!).toBeCloseTo(1, 6)
    expect(weights[7]! / weights[0]!).toBeCloseTo(3 ** exponent, 5)
  })

  it('stays finite for tags that are always or never there', () => {
    expect(balanceTags(data, 1).data.every((weight) => weight > 0 && weight < 10)).toBe(true)
  })

  it('has no weight for attributes', () => {
    const tags = { ...tinyConfig.tags, tags: tinyConfig.tags.tags.slice(0, 5) }
    expect(balanceTags({ ...data, tagSchema: tags }, 1).shape).toEqual([2, 5])
  })
})
