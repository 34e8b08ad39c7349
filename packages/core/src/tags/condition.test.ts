import { describe, expect, it } from 'vitest'
import { animeTags, animeTagsWithYear } from './anime-tags.js'
import { decodeCondition, encodeCondition } from './condition.js'

describe('encodeCondition', () => {
  it('sets +1 for on and -1 for off', () => {
    const vector = encodeCondition(animeTags, { tags: ['blonde-hair', 'orange-eyes'] })
    expect(vector).toHaveLength(34)
    expect([vector[0], vector[33]]).toEqual([1, 1])
    expect(vector.slice(1, 33)).toEqual(new Float32Array(32).fill(-1))
  })

  it.each([
    [2003, -1],
    [2010, 0],
    [2017, 1],
    [2020.5, 1.5],
  ])('maps year %d to %d', (year, expected) => {
    expect(encodeCondition(animeTagsWithYear, { tags: [], attributes: { year } })[34]).toBe(expected)
  })

  it('puts an absent attribute in the middle', () => {
    expect(encodeCondition(animeTagsWithYear, { tags: [] })[34]).toBe(0)
  })

  it('refuses what the schema does not have', () => {
    expect(() => encodeCondition(animeTags, { tags: ['blond-hair'] })).toThrow('no tag with id "blond-hair"')
    expect(() => encodeCondition(animeTags, { tags: [], attributes: { year: 1 } })).toThrow(
      '"year"; it has: none',
    )
    expect(() => encodeCondition(animeTagsWithYear, { tags: [], attributes: { years: 1 } })).toThrow(
      'it has: "year"',
    )
    expect(() => encodeCondition(animeTagsWithYear, { tags: [], attributes: { year: Number.NaN } })).toThrow(
      'attribute "year": expected a finite number, got NaN',
    )
  })
})

describe('decodeCondition', () => {
  it('undoes encodeCondition', () => {
    const condition = { tags: ['red-hair', 'smile', 'green-eyes'], attributes: { year: 2010 } }
    expect(decodeCondition(animeTagsWithYear, encodeCondition(animeTagsWithYear, condition))).toEqual(
      condition,
    )
    expect(decodeCondition(animeTags, encodeCondition(animeTags, { tags: [] }))).toEqual({
      tags: [],
      attributes: {},
    })
  })

  it('refuses a vector of another size', () => {
    expect(() => decodeCondition(animeTags, new Float32Array(35))).toThrow('expected 34 numbers, got 35')
  })
})
