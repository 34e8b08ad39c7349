import { AnimeganError } from '@animegan/core'
import type { TridiagonalMatrix } from './tridiagonalize.js'

const mostSweeps = 60

/**
 * The eigenvalues of a symmetric tridiagonal matrix, in no order, by the QL method with implicit shifts (Bowdler, Martin,
 * Reinsch and Wilkinson 1968; EISPACK's imtql1). The matrix is used up.
 *
 * Throws `INVALID_DATA` when it does not converge, which happens for no finite matrix.
 */
export function findEigenvalues({ diagonal, offDiagonal }: TridiagonalMatrix): Float64Array {
  for (let l = 0; l < diagonal.length; l++) {
    for (let sweeps = 0; ; sweeps++) {
      const m = findSplit(diagonal, offDiagonal, l)
      if (m === l) break
      if (sweeps === mostSweeps) {
        throw new AnimeganError('INVALID_DATA', `eigenvalue ${l} did not converge; are all features finite?`)
      }
      sweep(diagonal, offDiagonal, l, m)
    }
  }
  return diagonal
}

/** The first row from l on whose off-diagonal entry is nothing beside its diagonal. */
function findSplit(d: Float64Array, e: Float64Array, l: number): number {
  let m = l
  while (m < d.length - 1) {
    const size = Math.abs(d[m]!) + Math.abs(d[m + 1]!)
    if (Math.abs(e[m]!) <= Number.EPSILON * size) break
    m++
  }
  return m
}

/** One implicit QL step on rows l to m, from the bottom up, shifted by the eigenvalue of the top 2 x 2 block nearest d[l]. */
function sweep(d: Float64Array, e: Float64Array, l: number, m: number): void {
  const slope = (d[l + 1]! - d[l]!) / (2 * e[l]!)
  const root = Math.hypot(slope, 1)
  let g = d[m]! - d[l]! + e[l]! / (slope + (slope < 0 ? -root : root))
  let [sine, cosine, shift] = [1, 1, 0]
  for (let i = m - 1; i >= l; i--) {
    const f = sine * e[i]!
    const b = cosine * e[i]!
    const r = Math.sqrt(f * f + g * g)
    e[i + 1] = r
    if (r === 0) {
      // The matrix has fallen apart: what is left is found in the next step.
      d[i + 1]! -= shift
      e[m] = 0
      return
    }
    sine = f / r
    cosine = g / r
    g = d[i + 1]! - shift
    const t = (d[i]! - g) * sine + 2 * cosine * b
    shift = sine * t
    d[i + 1] = g + shift
    g = cosine * t - b
  }
  d[l]! -= shift
  e[l] = g
  e[m] = 0
}
