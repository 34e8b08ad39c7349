import { describe, expect, it } from 'vitest'
import { measureEditDistance } from './edit-distance.js'

describe('measureEditDistance', () => {
  it.each([
    ['kitten', 'sitting', 3],
    ['smlie', 'smile', 1],
    ['ab', 'ba', 1],
    ['', 'abc', 3],
    ['abc', '', 3],
    ['same', 'same', 0],
  ])('%j to %j is %d', (a, b, expected) => {
    expect(measureEditDistance(a, b)).toBe(expected)
  })
})
