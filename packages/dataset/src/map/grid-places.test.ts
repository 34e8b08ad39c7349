import { createRandom } from '@animegan/core'
import { expect, test } from 'vitest'
import { placeOnGrid } from './grid-places.js'

const cells = (placed: Float32Array, side: number) =>
  Array.from({ length: placed.length / 2 }, (_, i) =>
    [placed[2 * i]!, placed[2 * i + 1]!].map((value) => Math.round(value * side - 0.5)),
  )

test('gives each point a place of its own, also when all crowd on one spot and no place is left over', () => {
  const side = 9
  const crowd = new Float32Array(2 * side * side).fill(0.31)
  const taken = new Set(cells(placeOnGrid(crowd, side), side).map(String))
  expect(taken.size).toBe(side * side)
})

test('leaves points where they are when nothing is in the way', () => {
  const points = Float32Array.from([0.02, 0.98, 0.5, 0.52, 0.26, 0.71])
  expect(cells(placeOnGrid(points, 10), 10)).toEqual([
    [0, 9],
    [5, 5],
    [2, 7],
  ])
})

test('moves the others no further than it must', () => {
  const points = Float32Array.from({ length: 8 }, (_, i) => (i % 2 === 0 ? 0.55 : 0.45))
  const offsets = cells(placeOnGrid(points, 10), 10).map(([x, y]) =>
    Math.max(Math.abs(x! - 5), Math.abs(y! - 4)),
  )
  expect(offsets).toEqual([0, 1, 1, 1])
})

test('keeps points near where they were', () => {
  const random = createRandom(2, 'grid')
  const points = Float32Array.from({ length: 2 * 300 }, () => random.uniform())
  const placed = placeOnGrid(points, 24)
  const moved = Array.from({ length: 300 }, (_, i) =>
    Math.hypot(placed[2 * i]! - points[2 * i]!, placed[2 * i + 1]! - points[2 * i + 1]!),
  )
  expect(moved.reduce((sum, value) => sum + value) / 300).toBeLessThan(1 / 24)
})
