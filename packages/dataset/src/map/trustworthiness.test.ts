import { createRandom } from '@animegan/core'
import { expect, test } from 'vitest'
import { measureTrustworthiness } from './trustworthiness.js'

const count = 60
const distancesOf = (positions: Float32Array) =>
  Array.from({ length: count }, (_, i) =>
    Float64Array.from(
      { length: count },
      (_, j) =>
        (positions[2 * i]! - positions[2 * j]!) ** 2 + (positions[2 * i + 1]! - positions[2 * j + 1]!) ** 2,
    ),
  )
const random = createRandom(1, 'points')
const makePoints = () => Float32Array.from({ length: 2 * count }, () => random.uniform())

test('is 1 for points where they are, turned or not, and about a half for others', () => {
  const points = makePoints()
  const distances = distancesOf(points)
  expect(measureTrustworthiness(distances, points, 5)).toBe(1)
  const turned = points.map((_, i) => (i % 2 === 0 ? -points[i + 1]! : points[i - 1]!))
  expect(measureTrustworthiness(distances, turned, 5)).toBe(1)
  const other = measureTrustworthiness(distances, makePoints(), 5)
  expect(other).toBeGreaterThan(0.4)
  expect(other).toBeLessThan(0.6)
})

test('is what the formula says', () => {
  // Points on a line at 0, 1, 2, 3, 4; the layout swaps the last two. With one neighbour each, point 2 has 4 as its new
  // nearest (tied with 1, which comes first), 3 keeps 4, and 4 gets 2: of rank 2, so an excess of 1.
  const line = [0, 1, 2, 3, 4]
  const distances = line.map((a) => line.map((b) => (a - b) ** 2))
  const positions = [0, 1, 2.2, 4, 3].flatMap((x) => [x, 0])
  // 4 stands at 3: its nearest is 2 (0.8), in truth its second; 2's nearest is 4 (0.8), in truth its third or fourth (tied: 3).
  const excess = 1 + 2
  expect(measureTrustworthiness(distances, positions, 1)).toBeCloseTo(
    1 - (2 * excess) / (5 * (10 - 3 - 1)),
    10,
  )
})
