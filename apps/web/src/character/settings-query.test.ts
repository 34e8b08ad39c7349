import { describe, expect, it } from 'vitest'
import { type CharacterSettings, createSettings } from './character-settings'
import { formatSettings, parseSettings } from './settings-query'

const full: CharacterSettings = {
  model: 'dahlia',
  seed: 7,
  tagSeed: 4294967295,
  mixes: [
    { seed: 85, amount: 0.25 },
    { seed: 3, amount: 1 },
  ],
  truncation: 0.7,
  tags: { hat: false, smile: true, 'blue-hair': true },
  strengths: { glasses: 1.45, ribbon: -2 },
  attributes: { year: 2010.5 },
  count: 16,
  lock: 'tags',
}

describe('settings in a link', () => {
  it.each<[string, CharacterSettings]>([
    ['the usual ones', createSettings(7)],
    ['all of them', full],
    ['no truncation', { ...createSettings(0), truncation: undefined }],
    ['the greatest seed', createSettings(Number.MAX_SAFE_INTEGER - 16)],
  ])('come back: %s', (_, settings) => {
    expect(parseSettings(formatSettings(settings), 1)).toEqual({ settings, problems: [] })
  })

  it('are short and readable', () => {
    expect(formatSettings(createSettings(7))).toBe('v=1&model=dahlia&seed=7')
    expect(formatSettings(full)).toBe(
      'v=1&model=dahlia&seed=7&tagseed=4294967295&mix=85:0.25,3:1&trunc=0.7&on=smile,blue-hair&off=hat' +
        '&push=glasses:1.45,ribbon:-2&attr=year:2010.5&n=16&lock=tags',
    )
  })

  it('draw by chance where the link says nothing', () => {
    expect(parseSettings('', 42)).toEqual({ settings: createSettings(42), problems: [] })
    expect(parseSettings('unknown=1', 42).problems).toEqual([])
  })

  it.each([
    ['seed', '-1'],
    ['seed', '1.5'],
    ['seed', '9007199254740991'],
    ['seed', 'x'],
    ['tagseed', '1e3'],
    ['trunc', '0'],
    ['trunc', 'NaN'],
    ['on', 'Smile'],
    ['off', '<b>'],
    ['push', 'smile:3'],
    ['push', 'smile'],
    ['attr', 'year:many'],
    ['mix', '3:1.1'],
    ['mix', 'x:0.5'],
    ['n', '0'],
    ['n', '17'],
    ['lock', 'all'],
    ['model', '../secret'],
  ])('name what is wrong and go on without it: %s=%s', (name, value) => {
    const query = new URLSearchParams({ v: '1', [name]: value }).toString()
    expect(parseSettings(query, 42)).toEqual({ settings: createSettings(42), problems: [{ name, value }] })
  })

  it('are not guessed at from a newer form of links', () => {
    expect(parseSettings('v=2&seed=7', 42)).toEqual({
      settings: createSettings(42),
      problems: [{ name: 'v', value: '2' }],
    })
  })
})
