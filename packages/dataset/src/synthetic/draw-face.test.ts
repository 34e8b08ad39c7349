import { animeTags } from '@animegan/core'
import { describe, expect, it } from 'vitest'
import { drawFace } from './draw-face.js'
import { eyeColorTags, hairColorTags } from './palette.js'

const size = 64
const plain = ['brown-hair', 'blue-eyes']
const seeds = [1, 2, 3, 4, 5, 6]

interface Box {
  left: number
  right: number
  top: number
  bottom: number
}

/** Share of the pixels inside a box (in hundredths of the side) that two pictures of a seed differ in visibly. */
function change(before: Uint8Array, after: Uint8Array, box: Box): number {
  let changed = 0
  let total = 0
  for (let y = Math.floor(box.top * 0.64); y < box.bottom * 0.64; y++) {
    for (let x = Math.floor(box.left * 0.64); x < box.right * 0.64; x++) {
      const at = (y * size + x) * 3
      const distance = [0, 1, 2].reduce((sum, c) => sum + Math.abs(before[at + c]! - after[at + c]!), 0)
      total++
      if (distance > 60) changed++
    }
  }
  return changed / total
}

/** Mean over the test's seeds of the share that a tag changes inside a box. */
function changeOf(tag: string, box: Box, year: number | undefined): number {
  const shares = seeds.map((seed) => {
    const before = drawFace({ tags: plain, seed, size, year })
    return change(before, drawFace({ tags: [...plain, tag], seed, size, year }), box)
  })
  return shares.reduce((sum, share) => sum + share, 0) / shares.length
}

/** Mean colour of the pixels in which pictures with two colours of the same thing differ. */
function meanColor(tags: string[], other: string[], year: number | undefined): number[] {
  const sum = [0, 0, 0]
  let count = 0
  for (const seed of seeds) {
    const picture = drawFace({ tags, seed, size, year })
    const reference = drawFace({ tags: other, seed, size, year })
    for (let at = 0; at < picture.length; at += 3) {
      if ([0, 1, 2].every((c) => Math.abs(picture[at + c]! - reference[at + c]!) < 12)) continue
      for (const c of [0, 1, 2]) sum[c]! += picture[at + c]!
      count++
    }
  }
  return sum.map((value) => value / count)
}

function hue([red, green, blue]: number[]): number {
  const top = Math.max(red!, green!, blue!)
  const span = top - Math.min(red!, green!, blue!)
  const sector =
    top === red
      ? (green! - blue!) / span
      : top === green
        ? 2 + (blue! - red!) / span
        : 4 + (red! - green!) / span
  return (sector * 60 + 360) % 360
}

const apart = (first: number, second: number) => Math.abs(((first - second + 540) % 360) - 180)

describe('drawFace', () => {
  it('gives size*size RGB bytes, the same for the same options', () => {
    const options = { tags: ['pink-hair', 'green-eyes', 'hat', 'glasses', 'twintails'], seed: 9, size: 48 }
    const picture = drawFace(options)
    expect(picture).toHaveLength(48 * 48 * 3)
    expect(drawFace(options)).toEqual(picture)
    expect(drawFace({ ...options, seed: 10 })).not.toEqual(picture)
  })

  it('does not mind the order of the tags', () => {
    const tags = ['smile', 'ribbon', 'red-hair', 'long-hair', 'aqua-eyes']
    expect(drawFace({ tags, seed: 3, size: 32 })).toEqual(
      drawFace({ tags: tags.toReversed(), seed: 3, size: 32 }),
    )
  })

  it('knows every tag of the schema', () => {
    const colors = [...hairColorTags, ...eyeColorTags]
    const exclusive = new Set(animeTags.groups.filter((group) => group.exclusive).map(({ id }) => id))
    expect(
      animeTags.tags
        .filter(({ group }) => exclusive.has(group))
        .map(({ id }) => id)
        .toSorted(),
    ).toEqual(colors.toSorted())
    const all = animeTags.tags.map(({ id }) => id)
    expect(() => drawFace({ tags: all, seed: 1, size: 32 })).not.toThrow()
  })

  it('refuses unknown tags and impossible sizes', () => {
    expect(() => drawFace({ tags: ['blond-hair'], seed: 1, size: 64 })).toThrow(
      /cannot draw tag "blond-hair"/,
    )
    expect(() => drawFace({ tags: [], seed: 1, size: 8 })).toThrow(
      /size: expected an integer from 16 to 1024, got 8/,
    )
    expect(() => drawFace({ tags: [], seed: -1, size: 64 })).toThrow(/seed/)
  })
})

describe.each([undefined, 2003, 2017])('drawFace in the year %s', (year) => {
  const everywhere = { left: 0, right: 100, top: 0, bottom: 100 }
  const sides = { left: 5, right: 95, top: 60, bottom: 100 }
  const face = { left: 30, right: 70, top: 40, bottom: 75 }
  const mouth = { left: 40, right: 60, top: 52, bottom: 70 }
  const top = { left: 20, right: 80, top: 0, bottom: 40 }
  it.each([
    ['long-hair', sides, 0.15],
    ['short-hair', everywhere, 0.05],
    ['twintails', everywhere, 0.1],
    ['drill-hair', everywhere, 0.1],
    ['ponytail', everywhere, 0.08],
    ['blush', face, 0.03],
    ['smile', mouth, 0.02],
    ['open-mouth', mouth, 0.05],
    ['hat', top, 0.3],
    ['ribbon', everywhere, 0.02],
    ['glasses', face, 0.1],
  ] as const)('draws %s where it belongs', (tag, box, least) => {
    expect(changeOf(tag, box, year)).toBeGreaterThan(least)
  })

  const hairHues = {
    'blonde-hair': 42,
    'brown-hair': 18,
    'blue-hair': 222,
    'pink-hair': 340,
    'purple-hair': 274,
    'green-hair': 135,
    'red-hair': 354,
    'orange-hair': 20,
    'aqua-hair': 182,
  }
  it.each(Object.entries(hairHues))('draws %s near hue %d', (tag, expected) => {
    expect(
      apart(hue(meanColor([tag, 'black-eyes'], ['gray-hair', 'black-eyes'], year)), expected),
    ).toBeLessThan(15)
  })

  it('tells black, gray, silver and white hair apart by lightness', () => {
    const lightness = ['black-hair', 'gray-hair', 'silver-hair', 'white-hair'].map(
      (tag) =>
        meanColor([tag, 'black-eyes'], ['red-hair', 'black-eyes'], year).reduce((sum, value) => sum + value) /
        3,
    )
    for (const [index, value] of lightness.entries()) {
      if (index > 0) expect(value - lightness[index - 1]!).toBeGreaterThan(18)
    }
  })

  const eyeHues = {
    'blue-eyes': 218,
    'red-eyes': 354,
    'green-eyes': 132,
    'purple-eyes': 276,
    'yellow-eyes': 48,
    'pink-eyes': 332,
    'aqua-eyes': 183,
    'orange-eyes': 25,
    'brown-eyes': 20,
  }
  it.each(Object.entries(eyeHues))('draws %s near hue %d', (tag, expected) => {
    expect(
      apart(hue(meanColor(['white-hair', tag], ['white-hair', 'black-eyes'], year)), expected),
    ).toBeLessThan(25)
  })
})
