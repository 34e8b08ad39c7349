import { InvalidInputError } from '@animegan/core'
import { addProduct } from '../matrix/add-product.js'
import { checkFeatures } from './features.js'

/** Widest features for which a covariance is kept: 134 MB at 4,096. */
const mostSize = 4096
/** Rows that are gathered before they are taken into account together, as one matrix product. */
export const blockRows = 256

/** What a {@link FeatureStatistics} has seen. */
export interface CollectedStatistics {
  count: number
  mean: Float64Array
  /** Sum of (x - mean) * transpose(x - mean): [size, size], on and below the diagonal. */
  scatter: Float64Array
}

/**
 * Mean and covariance of feature vectors that come in batches, in double precision. Blocks are centred on their own mean and
 * then joined (Chan, Golub and LeVeque 1979), so that a mean far from 0 costs no accuracy.
 *
 * @example
 * const statistics = new FeatureStatistics(2048)
 * for (const batch of batches) statistics.add(batch)
 * await saveStatistics(statistics, 'real.safetensors')
 */
export class FeatureStatistics {
  #count = 0
  readonly #mean: Float64Array
  readonly #scatter: Float64Array
  readonly #gathered: Float64Array
  #gatheredRows = 0

  /**
   * @param size length of a vector, 1 to 4,096
   * Throws `INVALID_OPTION`.
   */
  constructor(readonly size: number) {
    if (!Number.isInteger(size) || size < 1 || size > mostSize) {
      throw new InvalidInputError(
        'INVALID_OPTION',
        `size: expected an integer from 1 to ${mostSize}, got ${size}`,
      )
    }
    this.#mean = new Float64Array(size)
    this.#scatter = new Float64Array(size * size)
    this.#gathered = new Float64Array(blockRows * size)
  }

  /** Of statistics that were collected before, whose arrays are taken over. */
  static from({ count, mean, scatter }: CollectedStatistics): FeatureStatistics {
    const statistics = new FeatureStatistics(mean.length)
    statistics.#join({ count, mean, scatter })
    return statistics
  }

  /** Number of vectors. */
  get count(): number {
    return this.#count + this.#gatheredRows
  }

  /**
   * Takes rows into account.
   *
   * @param features [any number, size]
   * Throws `INVALID_SHAPE` when these are no whole rows, and `INVALID_DATA` for a number that is not finite; nothing is taken then.
   */
  add(features: Float32Array): void {
    const { size } = this
    checkFeatures({ features, size }, 'features', this.count)
    for (let start = 0; start < features.length; ) {
      const rows = Math.min(blockRows - this.#gatheredRows, (features.length - start) / size)
      this.#gathered.set(features.subarray(start, start + rows * size), this.#gatheredRows * size)
      this.#gatheredRows += rows
      start += rows * size
      if (this.#gatheredRows === blockRows) this.#joinGathered()
    }
  }

  /** Takes what another has seen into account. Throws `INVALID_SHAPE` when it is of another size. */
  merge(other: FeatureStatistics): void {
    if (other.size !== this.size) {
      throw new InvalidInputError(
        'INVALID_SHAPE',
        `cannot merge statistics of ${other.size} features into those of ${this.size}; both must come from one extractor`,
      )
    }
    this.#joinGathered()
    this.#join(other.collect())
  }

  /** All that was seen so far. The arrays are views, good until the next call of `add` or `merge`. */
  collect(): Readonly<CollectedStatistics> {
    this.#joinGathered()
    return { count: this.#count, mean: this.#mean, scatter: this.#scatter }
  }

  /** The unbiased covariance, [size, size], both halves. Throws `INVALID_DATA` for fewer than two vectors. */
  covariance(): Float64Array {
    const { size } = this
    const { count, scatter } = this.collect()
    if (count < 2) {
      throw new InvalidInputError('INVALID_DATA', `covariance: expected two pictures or more, got ${count}`)
    }
    const covariance = new Float64Array(size * size)
    for (let i = 0; i < size; i++) {
      for (let j = 0; j <= i; j++) {
        const value = scatter[i * size + j]! / (count - 1)
        covariance[i * size + j] = value
        covariance[j * size + i] = value
      }
    }
    return covariance
  }

  #joinGathered(): void {
    const { size } = this
    const count = this.#gatheredRows
    if (count === 0) return
    this.#gatheredRows = 0
    const rows = this.#gathered.subarray(0, count * size)
    const mean = centerRows(rows, size)
    addProduct({
      target: { data: this.#scatter, rowStride: size },
      left: { data: rows, rowStride: 1, columnStride: size },
      right: { data: rows, rowStride: size, columnStride: 1 },
      rows: size,
      columns: size,
      depth: count,
      part: 'lower',
    })
    this.#joinMean(count, mean)
  }

  #join({ count, mean, scatter }: CollectedStatistics): void {
    for (let i = 0; i < scatter.length; i++) this.#scatter[i]! += scatter[i]!
    this.#joinMean(count, mean)
  }

  /** Moves the mean, and adds what the two means differ by to the scatter. */
  #joinMean(count: number, mean: Float64Array): void {
    const { size } = this
    const total = this.#count + count
    if (count === 0) return
    const difference = mean.map((value, i) => value - this.#mean[i]!)
    const weight = (this.#count * count) / total
    for (let i = 0; i < size; i++) {
      const scaled = weight * difference[i]!
      for (let j = 0; j <= i; j++) this.#scatter[i * size + j]! += scaled * difference[j]!
    }
    for (let i = 0; i < size; i++) this.#mean[i]! += difference[i]! * (count / total)
    this.#count = total
  }
}

/** Takes the mean of all rows off each of them, and gives it. */
function centerRows(rows: Float64Array, size: number): Float64Array {
  const mean = new Float64Array(size)
  for (let i = 0; i < rows.length; i += size) for (let j = 0; j < size; j++) mean[j]! += rows[i + j]!
  for (let j = 0; j < size; j++) mean[j]! /= rows.length / size
  for (let i = 0; i < rows.length; i += size) for (let j = 0; j < size; j++) rows[i + j]! -= mean[j]!
  return mean
}
