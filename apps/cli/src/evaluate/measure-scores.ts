import type { ExtractorIdentity, ModelIdentity, PictureScores, PicturesIdentity } from '@animegan/evaluation'
import type { OpenedExtractor } from '../open-estimator.js'
import { openFakeFeatures } from './fake-features.js'
import { planFakes } from './fake-plans.js'
import { identifyExtractor, identifyModel } from './identities.js'
import type { OpenedModel } from './open-model.js'
import { listRealConditions } from './real-conditions.js'
import type { OpenedPictures } from './real-pictures.js'

/** Pictures of each side unless told otherwise: enough for all scores, in minutes. */
const defaultSamples = 5000

export interface MeasureScoresOptions {
  /** The real pictures, with the features of the same extractor. */
  data: OpenedPictures
  extractor: OpenedExtractor
  /** Real pictures and as many fakes, no more than there are. Default 5,000. */
  samples?: number | undefined
  /** Decides which pictures and which fakes. Default 0. */
  seed?: number | undefined
  signal?: AbortSignal | undefined
  /** `stage` names the work; `done` begins anew with each. */
  onProgress?: ((progress: { stage: string; done: number; total?: number | undefined }) => void) | undefined
}

/** All scores of one set of fakes, and what they depend on. JSON as it stands. */
interface Measurement extends PictureScores {
  seed: number
  real: PicturesIdentity
  extractor: ExtractorIdentity
}

export interface ModelScores extends Measurement {
  model: ModelIdentity
  /** Absent: none. */
  truncation?: number | undefined
}

export interface FolderScores extends Measurement {
  fake: PicturesIdentity
}

/**
 * All scores of a model, from one set of fakes: for real pictures at random, a fake for the tags of each, the same as in the first
 * trial of `measureFid`. Whether they are copies is told by all of the data's pictures. Drawing goes on where it was stopped.
 * Holds the features of both sides.
 *
 * Throws what `scorePictures` and `generate` throw, and `NOT_WRITABLE`.
 */
export async function measureScores(
  options: MeasureScoresOptions & { model: OpenedModel; truncation?: number | undefined },
): Promise<ModelScores> {
  const { model, data, extractor, seed = 0, truncation, signal, onProgress } = options
  const { drawTrialPlaces } = await import('@animegan/evaluation')
  const { conditions, warnings } = listRealConditions(data.records, model.manifest.tags)
  const count = data.records.length
  const samples = Math.min(options.samples ?? defaultSamples, count)
  const places = drawTrialPlaces({ count, samples, seed, trial: 0 })
  const wanted = places.map((place) => conditions[place]!)
  await using fakes = await openFakeFeatures({ model, extractor, cache: data.cache })
  const features = await fakes.extract(planFakes(model.manifest, wanted, { seed, truncation }), {
    signal,
    onProgress: (progress) => onProgress?.({ stage: 'fakes', ...progress }),
  })
  const scores = await scoreAgainst(options, places, features)
  return {
    ...scores,
    warnings: [...scores.warnings, ...warnings],
    model: identifyModel(model),
    ...(truncation === undefined ? {} : { truncation }),
  }
}

/** All scores of the pictures of a folder, at random when there are more than `samples`. Throws what `scorePictures` throws. */
export async function measureFolderScores(
  options: MeasureScoresOptions & { fakes: OpenedPictures },
): Promise<FolderScores> {
  const { data, fakes, samples = defaultSamples, seed = 0 } = options
  const { drawTrialPlaces } = await import('@animegan/evaluation')
  const draw = ({ records: { length: count } }: OpenedPictures, trial: number) =>
    drawTrialPlaces({ count, samples: Math.min(samples, count), seed, trial })
  // Another trial for the fakes: folders of like order would give like pictures.
  const features = await fakes.features.read(draw(fakes, 1))
  return { ...(await scoreAgainst(options, draw(data, 0), features)), fake: fakes.identity }
}

async function scoreAgainst(
  { data, extractor, seed = 0, signal, onProgress }: MeasureScoresOptions,
  places: readonly number[],
  features: Float32Array,
): Promise<Measurement> {
  const { scorePictures } = await import('@animegan/evaluation')
  const { size } = data.features
  const real = { features: await data.features.read(places), size }
  const readTraining = () => data.features.readAll()
  const scores = await scorePictures(real, { features, size }, { readTraining, seed, signal, onProgress })
  return { ...scores, seed, real: data.identity, extractor: identifyExtractor(extractor) }
}
