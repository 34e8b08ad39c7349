import type { ImageRecord } from '../imagefolder/metadata.js'
import type { Reject } from '../stages/rejects.js'
import { type StoreFeaturesOptions, storeFeatures } from './stored-features.js'

export type ExtractFeaturesOptions = StoreFeaturesOptions

/** The features of the pictures of a data set. */
export interface ExtractedFeatures {
  /** [records, size], in C order. */
  features: Float32Array
  /** Length of a vector. */
  size: number
  /** Those that have features, in the order in which they came. */
  records: readonly ImageRecord[]
  /** Pictures that are missing or damaged. */
  rejects: readonly Reject[]
}

/** {@link storeFeatures}, with all vectors in memory afterwards. Throws as it does. */
export async function extractFeatures(
  pictures: readonly ImageRecord[],
  options: ExtractFeaturesOptions,
): Promise<ExtractedFeatures> {
  await using stored = await storeFeatures(pictures, options)
  const { size, records, rejects } = stored
  return { features: await stored.read([...records.keys()]), size, records, rejects }
}
