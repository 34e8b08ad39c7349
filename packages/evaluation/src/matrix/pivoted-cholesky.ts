import { addProduct } from './add-product.js'

/** Columns that are found before what they explain is taken off all the rest at once. */
const blockSize = 64

/** L with A = L * transpose(L) after rows and columns of A are put into the order of `order`. */
export interface CholeskyFactor {
  /** [size, rank], zero above the diagonal. */
  factor: Float64Array
  /** Number of columns: the rank of A, but for rounding. */
  rank: number
  /** The row of A that each row of L stands for. */
  order: Int32Array
}

/**
 * Factors a symmetric positive semidefinite matrix by Cholesky's method, the largest remaining diagonal entry first, and stops
 * when no entry exceeds size * 2^-52 of the first (Higham 2002, section 10.3; LAPACK's dpstrf): so singular matrices need no
 * special treatment, and one of low rank costs less.
 *
 * @param matrix [size, size], row by row; only what is on and below the diagonal is read. It is used up.
 * @param breathe called after each block of columns
 */
export async function factorCholesky(
  matrix: Float64Array,
  size: number,
  breathe: (columns: number) => Promise<void>,
): Promise<CholeskyFactor> {
  const rest = matrix
  /** Rows of A that have not been chosen, in the order of `rest`, which shrinks to them. */
  let remaining = Int32Array.from({ length: size }, (_, i) => i)
  const columns: Float64Array[] = []
  const order: number[] = []
  const least = size * Number.EPSILON * largest(rest, size)
  for (;;) {
    const block = findColumns(rest, remaining, least)
    for (const [k, pivot] of block.pivots.entries()) {
      const column = new Float64Array(size)
      for (let i = 0; i < remaining.length; i++) column[remaining[i]!] = block.panel[i * blockSize + k]!
      columns.push(column)
      order.push(remaining[pivot]!)
    }
    const kept = listOthers(remaining.length, block.pivots)
    remaining = keepRows(rest, block.panel, remaining, kept)
    await breathe(columns.length)
    if (block.pivots.length < blockSize || remaining.length === 0) break
    addProduct({
      target: { data: rest, rowStride: remaining.length },
      left: { data: block.panel, rowStride: blockSize, columnStride: 1 },
      right: { data: block.panel, rowStride: 1, columnStride: blockSize },
      rows: remaining.length,
      columns: remaining.length,
      depth: blockSize,
      factor: -1,
      part: 'lower',
    })
  }
  const rank = columns.length
  const rows = Int32Array.from([...order, ...remaining])
  const factor = new Float64Array(size * rank)
  for (const [k, column] of columns.entries()) {
    for (let i = k; i < size; i++) factor[i * rank + k] = column[rows[i]!]!
  }
  return { factor, rank, order: rows }
}

function largest(matrix: Float64Array, size: number): number {
  let most = 0
  for (let i = 0; i < size; i++) most = Math.max(most, matrix[i * (size + 1)]!)
  return most
}

/** The next columns of L, fewer than a block when the rest is nothing but rounding, with the rows of `rest` they begin in. */
function findColumns(
  rest: Float64Array,
  remaining: Int32Array,
  least: number,
): { panel: Float64Array; pivots: number[] } {
  const size = remaining.length
  const panel = new Float64Array(size * blockSize)
  const diagonal = Float64Array.from({ length: size }, (_, i) => rest[i * (size + 1)]!)
  const pivots: number[] = []
  while (pivots.length < Math.min(blockSize, size)) {
    let pivot = 0
    for (let i = 1; i < size; i++) if (diagonal[i]! > diagonal[pivot]!) pivot = i
    if (!(diagonal[pivot]! > least)) break
    const k = pivots.length
    const scale = 1 / Math.sqrt(diagonal[pivot]!)
    for (let i = 0; i < size; i++) {
      // Chosen rows are done: above L's diagonal there are zeros.
      if (diagonal[i] === Number.NEGATIVE_INFINITY) continue
      let value = i >= pivot ? rest[i * size + pivot]! : rest[pivot * size + i]!
      for (let c = 0; c < k; c++) value -= panel[i * blockSize + c]! * panel[pivot * blockSize + c]!
      panel[i * blockSize + k] = value * scale
      diagonal[i]! -= (value * scale) ** 2
    }
    diagonal[pivot] = Number.NEGATIVE_INFINITY
    pivots.push(pivot)
  }
  return { panel, pivots }
}

function listOthers(count: number, pivots: readonly number[]): Int32Array {
  const isPivot = new Uint8Array(count)
  for (const pivot of pivots) isPivot[pivot] = 1
  return Int32Array.from({ length: count }, (_, i) => i).filter((i) => isPivot[i] === 0)
}

/** Moves what is kept of `rest` and the panel to their beginnings, and gives the rows of A that it belongs to. */
function keepRows(
  rest: Float64Array,
  panel: Float64Array,
  remaining: Int32Array,
  kept: Int32Array,
): Int32Array<ArrayBuffer> {
  const size = remaining.length
  for (let i = 0; i < kept.length; i++) {
    const from = kept[i]!
    for (let j = 0; j <= i; j++) rest[i * kept.length + j] = rest[from * size + kept[j]!]!
    panel.copyWithin(i * blockSize, from * blockSize, (from + 1) * blockSize)
  }
  return Int32Array.from(kept, (i) => remaining[i]!)
}
