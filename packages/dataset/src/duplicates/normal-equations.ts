/**
 * Cholesky's factor of a symmetric matrix, of which the lower triangle is given, row by row: lightly damped, so that what the data
 * say nothing of stays 0. undefined when the data say nothing at all.
 */
export function factorize(matrix: Float64Array, size: number): Float64Array | undefined {
  const factor = new Float64Array(size * size)
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * size + j]! * (i === j ? 1.001 : 1) + (i === j ? 1e-3 : 0)
      for (let k = 0; k < j; k++) sum -= factor[i * size + k]! * factor[j * size + k]!
      if (i === j && !(sum > 0)) return undefined
      factor[i * size + j] = i === j ? Math.sqrt(sum) : sum / factor[j * size + j]!
    }
  }
  return factor
}

/** Solves the equations of a factor for a right-hand side, which is overwritten with the solution and given back. */
export function solveFactorized(factor: Float64Array, right: Float64Array, size: number): Float64Array {
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < i; k++) right[i]! -= factor[i * size + k]! * right[k]!
    right[i]! /= factor[i * size + i]!
  }
  for (let i = size - 1; i >= 0; i--) {
    for (let k = i + 1; k < size; k++) right[i]! -= factor[k * size + i]! * right[k]!
    right[i]! /= factor[i * size + i]!
  }
  return right
}
