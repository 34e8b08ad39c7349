import { setImmediate } from 'node:timers/promises'
import { type Random, throwIfAborted } from '@animegan/core'
import { TSNE } from '@keckelt/tsne'

export interface EmbedOptions {
  /** How many neighbours count as near, below the number of points. */
  perplexity: number
  /** Steps of gradient descent. */
  steps: number
  /** Decides where the points start. */
  random: Random
  signal?: AbortSignal | undefined
  onProgress?: ((progress: { done: number; total: number }) => void) | undefined
}

/** The library takes its start from Math.random; here randomness is an argument. */
class SeededTsne extends TSNE {
  readonly #random: Random

  constructor(options: { perplexity: number; epsilon: number; dim: number }, random: Random) {
    super(options)
    this.#random = random
  }

  override gaussRandom(): number {
    return this.#random.normal()
  }
}

/**
 * Lays points out in the plane by t-SNE (van der Maaten and Hinton 2008, exact, with early exaggeration), so that near ones
 * stay near. Time and memory grow with the square of their number.
 *
 * @param distances squared, row by row, their mean about 1
 * @returns x and y of each point in turn, centred on 0, in units without meaning. Throws `ABORTED`.
 */
export async function embedByTsne(
  distances: readonly Float64Array[],
  { perplexity, steps, random, signal, onProgress }: EmbedOptions,
): Promise<Float64Array> {
  // A larger rate than the library's own suits more points, as in Belkina et al. 2019.
  const epsilon = Math.max(10, distances.length / 12)
  const tsne = new SeededTsne({ perplexity, epsilon, dim: 2 }, random)
  tsne.initDataDist(distances)
  for (let step = 1; step <= steps; step++) {
    await setImmediate()
    throwIfAborted(signal, 'the map')
    tsne.step()
    onProgress?.({ done: step, total: steps })
  }
  return Float64Array.from(tsne.getSolution().flat() as number[])
}
