import { animeTags } from '@animegan/core'
import { describe, expect, it } from 'vitest'
import { tinyManifest } from '../testing/tiny-estimator.js'
import { type ChooseTagsOptions, chooseTags } from './choose-tags.js'

const schema = tinyManifest.tags
const choose = (red: number, blue: number, green: number, options?: ChooseTagsOptions) =>
  chooseTags({ red, blue, green }, schema, options)

describe('chooseTags', () => {
  it('takes the most probable of an exclusive group, and others above 0.25', () => {
    expect(choose(0.1, 0.2, 0.26)).toEqual(['blue', 'green'])
    expect(choose(0.9, 0.8, 0.25)).toEqual(['red'])
    expect(choose(0.3, 0.3, 0)).toEqual(['red'])
    expect(choose(0, 0, 0)).toEqual([])
  })

  it('takes other thresholds for all, for groups and for tags', () => {
    expect(choose(0.1, 0.2, 0.26, { threshold: 0.5 })).toEqual(['blue'])
    expect(choose(0.1, 0.2, 0.6, { thresholds: { colour: 0.2 } })).toEqual(['green'])
    expect(choose(0.1, 0.2, 0.6, { thresholds: { other: 0.7 } })).toEqual(['blue'])
    expect(choose(0.1, 0.2, 0.6, { thresholds: { other: 0.7, green: 0.5, blue: 0.3 } })).toEqual(['green'])
    expect(choose(0.5, 0.6, 0, { thresholds: { colour: 0.9, blue: 0 } })).toEqual(['blue'])
  })

  it("is the paper's rule with the paper's tags", () => {
    const scores = {
      'red-hair': 0.04,
      'blonde-hair': 0.03,
      smile: 0.3,
      hat: 0.2,
      'blue-eyes': 0.9,
      'red-eyes': 0.8,
    }
    expect(chooseTags(scores, animeTags)).toEqual(['red-hair', 'smile', 'blue-eyes'])
  })

  it.each<[ChooseTagsOptions, string, RegExp]>([
    [{ threshold: 25 }, 'INVALID_OPTION', /^threshold: expected a probability from 0 to 1, got 25$/],
    [
      { thresholds: { green: -1 } },
      'INVALID_OPTION',
      /^threshold of "green": expected a probability.*, got -1$/,
    ],
    [{ thresholds: { gren: 0.5 } }, 'UNKNOWN_TAG', /"gren" is no tag or group of tag schema "three"/],
    [{ thresholds: { threshold: 0.5 } }, 'UNKNOWN_TAG', /"threshold" is no tag/],
  ])('refuses %j', (options, code, message) => {
    expect(() => choose(0, 0, 0, options)).toThrow(
      expect.objectContaining({ code, message: expect.stringMatching(message) }),
    )
  })
})
