import { createRandom, InvalidInputError } from '@animegan/core'
import { countRows, type FeatureBatches, type Features } from '../features/features.js'
import { exceedanceChance } from './exceedance-chance.js'
import { findNearest } from './find-nearest.js'
import { sampleRows } from './sample-rows.js'

/** Share of the training pictures that are so near to another one; a fresh picture is as near as rarely. */
const suspiciousShare = 0.01
/** Less likely than this is no accident: what is three standard deviations above the mean of a normal distribution. */
const significance = 0.00135

export interface MeasureMemorizationOptions {
  /** Training pictures that are compared with the other training pictures, 100 or more. Default 1,000, or as many as there are. */
  references?: number | undefined
  /** Decides which these are. Default 0. */
  seed?: number | undefined
  signal?: AbortSignal | undefined
  /** Called after every block, in training pictures; they are gone through twice, so that `done` begins anew. */
  onProgress?: ((progress: { pass: 1 | 2; done: number }) => void) | undefined
}

/** How near generated pictures come to training pictures. */
export interface Memorization {
  /**
   * How likely a generated picture is nearer to its nearest training picture than a training picture is to its nearest other:
   * 0.5 for fresh pictures of the same kind, near 1 for copies, near 0 for pictures unlike all training pictures.
   */
  score: number
  /** Share of the generated pictures nearer to a training picture than 99% of the training pictures are to another: 0.01 is usual. */
  copies: number
  /** Whether fresh pictures would give so many `copies` less than once in 700 times. */
  isCopying: boolean
  /** The generated pictures that `copies` counts, the nearest first. */
  suspects: number[]
  /** Distance of each generated picture to its nearest training picture. */
  distances: Float64Array
  /** Which training picture that is. */
  nearest: Int32Array
  /** Median distance of a training picture to its nearest other. */
  usualDistance: number
  /** Each distance, divided by the usual one. */
  ratios: Float64Array
  /** For each generated picture, the share of training pictures that are nearer to another one than it is to its nearest. */
  percentiles: Float64Array
}

/**
 * Tells whether a generator copies its training pictures. If it does not, the distance of a fresh picture to the nearest training
 * picture is distributed as that of a training picture to the nearest other one. That the first are smaller is told by the
 * Mann-Whitney statistic, divided by the number of pairs (Meehan, Chaudhuri and Dasgupta 2020, with training pictures left
 * out one at a time in place of their test set); copies among many fresh pictures, by how many are beyond the nearest 1%, where the
 * chance of as many is known whatever the distribution is.
 *
 * Duplicates among the training pictures hide copies: remove them first.
 *
 * @param generated features of generated pictures
 * @param readTraining gives the features of the training pictures, each time from the beginning and in the same order
 * Holds what `findNearest` holds, and the references.
 *
 * Throws what `findNearest` throws, and `INVALID_DATA` for fewer than 100 training pictures, and when half of them have duplicates.
 */
export async function measureMemorization(
  generated: Features,
  readTraining: () => FeatureBatches,
  { references = 1000, seed = 0, signal, onProgress }: MeasureMemorizationOptions = {},
): Promise<Memorization> {
  if (!Number.isInteger(references) || references < 100) {
    throw new InvalidInputError(
      'INVALID_OPTION',
      `references: expected an integer from 100, got ${references}`,
    )
  }
  const sample = sampleRows(readTraining(), generated.size, references, createRandom(seed, 'references'))
  const found = await findNearest(generated, sample.batches, {
    signal,
    onProgress: ({ done }) => onProgress?.({ pass: 1, done }),
  })
  const { rows, places } = sample.collect()
  if (places.length < 100) {
    throw new InvalidInputError(
      'INVALID_DATA',
      `expected 100 training pictures or more to tell copies from chance, got ${places.length}`,
    )
  }
  const others = await findNearest(rows, readTraining(), {
    own: places,
    signal,
    onProgress: ({ done }) => onProgress?.({ pass: 2, done }),
  })
  return compareDistances(found.distances, found.indices, others.distances.sort(), countRows(generated))
}

/** @param usual distances between training pictures, ascending */
function compareDistances(
  distances: Float64Array,
  nearest: Int32Array,
  usual: Float64Array,
  count: number,
): Memorization {
  const median = usual[usual.length >> 1]!
  if (median === 0) {
    throw new InvalidInputError(
      'INVALID_DATA',
      'half of the training pictures have the features of another one, so copies of them cannot be told; remove duplicates first',
    )
  }
  const rank = Math.floor(suspiciousShare * usual.length) + 1
  const threshold = usual[rank - 1]!
  const suspects = Array.from({ length: count }, (_, i) => i)
    .filter((i) => distances[i]! < threshold)
    .sort((a, b) => distances[a]! - distances[b]!)
  const copies = suspects.length / count
  // Two training pictures that are nearest to each other have one distance between them, so their numbers count half.
  const chance = exceedanceChance({
    ...{ rank: rank / 2, references: usual.length / 2 },
    ...{ count, below: suspects.length },
  })
  const percentiles = distances.map(
    (distance) => countWhile(usual, (other) => other < distance) / usual.length,
  )
  const percentilesWithTies = distances.map(
    (distance) => countWhile(usual, (other) => other <= distance) / usual.length,
  )
  return {
    score: 1 - (average(percentiles) + average(percentilesWithTies)) / 2,
    copies,
    isCopying: chance < significance,
    suspects,
    distances,
    nearest,
    usualDistance: median,
    ratios: distances.map((distance) => distance / median),
    percentiles,
  }
}

const average = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length

/** How many numbers stand before the first that does not pass; none passes after it. */
function countWhile(ascending: Float64Array, passes: (value: number) => boolean): number {
  let [low, high] = [0, ascending.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (passes(ascending[middle]!)) low = middle + 1
    else high = middle
  }
  return low
}
