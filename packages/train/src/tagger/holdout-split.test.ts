import { describe, expect, it } from 'vitest'
import { tinyData } from '../testing/tiny-config.js'
import { splitHoldout } from './holdout-split.js'

const data = tinyData(200)
const bytes = data.images.length / data.size
const pick = (places: number[]) => ({
  size: places.length,
  images: Uint8Array.from(places.flatMap((i) => [...data.images.subarray(i * bytes, (i + 1) * bytes)])),
})

describe('splitHoldout', () => {
  const { trained, heldOut } = splitHoldout(data, 3, 0.25)

  it('puts every picture on one side, about the wanted part held out', () => {
    expect([...trained, ...heldOut].sort((a, b) => a - b)).toEqual(Array.from({ length: 200 }, (_, i) => i))
    expect(heldOut.length).toBeGreaterThan(30)
    expect(heldOut.length).toBeLessThan(70)
  })

  it('is the same every time, and another for another seed', () => {
    expect(splitHoldout(data, 3, 0.25)).toEqual({ trained, heldOut })
    expect(splitHoldout(data, 4, 0.25).heldOut).not.toEqual(heldOut)
  })

  it('judges each picture by itself: others may come, go and move', () => {
    const places = [150, 3, 77, ...heldOut.slice(0, 5), ...trained.slice(0, 20), 150]
    const split = splitHoldout(pick(places), 3, 0.25)
    const sides = new Set(heldOut)
    for (const i of split.heldOut) expect(sides.has(places[i]!), String(places[i])).toBe(true)
    for (const i of split.trained) expect(sides.has(places[i]!), String(places[i])).toBe(false)
  })

  it('keeps what was held out when the part grows', () => {
    expect([...splitHoldout(data, 3, 0.5).heldOut]).toEqual(expect.arrayContaining([...heldOut]))
  })

  it('refuses a split with an empty side', () => {
    expect(() => splitHoldout(pick([trained[0]!]), 3, 0.25)).toThrow(
      expect.objectContaining({ code: 'INVALID_DATA', message: expect.stringContaining('Of 1 pictures 0') }),
    )
    expect(() => splitHoldout(pick([heldOut[0]!]), 3, 0.25)).toThrow('Of 1 pictures 1')
  })
})
