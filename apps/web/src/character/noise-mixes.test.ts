import { describe, expect, it } from 'vitest'
import type { NoiseMix } from './character-settings'
import { formatMixes, parseMixes } from './noise-mixes'

describe('mixes as text', () => {
  const nested: NoiseMix[] = [
    { seed: 7, amount: 0.3 },
    { seed: 45, amount: 0.5, mixes: [{ seed: 8, amount: 0.2, mixes: [{ seed: 9, amount: 1 }] }] },
  ]

  it('come back as they were', () => {
    expect(formatMixes(nested)).toBe('7:0.3,45(8(9:1):0.2):0.5')
    expect(parseMixes(formatMixes(nested))).toEqual(nested)
  })

  it.each([
    '',
    '7',
    '7:',
    '7:2',
    ':0.5',
    '7:0.5,',
    '7(8:0.5:0.5',
    '7():0.5',
    '7:0.5)',
    '9007199254740992:0.5',
  ])('cannot be %j', (text) => {
    expect(parseMixes(text)).toBeUndefined()
  })

  it('are not read endlessly deep', () => {
    expect(parseMixes(`${'1('.repeat(5000)}1:0${'):0'.repeat(5000)}`)).toBeUndefined()
  })
})
