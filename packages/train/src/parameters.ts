import { createRandom, listParameters, type NetworkSpec } from '@animegan/core'
import type { Tensor } from '@tensorflow/tfjs'

/** The numbers of a network under the names and shapes that `listParameters` gives, as plain arrays. */
export type ParameterArrays = Record<string, Float32Array>

/** The same as tensors, inside a step or a recorded function. */
export type ParameterTensors = Readonly<Record<string, Tensor>>

/**
 * How weights begin. `normal`: N(0, 0.02), the paper (C.1). `kaiming`: N(0, 2 / fan-in), He et al. 2015, which
 * gives a network without normalisation gradients of even size at every depth; sub-pixel convolutions then begin with
 * the same filter for all four sub-pixels (ICNR, Aitken et al. 2017), so that no checkerboard is there to unlearn.
 */
export type Initialisation = 'normal' | 'kaiming'

/**
 * Fresh parameters. Biases, betas and means are 0; gammas and variances 1. Each array has a random stream of its
 * own, so the same seed gives a layer the same weights in whatever network it stands.
 *
 * @param seed integer from 0 to 2^53 - 1
 */
export function initialiseParameters(
  spec: NetworkSpec,
  seed: number,
  initialisation: Initialisation,
): ParameterArrays {
  const arrays: ParameterArrays = {}
  for (const { name, shape, role } of listParameters(spec)) {
    const array = new Float32Array(shape.reduce((a, b) => a * b, 1))
    if (role === 'gamma' || role === 'variance') array.fill(1)
    if (role === 'weight') {
      const random = createRandom(seed, `initialise/${name}`)
      const fanIn = countFanIn(name, shape)
      const deviation = initialisation === 'normal' ? 0.02 : Math.sqrt(2 / fanIn)
      for (let i = 0; i < array.length; i++) array[i] = deviation * random.normal()
      if (initialisation === 'kaiming' && /^upsample\.\d+\.conv\.weight$/.test(name)) {
        repeatSubPixels(array, shape.at(-1)!)
      }
    }
    arrays[name] = array
  }
  return arrays
}

/** How many products are summed in one output. A deconvolution with stride 2 spreads its taps over four sub-pixels. */
function countFanIn(name: string, shape: readonly number[]): number {
  const size = shape.reduce((a, b) => a * b, 1)
  return name.endsWith('deconv.weight') ? size / shape.at(-2)! / 4 : size / shape.at(-1)!
}

/** Gives every sub-pixel the filters of the first: output channel k * (outputs / 4) + c becomes channel c. */
function repeatSubPixels(filters: Float32Array, outputs: number): void {
  for (let i = 0; i < filters.length; i++) {
    const output = i % outputs
    filters[i] = filters[i - output + (output % (outputs / 4))]!
  }
}

/**
 * The order in which ONNX stores a parameter: [out, in, height, width] for the four axes of a filter. Stored so, a
 * recorded step needs no transposes for its filters.
 */
export function storedParameterOrder(rank: number): number[] {
  return rank === 4 ? [3, 2, 0, 1] : Array.from({ length: rank }, (_, axis) => axis)
}

/** Copies an array from C order of `shape` into C order of the permuted shape. */
export function permute(
  array: Float32Array,
  shape: readonly number[],
  order: readonly number[],
): Float32Array {
  if (order.every((axis, i) => axis === i)) return array
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((a, b) => a * b, 1))
  const result = new Float32Array(array.length)
  const [a = 1, b = 1, c = 1, d = 1] = order.map((axis) => shape[axis]!)
  const [sa = 0, sb = 0, sc = 0, sd = 0] = order.map((axis) => strides[axis]!)
  let at = 0
  for (let i = 0; i < a; i++)
    for (let j = 0; j < b; j++)
      for (let k = 0; k < c; k++)
        for (let l = 0; l < d; l++) result[at++] = array[i * sa + j * sb + k * sc + l * sd]!
  return result
}

/** The permutation that undoes `order`. */
export function invertOrder(order: readonly number[]): number[] {
  return order.map((_, axis) => order.indexOf(axis))
}
