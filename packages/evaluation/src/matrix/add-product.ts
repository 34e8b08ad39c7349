import { createProductKernel, tile, unrolled } from './product-kernel.js'

/** A matrix inside an array: entry (i, j) is at offset + i * rowStride + j * columnStride. */
interface MatrixView<Data extends Float64Array | Float32Array = Float64Array> {
  data: Data
  /** Default 0. */
  offset?: number
  rowStride: number
  columnStride: number
}

export interface AddProductOptions {
  /** [rows, columns], to which the product is added. Columns lie side by side. */
  target: { data: Float64Array; offset?: number; rowStride: number }
  /** [rows, depth] */
  left: MatrixView<Float64Array | Float32Array>
  /** [depth, columns] */
  right: MatrixView<Float64Array | Float32Array>
  rows: number
  columns: number
  depth: number
  /** Default 1. */
  factor?: number
  /** `lower`: nothing but entries with row >= column is computed, and what is above is left alone. */
  part?: 'all' | 'lower'
}

/** Rows, columns and depth of the blocks that are copied into the kernel's memory: 1.2 MB, which caches hold. */
const [blockRows, blockColumns] = [64, 512]
export const blockDepth = 256
const leftStart = tile * tile
const rightStart = leftStart + blockRows * blockDepth
const kernel = createProductKernel(rightStart + blockColumns * blockDepth)

/**
 * Adds `factor * left * right` to the target, in double precision. Blocks of both are copied together in the order in which
 * the kernel reads them (Goto and van de Geijn 2008), so that any strides, and so transposed matrices, are equally fast.
 */
export function addProduct(options: AddProductOptions): void {
  const { left, right, rows, columns, depth, part } = options
  for (let k = 0; k < depth; k += blockDepth) {
    const steps = Math.min(blockDepth, depth - k)
    for (let j = 0; j < columns; j += blockColumns) {
      const width = Math.min(blockColumns, columns - j)
      pack(rightStart, turn(right), j, width, k, steps)
      for (let i = part === 'lower' ? j : 0; i < rows; i += blockRows) {
        const height = Math.min(blockRows, rows - i)
        pack(leftStart, left, i, height, k, steps)
        addBlock(options, i, j, height, width, roundUp(steps, unrolled))
      }
    }
  }
}

const roundUp = (value: number, unit: number) => Math.ceil(value / unit) * unit

const turn = <Data extends Float64Array | Float32Array>(view: MatrixView<Data>): MatrixView<Data> => ({
  ...view,
  rowStride: view.columnStride,
  columnStride: view.rowStride,
})

/** Copies rows in groups of `tile`, the entries of a column together, with zeros up to whole groups and turns of the loop. */
function pack(
  start: number,
  { data, offset = 0, rowStride, columnStride }: MatrixView<Float64Array | Float32Array>,
  row: number,
  rows: number,
  column: number,
  columns: number,
): void {
  const { memory } = kernel
  const steps = roundUp(columns, unrolled)
  for (let group = 0; group < rows; group += tile) {
    const base = start + group * steps
    for (let lane = 0; lane < tile; lane++) {
      const count = group + lane < rows ? columns : 0
      let from = offset + (row + group + lane) * rowStride + column * columnStride
      let to = base + lane
      for (let k = 0; k < count; k++, from += columnStride, to += tile) memory[to] = data[from]!
      for (let k = count; k < steps; k++, to += tile) memory[to] = 0
    }
  }
}

/** Adds the product of the two packed blocks at (row, column) of the target. */
function addBlock(
  { target: { data, offset = 0, rowStride }, factor = 1, part = 'all' }: AddProductOptions,
  row: number,
  column: number,
  height: number,
  width: number,
  steps: number,
): void {
  const { memory, run } = kernel
  const isLower = part === 'lower'
  for (let j = 0; j < width; j += tile) {
    const lanes = Math.min(tile, width - j)
    const first = isLower ? Math.max(0, column + j - row) & -tile : 0
    for (let i = first; i < height; i += tile) {
      run(leftStart + i * steps, rightStart + j * steps, 0, steps)
      const last = Math.min(tile, height - i)
      for (let r = 0; r < last; r++) {
        const at = offset + (row + i + r) * rowStride + column + j
        const count = isLower ? Math.min(lanes, row + i + r - column - j + 1) : lanes
        for (let c = 0; c < count; c++) data[at + c]! += factor * memory[tile * r + c]!
      }
    }
  }
}
