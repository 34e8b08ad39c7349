import { describe, expect, it } from 'vitest'
import { AnimeganError, InvalidInputError } from './errors.js'

describe('AnimeganError', () => {
  it('carries code, message, name and cause', () => {
    const cause = new Error('disk full')
    const error = new AnimeganError('NOT_WRITABLE', 'cannot write out.png', { cause })
    expect(error).toMatchObject({
      name: 'AnimeganError',
      code: 'NOT_WRITABLE',
      message: 'cannot write out.png',
      cause,
    })
    expect(Object.keys(error)).not.toContain('isAnimeganError')
  })

  it('tells failures from invalid input', () => {
    const failure = new AnimeganError('WEIGHTS_CORRUPT', 'x')
    const invalid = new InvalidInputError('UNKNOWN_TAG', 'x')
    expect([AnimeganError.isInstance(failure), InvalidInputError.isInstance(failure)]).toEqual([true, false])
    expect([AnimeganError.isInstance(invalid), InvalidInputError.isInstance(invalid)]).toEqual([true, true])
    expect(invalid.name).toBe('InvalidInputError')
  })

  it('knows the errors of another copy of the package, and nothing else', () => {
    const foreign = Object.defineProperty(new Error('x'), Symbol.for('animegan.error'), { value: true })
    expect(AnimeganError.isInstance(foreign)).toBe(true)
    for (const value of [new Error('x'), null, undefined, 'x', {}])
      expect(AnimeganError.isInstance(value)).toBe(false)
  })
})
