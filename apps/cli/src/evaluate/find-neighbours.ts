import { AnimeganError, type Face, planFaces } from '@animegan/core'
import type {
  ExtractorIdentity,
  Memorization,
  MemorizationVerdict,
  ModelIdentity,
  NearestRows,
  PicturesIdentity,
} from '@animegan/evaluation'
import type { OpenedExtractor } from '../open-estimator.js'
import { openFakeFeatures } from './fake-features.js'
import { identifyExtractor, identifyModel } from './identities.js'
import type { OpenedModel } from './open-model.js'
import type { OpenedPictures } from './real-pictures.js'

export interface FindNeighboursOptions {
  model: OpenedModel
  /** The training pictures, with the features of the same extractor. */
  data: OpenedPictures
  extractor: OpenedExtractor
  /** Faces to find neighbours of. Default 8. */
  count?: number | undefined
  /** Nearest pictures of each. Default 8. */
  neighbours?: number | undefined
  /** Faces by which copying is told, the first of which are shown: `count` or more. Default 200. */
  samples?: number | undefined
  /** Of the first face. Default 0. */
  seed?: number | undefined
  /** Of the latents. Default: none. */
  truncation?: number | undefined
  signal?: AbortSignal | undefined
  /** `stage` names the work; `done` begins anew with each. */
  onProgress?: ((progress: { stage: string; done: number; total?: number | undefined }) => void) | undefined
}

/** Generated faces with the training pictures nearest to them, and whether the model copies. JSON as it stands. */
interface NeighbourSearch {
  faces: {
    seed: number
    tags: string[]
    /** Nearest first; the Euclidean distance between features. */
    nearest: { file: string; distance: number }[]
  }[]
  /** Median distance of a training picture to its nearest other; null when that could not be told. */
  usualDistance: number | null
  /** Of all samples; null when it could not be told, and a warning says why. */
  memorization: MemorizationVerdict | null
  samples: number
  seed: number
  /** Absent: none. */
  truncation?: number | undefined
  model: ModelIdentity
  training: PicturesIdentity
  extractor: ExtractorIdentity
  /** Sentences for people. */
  warnings: string[]
}

export interface FoundNeighbours {
  search: NeighbourSearch
  /** Those of `search.faces`, drawn. */
  faces: Face[]
}

/**
 * Finds the training pictures that random generated faces are nearest to, as the paper's Figure 14: exact, by Euclidean distance on
 * features, among all pictures of the data. Holds the features of the samples and a few MB, however many pictures there are.
 *
 * Throws what `findNearest`, `measureMemorization` and `generate` throw, and `NOT_WRITABLE`.
 */
export async function findNeighbours(options: FindNeighboursOptions): Promise<FoundNeighbours> {
  const { model, data, extractor, count = 8, neighbours = 8, seed = 0, truncation, signal } = options
  const samples = Math.max(count, options.samples ?? 200)
  const report = (stage: string, total?: number) => (progress: { done: number; total?: number }) =>
    options.onProgress?.({ stage, total, ...progress })
  const { describeMemorization, findNearest } = await import('@animegan/evaluation')
  const plans = planFaces(model.manifest, { seed, count: samples, truncation })
  await using fakes = await openFakeFeatures({ model, extractor, cache: data.cache })
  const features = await fakes.extract(plans, { signal, onProgress: report('faces') })
  const { size } = data.features
  const shown = { features: features.subarray(0, count * size), size }
  const nearest = await findNearest(shown, data.features.readAll(), {
    ...{ neighbours, signal },
    onProgress: report('neighbours, pictures', data.records.length),
  })
  const memorization = await tellCopying({ features, size }, options)
  const isTold = typeof memorization !== 'string'
  const faces = await model.generator.generate({ plans: plans.slice(0, count), signal })
  const search: NeighbourSearch = {
    faces: faces.map((face, row) => ({
      seed: face.seed!,
      tags: face.tags,
      nearest: listNearest(nearest, row, data),
    })),
    usualDistance: isTold ? memorization.usualDistance : null,
    memorization: isTold ? describeMemorization(memorization) : null,
    ...{ samples, seed, ...(truncation === undefined ? {} : { truncation }) },
    ...{ model: identifyModel(model), training: data.identity, extractor: identifyExtractor(extractor) },
    warnings: isTold ? [] : [`memorisation cannot be told: ${memorization}`],
  }
  return { search, faces }
}

/** A message when the training pictures are too few or too much alike. */
async function tellCopying(
  generated: { features: Float32Array; size: number },
  { data, signal, onProgress }: FindNeighboursOptions,
): Promise<Memorization | string> {
  const { measureMemorization } = await import('@animegan/evaluation')
  try {
    return await measureMemorization(generated, () => data.features.readAll(), {
      signal,
      onProgress: ({ pass, done }) =>
        onProgress?.({
          stage: `memorisation, pass ${pass} of 2, pictures`,
          done,
          total: data.records.length,
        }),
    })
  } catch (error) {
    if (!AnimeganError.isInstance(error) || error.code !== 'INVALID_DATA') throw error
    return error.message
  }
}

function listNearest(
  { neighbours, indices, distances }: NearestRows,
  row: number,
  { records }: OpenedPictures,
) {
  return Array.from({ length: neighbours }, (_, rank) => {
    const at = row * neighbours + rank
    return { file: records[indices[at]!]!.file_name, distance: distances[at]! }
  })
}
