import { expect, test } from 'vitest'
import { sampleIndices } from './sample-indices.js'

test('draws different numbers in ascending order, by the seed', () => {
  const drawn = sampleIndices(1000, 50, 7)
  expect(drawn).toHaveLength(50)
  expect(new Set(drawn).size).toBe(50)
  expect(drawn).toEqual(drawn.toSorted((a, b) => a - b))
  expect(sampleIndices(1000, 50, 7)).toEqual(drawn)
  expect(sampleIndices(1000, 50, 8)).not.toEqual(drawn)
})

test('draws from the whole range evenly', () => {
  const counts = new Array<number>(10).fill(0)
  for (let seed = 0; seed < 1000; seed++) for (const index of sampleIndices(10, 3, seed)) counts[index]!++
  for (const count of counts) expect(Math.abs(count - 300)).toBeLessThan(60)
})

test('takes all when there are no more', () => {
  expect(sampleIndices(3, 10, 0)).toEqual([0, 1, 2])
  expect(sampleIndices(0, 10, 0)).toEqual([])
})
