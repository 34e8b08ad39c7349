import { join } from 'node:path'
import { throwIfAborted } from '@animegan/core'
import type { ImageRecord } from '../imagefolder/metadata.js'
import { hashPicture, statedHash } from '../imagefolder/picture-identity.js'
import type { Reject } from '../stages/rejects.js'
import { hashJson } from '../stages/stage-journal.js'
import { attemptPicture } from './attempt-picture.js'
import { FeatureCache } from './feature-cache.js'
import type { FeatureExtractor } from './feature-extractor.js'

export interface StoreFeaturesOptions {
  /** Of the data set. */
  folder: string
  /** Who made its session disposes of it. */
  extractor: FeatureExtractor
  /** SHA-256 of the extractor's ONNX file. */
  modelSha256: string
  /** Folder where vectors are kept, so that each picture goes through each model once. */
  cache: string
  /** Places among the records of the pictures whose features are wanted; of others only the hashes are found. Default: all. */
  places?: Iterable<number> | undefined
  signal?: AbortSignal | undefined
  onProgress?: ((progress: { done: number; total: number }) => void) | undefined
}

/** The features of the pictures of a data set, on disk; must be disposed of. */
export interface StoredFeatures extends AsyncDisposable {
  /** Length of a vector. */
  readonly size: number
  /** Those that are not in `rejects`, in the order in which they came. */
  readonly records: readonly ImageRecord[]
  /** SHA-256 of the image file of each of `records`, in hexadecimal. */
  readonly hashes: readonly string[]
  /** Pictures that are missing or damaged. */
  readonly rejects: readonly Reject[]
  /** The vectors of the pictures at these places among `records`: [places, size]. */
  read(places: readonly number[]): Promise<Float32Array>
  /** The vectors of all pictures in their order, a few hundred at a time, whole rows: [any number, size]. */
  readAll(): AsyncIterable<Float32Array>
}

/** Pictures in work at a time: while the network runs on one, the next are decoded. */
const concurrency = 4
/** Vectors that are read from disk together: 4 MB of 4,096 features. */
const batchRows = 256

/** The folder of the vectors that a model makes, below the folder of a cache. */
export function nameFeatureFolder(
  root: string,
  { extractor: { manifest }, modelSha256 }: Pick<StoreFeaturesOptions, 'extractor' | 'modelSha256'>,
): string {
  const { input, preprocessing, outputs } = manifest
  return join(
    root,
    `features-${hashJson({ modelSha256, input, preprocessing, output: outputs.features?.name })}`,
  )
}

/**
 * Extracts the features of the pictures of some records and leaves them on disk: in memory are some 200 bytes a picture. It can be
 * stopped at any point, killed too, and called again.
 *
 * Throws `ABORTED`, `NOT_WRITABLE`, and `INVALID_MANIFEST` when the model is not what its manifest says.
 *
 * @example
 * await using stored = await storeFeatures(records, { folder, extractor, modelSha256, cache })
 * const nearest = await findNearest(queries, stored.readAll())
 */
export async function storeFeatures(
  records: readonly ImageRecord[],
  options: StoreFeaturesOptions,
): Promise<StoredFeatures> {
  const { folder, extractor, signal, onProgress } = options
  const { size } = extractor
  const cache = await FeatureCache.open(nameFeatureFolder(options.cache, options), size)
  const wanted = options.places && new Set(options.places)

  /** Sees to it that the cache has a picture's vector, if it is wanted, and tells under which hash. */
  const extract = async (
    record: ImageRecord,
    place: number,
  ): Promise<{ result: string } | { reject: Reject }> => {
    const has = (sha256: string) => cache.has(sha256) || wanted?.has(place) === false
    const stated = statedHash(record)
    if (stated !== undefined && has(stated)) return { result: stated }
    return attemptPicture(folder, record, 'features', async (bytes, name) => {
      const sha256 = hashPicture(record, bytes)
      if (!has(sha256)) await cache.add(sha256, await extractor.extract(bytes, name))
      return sha256
    })
  }
  try {
    const outcomes = await extractAll(records, extract, signal, onProgress)
    const found = outcomes.flatMap((outcome, i) =>
      'result' in outcome ? [{ record: records[i]!, sha256: outcome.result }] : [],
    )
    const rejects = outcomes.flatMap((outcome) => ('reject' in outcome ? [outcome.reject] : []))
    return describeStored(cache, found, rejects)
  } catch (error) {
    await cache[Symbol.asyncDispose]()
    throw error
  }
}

function describeStored(
  cache: FeatureCache,
  found: readonly { record: ImageRecord; sha256: string }[],
  rejects: readonly Reject[],
): StoredFeatures {
  const { size } = cache
  const hashes = found.map(({ sha256 }) => sha256)
  const read = async (places: readonly number[]) => {
    const features = new Float32Array(places.length * size)
    for (const [i, place] of places.entries()) {
      await cache.read(hashes[place]!, features.subarray(i * size, (i + 1) * size))
    }
    return features
  }
  async function* readAll() {
    for (let start = 0; start < hashes.length; start += batchRows) {
      const rows = Math.min(batchRows, hashes.length - start)
      yield await read(Array.from({ length: rows }, (_, i) => start + i))
    }
  }
  return {
    ...{ size, records: found.map(({ record }) => record), hashes, rejects, read, readAll },
    [Symbol.asyncDispose]: () => cache[Symbol.asyncDispose](),
  }
}

/** Works on several records at a time; at an error, ends what is begun and throws it. */
async function extractAll<Outcome>(
  records: readonly ImageRecord[],
  extract: (record: ImageRecord, place: number) => Promise<Outcome>,
  signal: AbortSignal | undefined,
  onProgress: StoreFeaturesOptions['onProgress'],
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
      outcomes[index] = await extract(record, index)
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
