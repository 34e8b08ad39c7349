import { expect, test } from 'vitest'
import * as z from 'zod/mini'
import { attributeList, oneOf, parseFlags, positiveNumber, seedList, wholeNumber } from './flag-values.js'

const schema = z.object({
  n: z.optional(wholeNumber(0, 9)),
  t: z.optional(positiveNumber()),
  seeds: z.optional(seedList()),
  attributes: z.optional(attributeList()),
  way: z.optional(oneOf(['left', 'right'])),
})

test('reads numbers, lists and words', () => {
  const flags = { n: '+7', t: '.5', seeds: '3, 1-2,85', attributes: 'year=2010.5, age = -1', way: 'left' }
  expect(parseFlags(schema, flags)).toEqual({
    n: 7,
    t: 0.5,
    seeds: [3, 1, 2, 85],
    attributes: { year: 2010.5, age: -1 },
    way: 'left',
  })
  expect(parseFlags(schema, {})).toEqual({})
})

test.each([
  [{ n: '10' }, '--n: expected a whole number from 0 to 9, but "10" came'],
  [{ n: '1.5' }, '--n: expected a whole number'],
  [{ n: '' }, '--n: expected a whole number'],
  [{ t: 'Infinity' }, '--t: expected a number above 0'],
  [{ t: '' }, '--t: expected a number above 0'],
  [{ seeds: '1--3' }, '--seeds: expected seeds and ranges'],
  [{ seeds: '1,,2' }, '--seeds: expected seeds and ranges'],
  [{ attributes: 'year' }, '--attributes: expected values like year=2010'],
  [{ attributes: 'year=late' }, '--attributes: expected values like year=2010, each attribute once'],
  [
    { attributes: 'year=2010,year=2011' },
    '--attributes: expected values like year=2010, each attribute once',
  ],
  [{ way: 'up' }, '--way: expected one of left, right, but "up" came'],
])('refuses %j', (flags, message) => {
  expect(() => parseFlags(schema, flags)).toThrow(message)
})
