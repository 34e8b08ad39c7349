import { createHash } from 'node:crypto'
import { InvalidInputError } from '@animegan/core'
import type { TrainingData } from '../training-batch.js'

/** Places of pictures in the data, in its order. */
export interface HoldoutSplit {
  trained: Uint32Array
  heldOut: Uint32Array
}

/**
 * Parts pictures into those trained on and those held out. Each picture's side follows from the seed and its pixels alone:
 * adding, removing or moving others does not change it, and equal pictures are never on both sides.
 *
 * @param share about this part is held out, above 0 and below 1
 * @throws InvalidInputError INVALID_DATA when one side is empty
 */
export function splitHoldout(
  { images, size }: Pick<TrainingData, 'images' | 'size'>,
  seed: number,
  share: number,
): HoldoutSplit {
  const bytes = images.length / size
  const sides: [number[], number[]] = [[], []]
  for (let i = 0; i < size; i++) {
    const hash = createHash('sha256').update(`holdout/${seed}/`)
    const digest = hash.update(images.subarray(i * bytes, (i + 1) * bytes)).digest()
    sides[digest.readUInt32BE() / 2 ** 32 < share ? 1 : 0].push(i)
  }
  const [trained, heldOut] = sides
  if (trained.length === 0 || heldOut.length === 0) {
    throw new InvalidInputError(
      'INVALID_DATA',
      `Of ${size} pictures ${heldOut.length} would be held out with a share of ${share}, and ${trained.length} trained on; both need some. Give more pictures or another share.`,
    )
  }
  return { trained: Uint32Array.from(trained), heldOut: Uint32Array.from(heldOut) }
}
