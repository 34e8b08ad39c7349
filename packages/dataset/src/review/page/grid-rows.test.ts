import { expect, it } from 'vitest'
import { layOutRows } from './grid-rows.js'

it('fills lines from the left', () => {
  const { rows, rowOf, moveVertically } = layOutRows(8, 3)
  expect(rows).toEqual([
    { kind: 'tiles', start: 0, end: 3 },
    { kind: 'tiles', start: 3, end: 6 },
    { kind: 'tiles', start: 6, end: 8 },
  ])
  expect([0, 2, 3, 7].map(rowOf)).toEqual([0, 0, 1, 2])
  expect([moveVertically(1, 1), moveVertically(5, 1), moveVertically(6, -1)]).toEqual([4, 7, 3])
  expect([moveVertically(1, -1), moveVertically(7, 1)]).toEqual([1, 7])
})

it('begins a line, under a title, for each group', () => {
  const { rows, moveVertically } = layOutRows(6, 2, (place) => 'xxxyyz'[place]!)
  expect(rows).toEqual([
    { kind: 'title', title: 'x', count: 3 },
    { kind: 'tiles', start: 0, end: 2 },
    { kind: 'tiles', start: 2, end: 3 },
    { kind: 'title', title: 'y', count: 2 },
    { kind: 'tiles', start: 3, end: 5 },
    { kind: 'title', title: 'z', count: 1 },
    { kind: 'tiles', start: 5, end: 6 },
  ])
  expect([moveVertically(1, 1), moveVertically(2, 1), moveVertically(4, 1)]).toEqual([2, 3, 5])
  expect([moveVertically(5, -1), moveVertically(0, -1)]).toEqual([3, 0])
})

it('has nothing of nothing', () => {
  expect(layOutRows(0, 4).rows).toEqual([])
  expect(layOutRows(0, 4, () => '').moveVertically(0, 1)).toBe(0)
})
