import { describe, expect, it } from 'vitest'
import { drawFace } from './draw-face.js'
import { type Era, eraOf } from './era.js'
import { hairColorTags } from './palette.js'
import { planImage } from './synthesis-plan.js'

const size = 32
const people = Array.from({ length: 6 }, (_, index) => planImage(2, index, 'uniform'))

const draw = (person: (typeof people)[number], year?: number) =>
  drawFace({ tags: person.tags, seed: person.seed, size, year })

/** Mean over pixels and channels of the difference of two pictures, 0..255. */
const distance = (a: Uint8Array, b: Uint8Array) =>
  a.reduce((sum, value, i) => sum + Math.abs(value - b[i]!), 0) / a.length

/** Mean over pixels of the spread of their channels, 0..255. */
const colourfulness = (rgb: Uint8Array) => {
  let sum = 0
  for (let at = 0; at < rgb.length; at += 3) {
    const pixel = rgb.subarray(at, at + 3)
    sum += Math.max(...pixel) - Math.min(...pixel)
  }
  return (3 * sum) / rgb.length
}

/** Share of pixels that are nearly black. */
const blackness = (rgb: Uint8Array) => {
  let count = 0
  for (let at = 0; at < rgb.length; at += 3) if (Math.max(...rgb.subarray(at, at + 3)) < 60) count++
  return (3 * count) / rgb.length
}

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

describe('eraOf', () => {
  it('moves every entry one way through the years, in even steps inside the range', () => {
    const eras = [2003, 2006.5, 2010, 2013.5, 2017].map(eraOf)
    for (const key of Object.keys(eras[0]!) as (keyof Era)[]) {
      const steps = eras.slice(1).map((era, i) => era[key] - eras[i]![key])
      expect(steps[0]).not.toBe(0)
      for (const step of steps) expect(step).toBeCloseTo(steps[0]!, 10)
    }
  })

  it.each([1999, 2021, Number.NaN])('refuses %d', (year) => {
    expect(() => eraOf(year)).toThrow(`year: expected a number from 1999.5 to 2020.5, got ${year}`)
  })
})

describe('drawFace with a year', () => {
  it('changes the picture little in a year and much in the whole range', () => {
    const years = Array.from({ length: 15 }, (_, i) => 2003 + i)
    for (const person of people) {
      const pictures = years.map((year) => draw(person, year))
      const whole = distance(pictures[0]!, pictures[14]!)
      expect(whole).toBeGreaterThan(10)
      for (const [i, picture] of pictures.slice(1).entries()) {
        const step = distance(pictures[i]!, picture)
        expect(step).toBeGreaterThan(0)
        expect(step).toBeLessThan(whole / 3)
      }
    }
  })

  it('grows more colourful and less black', () => {
    const years = [2003, 2010, 2017]
    const colour = years.map((year) => mean(people.map((person) => colourfulness(draw(person, year)))))
    const black = years.map((year) => mean(people.map((person) => blackness(draw(person, year)))))
    expect(colour[1]! - colour[0]!).toBeGreaterThan(5)
    expect(colour[2]! - colour[1]!).toBeGreaterThan(5)
    expect(black[0]!).toBeGreaterThan(black[1]!)
    expect(black[1]!).toBeGreaterThan(black[2]!)
  })

  it('keeps every hair colour nearest to its own in other years', () => {
    // Mean colour of a box on top of the head, in a picture of 32 by 32.
    const topColor = (tag: string, year: number) => {
      const sum = [0, 0, 0]
      for (const seed of [1, 2, 3, 4]) {
        const rgb = drawFace({ tags: [tag, 'black-eyes'], seed, size, year })
        for (let y = 6; y < 11; y++) {
          for (let x = 12; x < 20; x++) {
            for (const channel of [0, 1, 2]) sum[channel]! += rgb[(y * size + x) * 3 + channel]! / 160
          }
        }
      }
      return sum
    }
    const middle = hairColorTags.map((tag) => topColor(tag, 2010))
    const nearest = (color: number[]) => {
      const distances = middle.map((other) => Math.hypot(...other.map((value, i) => value - color[i]!)))
      return hairColorTags[distances.indexOf(Math.min(...distances))]
    }
    for (const year of [2003, 2017]) {
      expect(hairColorTags.map((tag) => nearest(topColor(tag, year)))).toEqual(hairColorTags)
    }
  })

  it('draws the years beyond the range too, and refuses others', () => {
    const [person] = people
    expect(draw(person!, 1999.5)).not.toEqual(draw(person!, 2003))
    expect(draw(person!, 2020.5)).not.toEqual(draw(person!, 2017))
    expect(() => draw(person!, 1980)).toThrow('year: expected a number from 1999.5 to 2020.5, got 1980')
  })
})
