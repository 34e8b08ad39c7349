import { InvalidInputError } from '@animegan/core'

/** Vectors of pictures, one after the other. */
export interface Features {
  /** [count, size], finite. */
  features: Float32Array
  /** Length of a vector. */
  size: number
}

/** Features in batches of whole rows, of any number each, so that not all of them need to be in memory. */
export type FeatureBatches = Iterable<Float32Array> | AsyncIterable<Float32Array>

export const countRows = ({ features, size }: Features): number => features.length / size

/**
 * Throws `INVALID_SHAPE` when the numbers are no whole rows, and `INVALID_DATA` for one that is not finite.
 *
 * @param what names the features in messages: `real features`
 * @param firstRow number of rows that came before these
 */
export function checkFeatures({ features, size }: Features, what: string, firstRow = 0): void {
  if (!Number.isInteger(size) || size < 1 || features.length % size !== 0) {
    throw new InvalidInputError(
      'INVALID_SHAPE',
      `${what}: expected whole rows of ${size} numbers, got ${features.length} numbers`,
    )
  }
  const bad = features.findIndex((value) => !Number.isFinite(value))
  if (bad === -1) return
  throw new InvalidInputError(
    'INVALID_DATA',
    `${what}: row ${firstRow + Math.floor(bad / size)} holds ${features[bad]} at ${bad % size}, expected finite numbers; leave this picture out or look why its features are broken`,
  )
}

/** Throws as {@link checkFeatures}, and `INVALID_SHAPE` for two sizes and `INVALID_DATA` for fewer rows than `least`. */
export function checkPair(real: Features, fake: Features, least: number): void {
  checkFeatures(real, 'real features')
  checkFeatures(fake, 'fake features')
  if (real.size !== fake.size) {
    throw new InvalidInputError(
      'INVALID_SHAPE',
      `expected features of one extractor, got rows of ${real.size} and of ${fake.size} numbers`,
    )
  }
  const count = Math.min(countRows(real), countRows(fake))
  if (count >= least) return
  throw new InvalidInputError('INVALID_DATA', `expected ${least} pictures or more on each side, got ${count}`)
}
