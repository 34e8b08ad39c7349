import { firstMirrored, signatureLength } from './signature.js'

/**
 * How far the signatures of two pictures of one thing may be apart, in CIELAB. Measured: at most 5.3 for a crop or shift of 2%, with or
 * without 5% of brightness, half the size and JPEG; 3 in 100,000 pairs of different faces are nearer than 6.
 */
const radius = 6

/** How far their mean colours may be apart along a* and along b*. Measured: at most 2.6; a fifth of all pairs are along either. */
const colorRadius = 3.2

/** What may be the same thing, or its mirror image. */
export interface Candidate {
  index: number
  mirrored: boolean
}

/**
 * Finds signatures that are near a given one, by their mean colour first: they lie sorted in strips of a*, one
 * {@link colorRadius} wide, and by b* inside each, so that only three stretches are looked through. Memory: 112 bytes a picture.
 */
export class CandidateIndex {
  /** Index of the signature at each place of the sorted ones. */
  readonly #order: Int32Array
  readonly #places: Int32Array
  readonly #sorted: Float32Array
  /** First place and the one behind the last, by strip. */
  readonly #strips = new Map<number, [number, number]>()

  /** @param signatures of all pictures, one after the other */
  constructor(signatures: Float32Array) {
    const count = signatures.length / signatureLength
    const b = (index: number) => signatures[index * signatureLength + 2]!
    const stripOf = (index: number) => Math.floor(signatures[index * signatureLength + 1]! / colorRadius)
    this.#order = Int32Array.from({ length: count }, (_, index) => index)
    this.#order.sort((x, y) => stripOf(x) - stripOf(y) || b(x) - b(y) || x - y)
    this.#places = new Int32Array(count)
    this.#sorted = new Float32Array(signatures.length)
    for (const [place, index] of this.#order.entries()) {
      const start = index * signatureLength
      this.#places[index] = place
      this.#sorted.set(signatures.subarray(start, start + signatureLength), place * signatureLength)
      const strip = this.#strips.get(stripOf(index))
      if (strip) strip[1] = place + 1
      else this.#strips.set(stripOf(index), [place, place + 1])
    }
  }

  /** The candidates of a higher index than this one, ascending; one that is near either way comes once for each. */
  listAfter(index: number): Candidate[] {
    const candidates: Candidate[] = []
    const place = this.#places[index]!
    const b = this.#b(place)
    const strip = Math.floor(this.#sorted[place * signatureLength + 1]! / colorRadius)
    for (let neighbour = strip - 1; neighbour <= strip + 1; neighbour++) {
      const [start, end] = this.#strips.get(neighbour) ?? [0, 0]
      for (let other = this.#findFrom(start, end, b - colorRadius); other < end; other++) {
        if (this.#b(other) > b + colorRadius) break
        if (this.#order[other]! > index) this.#compare(place, other, candidates)
      }
    }
    return candidates.sort((x, y) => x.index - y.index || Number(x.mirrored) - Number(y.mirrored))
  }

  #b(place: number): number {
    return this.#sorted[place * signatureLength + 2]!
  }

  /** The first place from `start` on whose b* is at least `least`. */
  #findFrom(start: number, end: number, least: number): number {
    let low = start
    let high = end
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.#b(middle) < least) low = middle + 1
      else high = middle
    }
    return low
  }

  #compare(place: number, other: number, candidates: Candidate[]): void {
    const sorted = this.#sorted
    const [p, q] = [place * signatureLength, other * signatureLength]
    let even = 0
    for (let i = 0; i < firstMirrored; i++) {
      even += (sorted[p + i]! - sorted[q + i]!) ** 2
      if (even > radius ** 2) return
    }
    let straight = even
    let mirrored = even
    for (let i = firstMirrored; i < signatureLength; i++) {
      straight += (sorted[p + i]! - sorted[q + i]!) ** 2
      mirrored += (sorted[p + i]! + sorted[q + i]!) ** 2
    }
    const index = this.#order[other]!
    if (straight <= radius ** 2) candidates.push({ index, mirrored: false })
    if (mirrored <= radius ** 2) candidates.push({ index, mirrored: true })
  }
}
