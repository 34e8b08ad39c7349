import { createRandom } from '@animegan/core'
import { describe, expect, it } from 'vitest'
import { addProduct } from './add-product.js'

const random = createRandom(1, 'matrix')
const draw = (length: number) => Float64Array.from({ length }, () => random.normal())

/** Sum over k of left(i, k) * right(k, j), the slow way. */
const multiply = (
  left: (i: number, k: number) => number,
  right: (k: number, j: number) => number,
  depth: number,
) => {
  return (i: number, j: number) => {
    let sum = 0
    for (let k = 0; k < depth; k++) sum += left(i, k) * right(k, j)
    return sum
  }
}

describe('addProduct', () => {
  it.each([
    [1, 1, 1],
    [3, 5, 2],
    [4, 8, 16],
    [67, 13, 259],
    [70, 515, 9],
  ])('adds to %i x %i the product over %i', (rows, columns, depth) => {
    const [left, right, before] = [draw(rows * depth), draw(depth * columns), draw(rows * columns)]
    const target = before.slice()
    addProduct({
      target: { data: target, rowStride: columns },
      left: { data: left, rowStride: depth, columnStride: 1 },
      right: { data: right, rowStride: columns, columnStride: 1 },
      ...{ rows, columns, depth, factor: -2 },
    })
    const product = multiply(
      (i, k) => left[i * depth + k]!,
      (k, j) => right[k * columns + j]!,
      depth,
    )
    const expected = before.map((value, at) => value - 2 * product(Math.floor(at / columns), at % columns))
    expect(Math.max(...target.map((value, at) => Math.abs(value - expected[at]!)))).toBeLessThan(1e-11)
  })

  it('multiplies parts of matrices, transposed ones and single precision, and leaves what is above the diagonal', () => {
    const [size, depth, wide] = [530, 6, 540]
    const data = Float32Array.from(draw(depth * wide))
    const target = new Float64Array(size * wide)
    addProduct({
      target: { data: target, offset: 3, rowStride: wide },
      left: { data, offset: 2, rowStride: 1, columnStride: wide },
      right: { data, offset: 2, rowStride: wide, columnStride: 1 },
      ...{ rows: size, columns: size, depth, part: 'lower' },
    })
    const product = multiply(
      (i, k) => data[k * wide + i + 2]!,
      (k, j) => data[k * wide + j + 2]!,
      depth,
    )
    let worst = 0
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < wide; j++) {
        const isLower = j >= 3 && j - 3 <= i
        worst = Math.max(worst, Math.abs(target[i * wide + j]! - (isLower ? product(i, j - 3) : 0)))
      }
    }
    expect(worst).toBeLessThan(1e-12)
  })
})
