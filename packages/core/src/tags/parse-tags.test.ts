import { describe, expect, it } from 'vitest'
import { animeTags } from './anime-tags.js'
import { parseTags, resolveTags } from './parse-tags.js'

const parse = (text: string) => parseTags(animeTags, text)

describe('parseTags', () => {
  it.each([
    ['smile, blonde hair', ['blonde-hair', 'smile']],
    ['BLONDE_HAIR,open-mouth,twinTails', ['blonde-hair', 'twintails', 'open-mouth']],
    ['金髪、ツインテール，笑顔', ['blonde-hair', 'twintails', 'smile']],
    ['金发, 双马尾, 钻头卷发, 蓝眼', ['blonde-hair', 'twintails', 'drill-hair', 'blue-eyes']],
    ['Светлые волосы, улыбка', ['blonde-hair', 'smile']],
    ['ＳＭＩＬＥ', ['smile']],
    ['grey hair', ['gray-hair']],
    [' smile ,, smile, ', ['smile']],
    ['', []],
  ])('reads %j', (text, expected) => {
    expect(parse(text)).toEqual(expected)
  })

  it('reads every name of every tag', () => {
    for (const { id, labels } of animeTags.tags) {
      for (const name of [id, ...Object.values(labels)]) expect(parse(name)).toEqual([id])
    }
  })

  it.each([
    ['blond hair', 'unknown tag "blond hair": did you mean "blonde hair"?'],
    ['smlie', 'unknown tag "smlie": did you mean "smile"?'],
    ['ツインテル', 'unknown tag "ツインテル": did you mean "ツインテール"?'],
    ['blonde', 'unknown tag "blonde": did you mean "blonde hair"?'],
    ['blue', 'unknown tag "blue": did you mean "blue hair" or "blue eyes"?'],
    ['x', 'unknown tag "x": known tags are blonde hair, brown hair'],
  ])('helps with %j', (text, message) => {
    expect(() => parse(text)).toThrow(message)
    expect(() => parse(text)).toThrow(
      expect.objectContaining({ code: 'UNKNOWN_TAG', name: 'InvalidInputError' }),
    )
  })

  it('refuses two of an exclusive group, as they were typed', () => {
    expect(() => parse('black hair, smile, blonde hair')).toThrow(
      '"blonde hair" and "black hair" contradict each other: a face has one hair colour; leave one out',
    )
    expect(() => parse('青い目, RED-eyes')).toThrow('"青い目" and "RED-eyes" contradict')
    expect(() => parse('red hair, blue hair')).toThrow(
      expect.objectContaining({ code: 'CONTRADICTING_TAGS' }),
    )
  })

  it('lets independent tags meet', () => {
    expect(parse('long hair, short hair, ponytail')).toEqual(['long-hair', 'short-hair', 'ponytail'])
  })
})

describe('resolveTags', () => {
  it('takes names that are apart', () => {
    expect(resolveTags(animeTags, ['red-eyes', ' Smile', ''])).toEqual(['smile', 'red-eyes'])
  })
})
