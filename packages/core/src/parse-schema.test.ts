import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { parseJson, parseSchema, showValue } from './parse-schema.js'

const schema = z.strictObject({ side: z.int().check(z.positive()), names: z.array(z.enum(['a', 'b'])) })
const parse = (json: unknown) => parseSchema(schema, json, (problems) => new Error(problems))

describe('parseSchema', () => {
  it('returns what fits', () => {
    expect(parse({ side: 2, names: ['a'] })).toEqual({ side: 2, names: ['a'] })
  })

  it('says field, expectation and what came', () => {
    expect(() => parse({ side: '2', names: [] })).toThrow('side: expected number; got "2"')
    expect(() => parse({ side: 2, names: ['a', 'c'] })).toThrow('names[1]: expected one of "a"|"b"; got "c"')
    expect(() => parse({ side: 0, names: [] })).toThrow('side: Too small: expected number to be >0; got 0')
    expect(() => parse({ names: [] })).toThrow('side: expected number; got nothing')
    expect(() => parse({ side: 2, names: [], nmaes: 1 })).toThrow('unknown key "nmaes"')
    expect(() => parse(null)).toThrow('expected object; got null')
  })

  it('names every wrong field', () => {
    expect(() => parse({ side: 1.5, names: 3 })).toThrow(/side: .*got 1\.5\n {2}names: expected array; got 3/)
  })
})

describe('parseJson', () => {
  const parse = (text: string) =>
    parseJson(schema, text, (problems, cause) => new Error(`it is wrong: ${problems}`, { cause }))

  it('returns what fits', () => {
    expect(parse(' {"side": 2, "names": ["a"]}\n')).toEqual({ side: 2, names: ['a'] })
  })

  it('tells text that is no JSON from JSON that does not fit', () => {
    for (const text of ['', '{"side": 2', 'side: 2']) {
      expect(() => parse(text)).toThrow(
        expect.objectContaining({ message: 'it is wrong: expected JSON', cause: expect.any(SyntaxError) }),
      )
    }
    expect(() => parse('{"side": "2", "names": []}')).toThrow(
      expect.objectContaining({
        message: 'it is wrong: side: expected number; got "2"',
        cause: undefined,
      }),
    )
  })
})

describe('showValue', () => {
  it('is short and on one line', () => {
    expect(showValue(Number.NaN)).toBe('NaN')
    expect(showValue('a\nb')).toBe('"a\\nb"')
    expect(showValue('x'.repeat(100))).toHaveLength(60)
    expect(showValue(() => 1)).toBe('function')
  })
})
