import { describe, expect, it } from 'vitest'
import { type CharacterSettings, createSettings } from './character-settings'
import { packSettings, unpackSettings } from './packed-settings'

const varied: CharacterSettings = {
  ...createSettings(7),
  tagSeed: 9,
  mixes: [{ seed: 85, amount: 0.25, mixes: [{ seed: 3, amount: 0.5 }] }],
  truncation: 0.7,
  tags: { 'blue-hair': true, hat: false },
  strengths: { glasses: -1.45 },
  attributes: { year: 2010.5 },
}

describe('packed settings', () => {
  it('come back out of a link, beside others', () => {
    const query = new URLSearchParams(`stop=${packSettings(varied)}&stop=${packSettings(createSettings(3))}`)
    expect(query.getAll('stop').map(unpackSettings)).toEqual([varied, createSettings(3)])
  })

  it.each(['', 'seed*x', 'nonsense', 'v*2;seed*7', 'v*1;model*dahlia'])('cannot be %j', (text) => {
    expect(unpackSettings(text)).toBeUndefined()
  })
})
