import type { Face } from '@animegan/core'
import { expect, test } from 'vitest'
import { drawSheet } from './sheet.js'

const grey = (value: number, side = 2): Face => ({
  seed: 0,
  tags: [],
  attributes: {},
  latent: new Float32Array(1),
  condition: new Float32Array(1),
  pixels: new Float32Array(3 * side * side).fill(value),
  width: side,
  height: side,
})

const redOf = ({ data, width }: ReturnType<typeof drawSheet>, x: number, y: number) => {
  const start = (y * width + x) * 4
  return [data[start], data[start + 3]]
}

test('lays faces out row by row and leaves the rest transparent', () => {
  const sheet = drawSheet([grey(-1), grey(1), grey(-1)], { columns: 2 })
  expect([sheet.width, sheet.height]).toEqual([4, 4])
  expect(redOf(sheet, 1, 1)).toEqual([0, 255])
  expect(redOf(sheet, 2, 0)).toEqual([255, 255])
  expect(redOf(sheet, 0, 2)).toEqual([0, 255])
  expect(redOf(sheet, 3, 3)).toEqual([0, 0])
})

test('chooses a square, and is no wider than its faces', () => {
  const faces = Array.from({ length: 16 }, () => grey(0))
  expect(drawSheet(faces).width).toBe(8)
  expect(drawSheet(faces.slice(0, 1), { columns: 4 })).toMatchObject({ width: 2, height: 2 })
})

test('refuses nothing, bad columns and mixed sizes', () => {
  expect(() => drawSheet([])).toThrow('at least one face')
  expect(() => drawSheet([grey(0)], { columns: 0 })).toThrow(
    'columns: expected a whole number from 1, came 0',
  )
  expect(() => drawSheet([grey(0), grey(0, 3)])).toThrow('2 x 2 and 3 x 3')
})
