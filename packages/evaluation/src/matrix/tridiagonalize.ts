import { addProduct } from './add-product.js'

/** Reflections that are found before they are applied to all the rest at once. */
const blockSize = 32
const width = 2 * blockSize

/** A symmetric matrix with nothing but a diagonal and its neighbours. */
export interface TridiagonalMatrix {
  diagonal: Float64Array
  /** Entry i is beside entries i and i + 1 of the diagonal; the last is 0. */
  offDiagonal: Float64Array
}

/**
 * Turns a symmetric matrix into a tridiagonal one of the same eigenvalues, by Householder's reflections in blocks (Dongarra,
 * Hammarling and Sorensen 1989; LAPACK's dsytrd): half the work is done as matrix products.
 *
 * @param matrix [size, size], row by row; only what is on and below the diagonal is read. It is used up.
 * @param breathe called after each block of columns
 */
export async function tridiagonalize(
  matrix: Float64Array,
  size: number,
  breathe: (columns: number) => Promise<void>,
): Promise<TridiagonalMatrix> {
  const diagonal = new Float64Array(size)
  const offDiagonal = new Float64Array(size)
  /** Each row of the pending update A - left * transpose(right): reflections v and their images w, and the same exchanged. */
  const left = new Float64Array(size * width)
  const right = new Float64Array(size * width)
  const vector = new Float64Array(size)
  const image = new Float64Array(size)
  for (let start = 0; start < size; start += blockSize) {
    const end = Math.min(size, start + blockSize)
    left.fill(0)
    right.fill(0)
    for (let column = start; column < end; column++) {
      const filled = column - start
      updateColumn(matrix, size, column, left, right)
      diagonal[column] = matrix[column * (size + 1)]!
      const { beta, tau } = reflect(matrix, size, column, vector)
      offDiagonal[column] = beta
      if (tau === 0) continue
      multiplySymmetric(matrix, size, column + 1, vector, image)
      subtractPending(left, right, size, column + 1, vector, image)
      let alpha = 0
      for (let i = column + 1; i < size; i++) alpha += image[i]! * vector[i]!
      alpha *= -0.5 * tau * tau
      for (let i = column + 1; i < size; i++) {
        const w = tau * image[i]! + alpha * vector[i]!
        left[i * width + filled] = vector[i]!
        left[i * width + blockSize + filled] = w
        right[i * width + filled] = w
        right[i * width + blockSize + filled] = vector[i]!
      }
    }
    addProduct({
      target: { data: matrix, offset: end * (size + 1), rowStride: size },
      left: { data: left, offset: end * width, rowStride: width, columnStride: 1 },
      right: { data: right, offset: end * width, rowStride: 1, columnStride: width },
      rows: size - end,
      columns: size - end,
      depth: width,
      factor: -1,
      part: 'lower',
    })
    await breathe(end)
  }
  return { diagonal, offDiagonal }
}

/** Applies the pending update to one column, from the diagonal down. */
function updateColumn(
  matrix: Float64Array,
  size: number,
  column: number,
  left: Float64Array,
  right: Float64Array,
): void {
  for (let i = column; i < size; i++) {
    let sum = 0
    for (let c = 0; c < width; c++) sum += left[i * width + c]! * right[column * width + c]!
    matrix[i * size + column]! -= sum
  }
}

/**
 * Finds v with v[column + 1] = 1 such that I - tau * v * transpose(v) turns the column below the diagonal into (beta, 0, ...)
 * (LAPACK's dlarfg).
 */
function reflect(
  matrix: Float64Array,
  size: number,
  column: number,
  vector: Float64Array,
): { beta: number; tau: number } {
  const first = column + 1
  if (first >= size) return { beta: 0, tau: 0 }
  const alpha = matrix[first * size + column]!
  let squares = 0
  for (let i = first + 1; i < size; i++) squares += matrix[i * size + column]! ** 2
  if (squares === 0) return { beta: alpha, tau: 0 }
  const beta = alpha > 0 ? -Math.sqrt(alpha * alpha + squares) : Math.sqrt(alpha * alpha + squares)
  vector[first] = 1
  for (let i = first + 1; i < size; i++) vector[i] = matrix[i * size + column]! / (alpha - beta)
  return { beta, tau: (beta - alpha) / beta }
}

/**
 * image = A * vector for the rows and columns from `first`, of which only the lower half is read: each entry serves twice. Four
 * rows at a time, because this is bound by memory.
 */
function multiplySymmetric(
  matrix: Float64Array,
  size: number,
  first: number,
  vector: Float64Array,
  image: Float64Array,
): void {
  image.fill(0, first)
  let i = first
  for (; i + 4 <= size; i += 4) {
    const [a, b, c, d] = [i * size, (i + 1) * size, (i + 2) * size, (i + 3) * size]
    const [va, vb, vc, vd] = [vector[i]!, vector[i + 1]!, vector[i + 2]!, vector[i + 3]!]
    let [sa, sb, sc, sd] = [0, 0, 0, 0]
    for (let j = first; j < i; j++) {
      const [ma, mb, mc, md] = [matrix[a + j]!, matrix[b + j]!, matrix[c + j]!, matrix[d + j]!]
      const v = vector[j]!
      sa += ma * v
      sb += mb * v
      sc += mc * v
      sd += md * v
      image[j]! += ma * va + mb * vb + mc * vc + md * vd
    }
    image[i]! += sa
    image[i + 1]! += sb
    image[i + 2]! += sc
    image[i + 3]! += sd
    for (let r = i; r < i + 4; r++) multiplyRow(matrix, size, r, i, vector, image)
  }
  for (; i < size; i++) multiplyRow(matrix, size, i, first, vector, image)
}

/** The share of one row's entries from column `first` to the diagonal. */
function multiplyRow(
  matrix: Float64Array,
  size: number,
  row: number,
  first: number,
  vector: Float64Array,
  image: Float64Array,
): void {
  for (let j = first; j < row; j++) {
    image[row]! += matrix[row * size + j]! * vector[j]!
    image[j]! += matrix[row * size + j]! * vector[row]!
  }
  image[row]! += matrix[row * (size + 1)]! * vector[row]!
}

/** image -= left * (transpose(right) * vector) for the rows from `first`. */
function subtractPending(
  left: Float64Array,
  right: Float64Array,
  size: number,
  first: number,
  vector: Float64Array,
  image: Float64Array,
): void {
  const inner = new Float64Array(width)
  for (let i = first; i < size; i++) {
    for (let c = 0; c < width; c++) inner[c]! += right[i * width + c]! * vector[i]!
  }
  for (let i = first; i < size; i++) {
    let sum = 0
    for (let c = 0; c < width; c++) sum += left[i * width + c]! * inner[c]!
    image[i]! -= sum
  }
}
