import { basename } from 'node:path'
import { InvalidInputError } from '@animegan/core'
import type { DrawnMap, ImageRecord, MapArrangement } from '@animegan/dataset'
import { findFeatureFolder } from './feature-folder.js'
import { type EstimatorFlags, openFeatureExtractor } from './open-estimator.js'
import { readTagSchema } from './tag-schema.js'
import { createTerminalProgress } from './terminal-progress.js'

export interface DrawFolderMapOptions extends Omit<EstimatorFlags, 'estimator'> {
  /** An image folder. */
  dir: string
  /** Whose features tell what is alike; or a .npy of them. */
  estimator?: string | undefined
  features?: string | undefined
  /** Pictures on the map, at most. */
  count: number
  seed: number
  perplexity?: number | undefined
  steps: number
  arrange: MapArrangement
  /** Side of the picture in pixels. */
  size: number
  title: string
  /** See `readTagSchema`. */
  schema: string
}

/** A map and what is on it. */
export interface FolderMap {
  map: DrawnMap
  /** Pictures on the map, and in the folder. */
  shown: number
  total: number
  /** What the features are, for people. */
  featuresName: string
}

/** Pictures with their features. */
interface Featured {
  records: readonly ImageRecord[]
  /** A row a record. */
  features: Float32Array
  /** What the features are, for people. */
  name: string
}

/**
 * Lays the pictures of a folder out so that like ones stand together. Throws `INVALID_OPTION` unless one of `estimator` and
 * `features` is given, and as `openImagefolder`, `openFeatureExtractor`, `readNpy` and `drawMap` do.
 */
export async function drawFolderMap(options: DrawFolderMapOptions, signal: AbortSignal): Promise<FolderMap> {
  const { dir, seed, perplexity, steps, arrange: arrangement, size: side, title } = options
  const schema = await readTagSchema(options.schema)
  const { drawMap, openImagefolder, sampleIndices } = await import('@animegan/dataset')
  const folder = await openImagefolder(dir, schema)
  const indices = sampleIndices(folder.size, options.count, seed)
  const {
    records,
    features,
    name: featuresName,
  } = await findFeatures(options, folder.records, indices, signal)
  const onProgress = createTerminalProgress('t-SNE, steps')
  const drawing = { folder: dir, schema, title, featuresName, side, arrangement, signal, onProgress }
  const map = await drawMap({ ...drawing, records, features, seed, perplexity, steps }).finally(
    onProgress.clear,
  )
  return { map, shown: records.length, total: folder.size, featuresName }
}

/** Features of the records at `indices`, from a file or an estimator. */
async function findFeatures(
  flags: DrawFolderMapOptions,
  all: readonly ImageRecord[],
  indices: readonly number[],
  signal: AbortSignal,
): Promise<Featured> {
  const { estimator, features } = flags
  const records = indices.map((index) => all[index]!)
  if (estimator !== undefined && features === undefined) {
    return extractFeaturesOf(records, { ...flags, estimator }, signal)
  }
  if (features === undefined || estimator !== undefined) {
    throw new InvalidInputError(
      'INVALID_OPTION',
      `expected either --estimator or --features, ${features === undefined ? 'neither' : 'both'} came; ` +
        'what is alike is told by the features of one of them',
    )
  }
  const { readNpy } = await import('@animegan/runtime-node')
  const { data, shape } = await readNpy(features, { shape: [all.length, 'width'] })
  const width = shape[1]!
  const rows = new Float32Array(records.length * width)
  indices.forEach((index, i) => {
    rows.set(data.subarray(index * width, (index + 1) * width), i * width)
  })
  return { records, features: rows, name: basename(features) }
}

async function extractFeaturesOf(
  records: readonly ImageRecord[],
  flags: EstimatorFlags & { dir: string },
  signal: AbortSignal,
): Promise<Featured> {
  const { extractFeatures } = await import('@animegan/dataset')
  await using opened = await openFeatureExtractor(flags, signal)
  const onProgress = createTerminalProgress('pictures')
  const found = await extractFeatures(records, {
    ...opened,
    folder: flags.dir,
    cache: await findFeatureFolder(flags.dir),
    signal,
    onProgress,
  }).finally(onProgress.clear)
  for (const { name, detail } of found.rejects) console.error(`left out ${name}: ${detail ?? ''}`)
  return { ...found, name: `features of ${opened.extractor.manifest.name}` }
}
