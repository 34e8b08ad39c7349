import { InvalidInputError } from '@animegan/core'
import type { FeatureStatistics } from '../features/feature-statistics.js'
import { addProduct } from '../matrix/add-product.js'
import { type CholeskyFactor, factorCholesky } from '../matrix/pivoted-cholesky.js'
import { findEigenvalues } from '../matrix/tridiagonal-eigenvalues.js'
import { tridiagonalize } from '../matrix/tridiagonalize.js'
import { pause } from '../pause.js'

/** Columns of a product that are computed between two looks at the signal. */
const blockColumns = 256

export interface MeasureFrechetDistanceOptions {
  signal?: AbortSignal | undefined
  /** Called after every block of columns. */
  onProgress?: ((progress: { done: number; total: number }) => void) | undefined
}

/** A Fréchet distance and what it is made of. */
export interface FrechetDistance {
  /** The squared distance, which is what everybody calls FID; 0 or more. */
  distance: number
  /** |m1 - m2|^2: how far apart the means are. */
  meanTerm: number
  /** tr(S1 + S2 - 2 (S1 S2)^(1/2)): how unlike the spreads are. */
  covarianceTerm: number
  /** Sentences for people; none when there were samples enough. */
  warnings: string[]
}

/**
 * FID: the squared Fréchet distance between two normal distributions (Dowson and Landau 1982) with the means and covariances of
 * two sets of features (Heusel et al. 2017, equation 6): |m1 - m2|^2 + tr(S1 + S2 - 2 (S1 S2)^(1/2)).
 *
 * With S1 = L L^T, S1 S2 has the eigenvalues of the symmetric L^T S2 L, and the trace of its square root is the sum of their
 * square roots. L is found with pivots, so singular covariances, as those of fewer samples than features, are nothing special.
 * Holds 6 matrices of 8 * size * size bytes beside the statistics, and takes time that grows with size^3.
 *
 * Throws `INVALID_SHAPE` for two sizes, `INVALID_DATA` for fewer than two vectors on a side, and `ABORTED`.
 */
export async function measureFrechetDistance(
  real: FeatureStatistics,
  fake: FeatureStatistics,
  { signal, onProgress }: MeasureFrechetDistanceOptions = {},
): Promise<FrechetDistance> {
  const { size } = real
  if (fake.size !== size) {
    throw new InvalidInputError(
      'INVALID_SHAPE',
      `FID: expected statistics of one extractor, got ${size} and ${fake.size} features`,
    )
  }
  const [fewer, more] = real.count <= fake.count ? [real, fake] : [fake, real]
  const [first, second] = [fewer.covariance(), more.covariance()]
  const traces = trace(first, size) + trace(second, size)
  const breathe = async (done: number) => {
    await pause(signal, 'FID')
    onProgress?.({ done, total: 3 * size })
  }
  await breathe(0)
  const factor = await factorCholesky(first, size, breathe)
  const product = await multiplyBothSides(second, factor, size, (columns) => breathe(size + columns))
  const tridiagonal = await tridiagonalize(product, factor.rank, (columns) => breathe(2 * size + columns))
  const root = findEigenvalues(tridiagonal).reduce((sum, value) => sum + Math.sqrt(Math.max(0, value)), 0)

  const [realMean, fakeMean] = [real.collect().mean, fake.collect().mean]
  const meanTerm = realMean.reduce((sum, value, i) => sum + (value - fakeMean[i]!) ** 2, 0)
  // Of equal covariances nothing is left but rounding, which may be negative.
  const covarianceTerm = Math.max(0, traces - 2 * root)
  onProgress?.({ done: 3 * size, total: 3 * size })
  const warnings = [...warnOfFew('real', real.count, size), ...warnOfFew('fake', fake.count, size)]
  return { distance: meanTerm + covarianceTerm, meanTerm, covarianceTerm, warnings }
}

function trace(matrix: Float64Array, size: number): number {
  let sum = 0
  for (let i = 0; i < size; i++) sum += matrix[i * (size + 1)]!
  return sum
}

/** L^T S L on and below the diagonal, [rank, rank], without what the zeros of L make 0. */
async function multiplyBothSides(
  covariance: Float64Array,
  { factor, rank, order }: CholeskyFactor,
  size: number,
  breathe: (columns: number) => Promise<void>,
): Promise<Float64Array> {
  const ordered = new Float64Array(size * size)
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) ordered[i * size + j] = covariance[order[i]! * size + order[j]!]!
  }
  const half = new Float64Array(size * rank)
  const product = new Float64Array(rank * rank)
  for (let start = 0; start < rank; start += blockColumns) {
    const columns = Math.min(blockColumns, rank - start)
    const corner = start * (rank + 1)
    addProduct({
      target: { data: half, offset: start, rowStride: rank },
      left: { data: ordered, offset: start, rowStride: size, columnStride: 1 },
      right: { data: factor, offset: corner, rowStride: rank, columnStride: 1 },
      rows: size,
      columns,
      depth: size - start,
    })
    addProduct({
      target: { data: product, offset: corner, rowStride: rank },
      left: { data: factor, offset: corner, rowStride: 1, columnStride: rank },
      right: { data: half, offset: corner, rowStride: rank, columnStride: 1 },
      rows: rank - start,
      columns,
      depth: size - start,
      part: 'lower',
    })
    await breathe(start + columns)
  }
  return product
}

/** A sentence for people when there are no more pictures than features. */
export function warnOfFew(name: string, count: number, size: number): string[] {
  if (count > size) return []
  return [
    `${count} ${name} pictures are too few for ${size} features: their covariance is singular and FID comes out too high; take more than ${size}, better 10,000`,
  ]
}
