import { describe, expect, it } from 'vitest'
import { animeTags, animeTagsWithYear } from './anime-tags.js'
import { attributeLimits, checkAttributes, findAttribute } from './attribute-values.js'
import { encodeCondition } from './condition.js'

const [year] = animeTagsWithYear.attributes

describe('attributeLimits', () => {
  it('goes a quarter of the range beyond it, to -1.5 and 1.5 of the conditioning vector', () => {
    expect(attributeLimits(year!)).toEqual([1999.5, 2020.5])
    const encoded = attributeLimits(year!).map(
      (value) => encodeCondition(animeTagsWithYear, { tags: [], attributes: { year: value } })[34],
    )
    expect(encoded).toEqual([-1.5, 1.5])
  })
})

describe('checkAttributes', () => {
  it.each([1999.5, 2003, 2010.25, 2020.5])('takes the year %d', (value) => {
    expect(() => checkAttributes(animeTagsWithYear, { year: value })).not.toThrow()
  })

  it.each([1999.4, 2021, 0, Number.NaN, Number.POSITIVE_INFINITY])('refuses the year %d', (value) => {
    expect(() => checkAttributes(animeTagsWithYear, { year: value })).toThrow(
      `attribute "year": expected a number from 1999.5 to 2020.5 (trained on 2003 to 2017), got ${value}`,
    )
  })

  it('refuses what the schema lacks', () => {
    expect(() => checkAttributes(animeTagsWithYear, { age: 17 })).toThrow(
      'no attribute "age"; it has: "year"',
    )
    expect(() => findAttribute(animeTags, 'year')).toThrow('no attribute "year"; it has: none')
  })
})
