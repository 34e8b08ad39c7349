import { assembleModule, type Code, f64x2, i32, local, loop, v128 } from './wasm-assembler.js'

/** Side of the square tile that the kernel computes, and how many of its steps stand in one turn of its loop. */
export const tile = 4
export const unrolled = 4

/** Bytes that one step reads on each side: a number for each row or column of the tile. */
const stepBytes = 8 * tile
const pairs = tile / 2

/** Memory of the kernel, and the kernel on it. */
export interface ProductKernel {
  readonly memory: Float64Array
  /**
   * Sets a tile to the sum over `steps` of the outer products of 4 left numbers and 4 right numbers.
   *
   * Addresses count numbers. `steps` is a positive multiple of `unrolled`.
   */
  run(left: number, right: number, target: number, steps: number): void
}

/**
 * The innermost loop of every matrix product, as WebAssembly: V8 compiles it to SIMD instructions on two doubles, which it does
 * for no JavaScript. Measured on one core, it does about twice the work of the same loop in JavaScript.
 */
export function createProductKernel(numbers: number): ProductKernel {
  const pages = Math.ceil((8 * numbers) / 65536)
  const module = new WebAssembly.Module(
    assembleModule({ pages, parameters: 4, vectors: 2 + 1 + tile * pairs, body }),
  )
  const { memory, run } = new WebAssembly.Instance(module).exports as {
    memory: WebAssembly.Memory
    run(left: number, right: number, target: number, end: number): void
  }
  return {
    memory: new Float64Array(memory.buffer),
    run: (left, right, target, steps) => run(8 * left, 8 * right, 8 * target, 8 * left + stepBytes * steps),
  }
}

const [left, right, target, end] = [0, 1, 2, 3]
const splat = 4
const rightPair = (pair: number) => 5 + pair
const sum = (row: number, pair: number) => 5 + pairs + row * pairs + pair

/** sum[row][pair] += left[row] * right[pair], for all rows and pairs of columns. */
function step(offset: number): Code {
  const loads = range(pairs).flatMap((pair) => [
    ...local.get(right),
    ...v128.load(offset + 16 * pair),
    ...local.set(rightPair(pair)),
  ])
  const products = range(tile).flatMap((row) => [
    ...local.get(left),
    ...v128.load64Splat(offset + 8 * row),
    ...local.set(splat),
    ...range(pairs).flatMap((pair) => [
      ...local.get(sum(row, pair)),
      ...local.get(splat),
      ...local.get(rightPair(pair)),
      ...f64x2.mul,
      ...f64x2.add,
      ...local.set(sum(row, pair)),
    ]),
  ])
  return [...loads, ...products]
}

const advance = (pointer: number): Code => [
  ...local.get(pointer),
  ...i32.const(stepBytes * unrolled),
  ...i32.add,
  ...local.set(pointer),
]

const body: Code = [
  ...loop(
    [...range(unrolled).flatMap((n) => step(n * stepBytes)), ...advance(left), ...advance(right)],
    [...local.get(left), ...local.get(end), ...i32.ltU],
  ),
  ...range(tile).flatMap((row) =>
    range(pairs).flatMap((pair) => [
      ...local.get(target),
      ...local.get(sum(row, pair)),
      ...v128.store(8 * (row * tile + 2 * pair)),
    ]),
  ),
]

function range(count: number): number[] {
  return Array.from({ length: count }, (_, n) => n)
}
