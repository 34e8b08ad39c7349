import { createRandom } from '@animegan/core'

export interface DrawTrialPlacesOptions {
  /** Number of pictures there are. */
  count: number
  /** How many to draw, from 0. */
  samples: number
  seed: number
  /** Number of the trial, from 0. */
  trial: number
}

/** Which real pictures a trial of FID takes: places from 0 to `count` - 1 at random, none a second time before all have come. */
export function drawTrialPlaces({ count, samples, seed, trial }: DrawTrialPlacesOptions): number[] {
  const random = createRandom(seed, `trial ${trial}`)
  const places: number[] = []
  while (places.length < samples) {
    const order = Int32Array.from({ length: count }, (_, i) => i)
    for (let i = 0; i < count && places.length < samples; i++) {
      const pick = i + random.integer(count - i)
      places.push(order[pick]!)
      order[pick] = order[i]!
    }
  }
  return places
}
