import { InvalidInputError } from '@animegan/core'
import { checkFeatures, countRows, type FeatureBatches, type Features } from '../features/features.js'
import { NeighbourLists } from './neighbour-lists.js'
import { visitSquaredDistances } from './squared-distances.js'

export interface FindNearestOptions {
  /** How many for each query. Default 1. */
  neighbours?: number | undefined
  /** Where each query itself is among the rows, to be passed over: one number a query, -1 for none. */
  own?: ArrayLike<number> | undefined
  signal?: AbortSignal | undefined
  /** Called after every block with the number of rows that were compared with all queries. */
  onProgress?: ((progress: { done: number }) => void) | undefined
}

/** The nearest rows of each query. */
export interface NearestRows {
  neighbours: number
  /** Number of rows that were searched. */
  searched: number
  /** Places among the rows, nearest first: [queries, neighbours]. */
  indices: Int32Array
  /** Euclidean distances: [queries, neighbours]. */
  distances: Float64Array
}

/**
 * Finds for each query the rows of the batches that are nearest to it, as the paper's Figure 14 does for training pictures: exact,
 * by Euclidean distance in double precision. Of equally near rows the earlier is nearer.
 *
 * Holds the queries, one batch, 2 MB, and 12 bytes for each neighbour, however many rows there are.
 *
 * Throws `INVALID_OPTION`, `INVALID_SHAPE`, `INVALID_DATA` for numbers that are not finite and when there are fewer rows than
 * neighbours, and `ABORTED`.
 */
export async function findNearest(
  queries: Features,
  batches: FeatureBatches,
  { neighbours = 1, own, signal, onProgress }: FindNearestOptions = {},
): Promise<NearestRows> {
  const { size } = queries
  checkFeatures(queries, 'queries')
  if (!Number.isInteger(neighbours) || neighbours < 1) {
    throw new InvalidInputError('INVALID_OPTION', `neighbours: expected an integer from 1, got ${neighbours}`)
  }
  const lists = new NeighbourLists(countRows(queries), neighbours)
  let searched = 0
  for await (const features of batches) {
    const rows = { features, size }
    checkFeatures(rows, 'features to search', searched)
    const before = searched
    let pairs = 0
    await visitSquaredDistances({
      left: rows,
      right: queries,
      visit: (row, query, squared) => {
        if (own?.[query] !== before + row) lists.offer(query, before + row, squared)
      },
      activity: 'the search of neighbours',
      signal,
      onPairs: (count) => {
        pairs += count
        onProgress?.({ done: before + Math.floor(pairs / lists.count) })
      },
    })
    searched += countRows(rows)
  }
  if (lists.indices.includes(-1)) {
    throw new InvalidInputError(
      'INVALID_DATA',
      `expected more pictures to search than the ${neighbours} neighbours asked for, got ${searched}`,
    )
  }
  return { neighbours, searched, indices: lists.indices, distances: lists.squared.map(Math.sqrt) }
}
