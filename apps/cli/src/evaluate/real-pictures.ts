import { createHash } from 'node:crypto'
import { InvalidInputError } from '@animegan/core'
import type { ImageRecord, Reject, StoredFeatures, StoreFeaturesOptions } from '@animegan/dataset'
import type { PicturesIdentity } from '@animegan/evaluation'
import { findFeatureFolder } from '../feature-folder.js'
import type { OpenedExtractor } from '../open-estimator.js'
import { readPictureRecords } from '../picture-records.js'

export interface OpenPicturesOptions {
  /** An image folder, or any folder with pictures. */
  dir: string
  /** Only the pictures of this split. Default: all. */
  split?: string | undefined
  extractor: OpenedExtractor
  /** Where features are kept. Default: see `findFeatureFolder`. */
  cache?: string | undefined
  /** The places, of as many pictures, whose features will be read. Default: all. */
  choosePlaces?: ((count: number) => Iterable<number>) | undefined
  signal: AbortSignal
  onProgress?: ((progress: { done: number; total: number }) => void) | undefined
}

/** Pictures of a folder with their features, or some of these, which are on disk; must be disposed of. */
export interface OpenedPictures extends AsyncDisposable {
  readonly dir: string
  readonly features: StoredFeatures
  /** Those that can be read, as far as it was tried. */
  readonly records: readonly ImageRecord[]
  readonly identity: PicturesIdentity
  /** Where features are kept, of fakes too, and what else must outlive an interruption. */
  readonly cache: string
}

/**
 * Reads which pictures a folder has, and sees to it that those chosen have their features. Goes on where it was stopped.
 *
 * Throws `INVALID_DATA` when there are none, as `readPictureRecords`, `findFeatureFolder` and `storeFeatures` do.
 */
export async function openPictures(options: OpenPicturesOptions): Promise<OpenedPictures> {
  const { dir, split, extractor } = options
  const records = takeSplit(dir, await readPictureRecords(dir), split)
  const cache = await findFeatureFolder(dir, options.cache)
  const { features, rejects } = await storeChosen(records, { ...options, ...extractor, folder: dir, cache })
  const leftOut = rejects.map(({ name, detail }) => ({ name, detail }))
  const sha256 = createHash('sha256').update(features.hashes.join('\n')).digest('hex')
  return {
    ...{ dir, features, records: features.records, cache },
    identity: {
      ...(split === undefined ? { dir } : { dir, split }),
      ...{ pictures: features.records.length, sha256, leftOut },
    },
    [Symbol.asyncDispose]: () => features[Symbol.asyncDispose](),
  }
}

/** Chooses anew among those that are left, until all that are chosen can be read. */
async function storeChosen(
  records: readonly ImageRecord[],
  options: Omit<StoreFeaturesOptions, 'places'> & Pick<OpenPicturesOptions, 'choosePlaces'>,
): Promise<{ features: StoredFeatures; rejects: Reject[] }> {
  const { storeFeatures } = await import('@animegan/dataset')
  const { choosePlaces } = options
  const rejects: Reject[] = []
  for (let left = records; ; ) {
    const features = await storeFeatures(left, { ...options, places: choosePlaces?.(left.length) })
    rejects.push(...features.rejects)
    if (choosePlaces === undefined || features.rejects.length === 0) return { features, rejects }
    left = features.records
    await features[Symbol.asyncDispose]()
  }
}

function takeSplit(dir: string, records: readonly ImageRecord[], split: string | undefined) {
  const taken = records.filter((record) => split === undefined || record.split === split)
  if (taken.length > 0) return taken
  const names = [...new Set(records.map((record) => `"${record.split}"`))].join(', ') || 'none'
  throw new InvalidInputError(
    'INVALID_DATA',
    split === undefined
      ? `${dir} lists no pictures`
      : `${dir} has no pictures of split "${split}"; its splits: ${names}`,
  )
}
