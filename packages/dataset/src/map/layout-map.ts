import { createRandom, InvalidInputError, throwIfAborted } from '@animegan/core'
import { measureDistances } from './feature-distances.js'
import { measureTrustworthiness } from './trustworthiness.js'
import { embedByTsne } from './tsne.js'

/** Most pictures on a map: t-SNE holds several numbers for each pair of them, 40 bytes in all. */
const mostOnMap = 5000
/** Fewest: with less there are no neighbours to speak of. */
const fewestOnMap = 10
/** How many neighbours trustworthiness looks at, where there are enough. */
const neighbours = 12

export interface LayoutMapOptions {
  /** One vector a picture, row by row: [count, any width]. */
  features: Float32Array
  /** Number of pictures, 10 to 5,000. */
  count: number
  /** Decides where the pictures start; the same seed gives the same map. Default 0. */
  seed?: number | undefined
  /** How many neighbours count as near, from 2 to a third of the pictures. Default 30, or a third of them. */
  perplexity?: number | undefined
  /** Steps of gradient descent, 1 to 10,000. Default 500. */
  steps?: number | undefined
  signal?: AbortSignal | undefined
  /** Called after every step. */
  onProgress?: ((progress: { done: number; total: number }) => void) | undefined
}

/** Where pictures stand on a map. */
export interface MapLayout {
  /** x and y of each picture in turn, 0 to 1, y downwards. */
  positions: Float32Array
  perplexity: number
  /**
   * How far neighbours on the map are neighbours by their features, 0 to 1: see `measureTrustworthiness`. Above 0.9 what
   * stands together belongs together.
   */
  trustworthiness: number
}

/**
 * Lays pictures out in the plane by t-SNE, so that those with like features stand together, as in the paper's Figure 6.
 *
 * Throws `INVALID_OPTION`, `INVALID_SHAPE` when the features are no rows of one width, `INVALID_DATA` for one that is not
 * finite, and `ABORTED`.
 */
export async function layoutMap(options: LayoutMapOptions): Promise<MapLayout> {
  const { features, count, seed = 0, steps = 500, signal, onProgress } = options
  checkInteger('count', count, fewestOnMap, mostOnMap)
  const perplexity = options.perplexity ?? Math.min(30, Math.floor(count / 3))
  checkInteger('perplexity', perplexity, 2, Math.floor(count / 3))
  checkInteger('steps', steps, 1, 10_000)
  const random = createRandom(seed, 'map')
  checkFeatures(features, count)
  throwIfAborted(signal, 'the map')
  const distances = await measureDistances(features, count, signal)
  const points = await embedByTsne(distances, { perplexity, steps, random, signal, onProgress })
  const near = Math.min(neighbours, Math.floor(count / 3))
  const trustworthiness = measureTrustworthiness(distances, points, near)
  return { positions: fillSquare(points), perplexity, trustworthiness }
}

/** Moves points into the unit square as large as they go, the same in both directions. */
function fillSquare(points: Float64Array): Float32Array {
  const low = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]
  const high = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (let i = 0; i < points.length; i++) {
    low[i % 2] = Math.min(low[i % 2]!, points[i]!)
    high[i % 2] = Math.max(high[i % 2]!, points[i]!)
  }
  const size = Math.max(high[0]! - low[0]!, high[1]! - low[1]!) || 1
  return Float32Array.from(points, (value, i) => 0.5 + (value - (low[i % 2]! + high[i % 2]!) / 2) / size)
}

function checkInteger(name: string, value: number, low: number, high: number): void {
  if (Number.isInteger(value) && value >= low && value <= high) return
  throw new InvalidInputError(
    'INVALID_OPTION',
    `${name}: expected an integer from ${low} to ${high}, got ${value}`,
  )
}

function checkFeatures(features: Float32Array, count: number): void {
  if (features.length === 0 || features.length % count !== 0) {
    throw new InvalidInputError(
      'INVALID_SHAPE',
      `features: expected ${count} rows of one width, got ${features.length} numbers`,
    )
  }
  const bad = features.findIndex((value) => !Number.isFinite(value))
  if (bad === -1) return
  const row = Math.floor((bad * count) / features.length)
  throw new InvalidInputError('INVALID_DATA', `features: row ${row} holds ${features[bad]}, expected numbers`)
}
