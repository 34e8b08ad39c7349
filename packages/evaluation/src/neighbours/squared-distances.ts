import { countRows, type Features } from '../features/features.js'
import { addProduct, blockDepth } from '../matrix/add-product.js'
import { pause } from '../pause.js'

/** Rows on each side whose distances are computed together: 1 MB of them. */
const [blockLeft, blockRight] = [256, 512]

export interface VisitDistancesOptions {
  left: Features
  right: Features
  /** Both sides are the same, and each pair is visited once, with i > j. Default false: all pairs. */
  isHalf?: boolean
  visit: (i: number, j: number, squared: number) => void
  /** What is stopped, for the message. */
  activity: string
  signal?: AbortSignal | undefined
  /** Called with the number of pairs that were visited since the last call. */
  onPairs?: ((pairs: number) => void) | undefined
}

/**
 * Visits the squared Euclidean distances of all pairs, exact but for rounding of the norms in double precision; of two equal vectors
 * it is 0. For each i, the j ascend. Holds a block of distances at a time, 1 MB, and a number for each row.
 *
 * Throws `ABORTED`.
 */
export async function visitSquaredDistances(options: VisitDistancesOptions): Promise<void> {
  const { left, right, isHalf = false, activity, signal, onPairs, visit } = options
  const { size } = left
  const [leftCount, rightCount] = [countRows(left), countRows(right)]
  const [leftSquares, rightSquares] = [sumSquares(left), sumSquares(right)]
  const products = new Float64Array(blockLeft * blockRight)
  for (let top = 0; top < leftCount; top += blockLeft) {
    const rows = Math.min(blockLeft, leftCount - top)
    for (let start = 0; start < (isHalf ? top + rows : rightCount); start += blockRight) {
      await pause(signal, activity)
      const columns = Math.min(blockRight, rightCount - start)
      products.fill(0)
      addProduct({
        target: { data: products, rowStride: blockRight },
        left: { data: left.features, offset: top * size, rowStride: size, columnStride: 1 },
        right: { data: right.features, offset: start * size, rowStride: 1, columnStride: size },
        ...{ rows, columns, depth: size },
      })
      for (let r = 0; r < rows; r++) {
        const i = top + r
        const last = isHalf ? Math.min(columns, i - start) : columns
        for (let c = 0; c < last; c++) {
          const squared = leftSquares[i]! + rightSquares[start + c]! - 2 * products[r * blockRight + c]!
          visit(i, start + c, Math.max(0, squared))
        }
      }
      onPairs?.(rows * columns)
    }
  }
}

/** The product of each row with itself, added up in the order of `addProduct`, so that the distance to an equal row is 0. */
function sumSquares({ features, size }: Features): Float64Array {
  return Float64Array.from({ length: features.length / size }, (_, row) => {
    let sum = 0
    for (let start = 0; start < size; start += blockDepth) {
      const end = Math.min(size, start + blockDepth)
      let part = 0
      for (let k = start; k < end; k++) part += features[row * size + k]! ** 2
      sum += part
    }
    return sum
  })
}
