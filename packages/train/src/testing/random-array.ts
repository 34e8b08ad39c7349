import { createRandom } from '@animegan/core'
import { type Rank, type ShapeMap, type Tensor, tensor } from '@tensorflow/tfjs'

/** Reproducible numbers from N(0, deviation^2). */
export function randomArray(size: number, seed: number, deviation = 1): Float32Array {
  const random = createRandom(seed, 'test')
  return Float32Array.from({ length: size }, () => deviation * random.normal())
}

/** A tensor of {@link randomArray}'s numbers. */
export function randomTensor<R extends Rank>(shape: number[], seed: number, deviation = 1): Tensor<R> {
  const size = shape.reduce((a, b) => a * b, 1)
  return tensor<R>(randomArray(size, seed, deviation), shape as ShapeMap[R])
}
