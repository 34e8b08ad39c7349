import { join } from 'node:path'
import { throwIfAborted } from '@animegan/core'
import type { ImageRecord } from '../imagefolder/metadata.js'
import { hashPicture, statedHash } from '../imagefolder/picture-identity.js'
import type { Reject } from '../stages/rejects.js'
import { hashJson } from '../stages/stage-journal.js'
import { attemptPicture } from './attempt-picture.js'
import { FeatureCache } from './feature-cache.js'
import type { FeatureExtractor } from './feature-extractor.js'

export interface ExtractFeaturesOptions {
  /** Of the data set. */
  folder: string
  /** Who made its session disposes of it. */
  extractor: FeatureExtractor
  /** SHA-256 of the extractor's ONNX file. */
  modelSha256: string
  /** Folder where vectors are kept, so that each picture goes through each model once. */
  cache: string
  signal?: AbortSignal | undefined
  onProgress?: ((progress: { done: number; total: number }) => void) | undefined
}

/** The features of the pictures of a data set. */
export interface ExtractedFeatures {
  /** [records, size], in C order. */
  features: Float32Array
  /** Length of a vector. */
  size: number
  /** Those that have features, in the order in which they came. */
  records: ImageRecord[]
  /** Pictures that are missing or damaged. */
  rejects: Reject[]
}

/** Pictures in work at a time: while the network runs on one, the next are decoded. */
const concurrency = 4

/**
 * Extracts the features of the pictures of some records. It can be stopped at any point, killed too, and called again.
 *
 * Throws `ABORTED`, `NOT_WRITABLE`, and `INVALID_MANIFEST` when the model is not what its manifest says.
 */
export async function extractFeatures(
  records: readonly ImageRecord[],
  { folder, extractor, modelSha256, cache: root, signal, onProgress }: ExtractFeaturesOptions,
): Promise<ExtractedFeatures> {
  const { size, manifest } = extractor
  const { input, preprocessing, outputs } = manifest
  const settings = { modelSha256, input, preprocessing, output: outputs.features?.name }
  await using cache = await FeatureCache.open(join(root, `features-${hashJson(settings)}`), size)

  /** Sees to it that the cache has a picture's vector, and tells under which hash. */
  const extract = async (record: ImageRecord): Promise<{ result: string } | { reject: Reject }> => {
    const stated = statedHash(record)
    if (stated !== undefined && cache.has(stated)) return { result: stated }
    return attemptPicture(folder, record, 'features', async (bytes, name) => {
      const sha256 = hashPicture(record, bytes)
      if (!cache.has(sha256)) await cache.add(sha256, await extractor.extract(bytes, name))
      return sha256
    })
  }
  const outcomes = await extractAll(records, extract, signal, onProgress)

  const found = outcomes.flatMap((outcome, i) =>
    'result' in outcome ? [{ record: records[i]!, sha256: outcome.result }] : [],
  )
  const features = new Float32Array(found.length * size)
  for (const [i, { sha256 }] of found.entries()) {
    await cache.read(sha256, features.subarray(i * size, (i + 1) * size))
  }
  return {
    features,
    size,
    records: found.map(({ record }) => record),
    rejects: outcomes.flatMap((outcome) => ('reject' in outcome ? [outcome.reject] : [])),
  }
}

/** Works on several records at a time; at an error, ends what is begun and throws it. */
async function extractAll<Outcome>(
  records: readonly ImageRecord[],
  extract: (record: ImageRecord) => Promise<Outcome>,
  signal: AbortSignal | undefined,
  onProgress: ExtractFeaturesOptions['onProgress'],
): Promise<Outcome[]> {
  const outcomes = new Array<Outcome>(records.length)
  const queue = records.entries()
  let done = 0
  let failed = false
  const serve = async () => {
    // All servers draw from one iterator, so each record is taken once.
    for (const [index, record] of queue) {
      if (failed) return
      throwIfAborted(signal, 'extracting features')
      outcomes[index] = await extract(record)
      onProgress?.({ done: ++done, total: records.length })
    }
  }
  const stopping = () =>
    serve().catch((error: unknown) => {
      failed = true
      throw error
    })
  const servers = await Promise.allSettled(Array.from({ length: concurrency }, stopping))
  for (const server of servers) if (server.status === 'rejected') throw server.reason
  return outcomes
}
