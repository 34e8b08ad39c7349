import { throwIfAborted } from '@animegan/core'
import { DisjointSets } from '../disjoint-sets.js'
import { CandidateIndex } from './candidate-index.js'
import { signatureLength } from './signature.js'

/** Pictures to group, best first: of a group the first is kept. */
export interface GroupDuplicatesOptions {
  /** Hash of the decoded pixels of each. */
  pixels: readonly string[]
  /** Signatures of all, one after the other. */
  signatures: Float32Array
  /** The difference at which two pictures are no longer duplicates. */
  threshold: number
  /** Prepares to compare others, or their mirror images, with a picture. Called for one picture after the other. */
  compareWith(index: number): (other: number, mirrored: boolean) => number
  signal?: AbortSignal | undefined
  /** Called with the number of pictures that have been compared with all others. */
  onProgress?: ((done: number) => void) | undefined
}

/** Which pictures show the same. */
export interface DuplicateGroups {
  /** For each picture the one that it duplicates: itself when it duplicates none. Who is duplicated duplicates none. */
  originals: Int32Array
  /** How much each differs from its original; 0 for equal pixels. */
  differences: Float32Array
  /** Sets of pictures that are duplicates or mirror images of one another, over any number of steps. */
  relatives: DisjointSets
}

const pauseEvery = 64

/**
 * Groups duplicates. A group is a star, not a chain: each of its members is near the first one itself, however many there
 * are, so what resembles a kept picture only by way of others is not thrown away. Relatives, which only keep splits apart, are
 * chains too.
 *
 * Throws `ABORTED`.
 */
export async function groupDuplicates(options: GroupDuplicatesOptions): Promise<DuplicateGroups> {
  const { pixels, threshold, compareWith, signal, onProgress } = options
  const count = pixels.length
  const originals = Int32Array.from({ length: count }, (_, index) => index)
  const differences = new Float32Array(count)
  const relatives = new DisjointSets(count)
  const firstOf = new Map<string, number>()
  const distinct: number[] = []
  for (const [index, hash] of pixels.entries()) {
    const first = firstOf.get(hash)
    if (first === undefined) {
      firstOf.set(hash, index)
      distinct.push(index)
    } else {
      originals[index] = first
      relatives.join(first, index)
    }
  }
  const index = new CandidateIndex(pickSignatures(options.signatures, distinct))
  for (const [place, first] of distinct.entries()) {
    let compare: ((other: number, mirrored: boolean) => number) | undefined
    for (const { index: otherPlace, mirrored } of index.listAfter(place)) {
      const second = distinct[otherPlace]!
      const isFree = !mirrored && originals[first] === first && originals[second] === second
      if (!isFree && relatives.areJoined(first, second)) continue
      compare ??= compareWith(first)
      const difference = compare(second, mirrored)
      if (difference >= threshold) continue
      relatives.join(first, second)
      if (!isFree) continue
      originals[second] = first
      differences[second] = difference
    }
    if (place % pauseEvery === 0) {
      await new Promise((resolve) => setImmediate(resolve))
      throwIfAborted(signal, 'comparing pictures')
      onProgress?.(place)
    }
  }
  // A picture with the pixels of one that turned out to be a duplicate duplicates the same original.
  for (let copy = 0; copy < count; copy++) {
    const first = originals[copy]!
    if (originals[first] === first) continue
    originals[copy] = originals[first]!
    differences[copy] = differences[first]!
  }
  onProgress?.(distinct.length)
  return { originals, differences, relatives }
}

function pickSignatures(signatures: Float32Array, indices: readonly number[]): Float32Array {
  const picked = new Float32Array(indices.length * signatureLength)
  for (const [place, index] of indices.entries()) {
    const start = index * signatureLength
    picked.set(signatures.subarray(start, start + signatureLength), place * signatureLength)
  }
  return picked
}
