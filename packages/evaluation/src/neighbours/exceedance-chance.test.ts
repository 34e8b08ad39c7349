import { createRandom } from '@animegan/core'
import { describe, expect, it } from 'vitest'
import { exceedanceChance } from './exceedance-chance.js'

describe('exceedanceChance', () => {
  it('is the share of orders in which so many come first', () => {
    // One of 7 is the smallest of 7 + 13 numbers; two of them are, one after the other.
    const first = { rank: 1, references: 13, count: 7 }
    expect(exceedanceChance({ ...first, below: 1 })).toBeCloseTo(7 / 20, 12)
    expect(exceedanceChance({ ...first, below: 2 })).toBeCloseTo((7 * 6) / (20 * 19), 12)
    expect(exceedanceChance({ ...first, below: 0 })).toBeCloseTo(1, 12)
    expect(exceedanceChance({ ...first, below: 8 })).toBe(0)
  })

  it('is how often it happens', () => {
    const random = createRandom(1, 'exceedance')
    const draw = (count: number) => Array.from({ length: count }, () => random.uniform())
    const runs = 4000
    let happened = 0
    for (let run = 0; run < runs; run++) {
      const threshold = draw(40).sort((a, b) => a - b)[2]!
      if (draw(30).filter((value) => value < threshold).length >= 4) happened++
    }
    const chance = exceedanceChance({ rank: 3, references: 40, count: 30, below: 4 })
    expect(Math.abs(happened / runs - chance)).toBeLessThan(4 * Math.sqrt((chance * (1 - chance)) / runs))
  })
})
