import { createHash } from 'node:crypto'
import type { FacePlan } from '@animegan/core'
import type { ExtractorIdentity, FidEvaluation, ModelIdentity, PicturesIdentity } from '@animegan/evaluation'
import type { OpenedExtractor } from '../open-estimator.js'
import { openFakeFeatures } from './fake-features.js'
import { planFakes } from './fake-plans.js'
import { openFidTrials } from './fid-trials.js'
import { identifyExtractor, identifyModel } from './identities.js'
import type { OpenedModel } from './open-model.js'
import { listRealConditions } from './real-conditions.js'
import type { OpenedPictures } from './real-pictures.js'

/** Which kind of real pictures a trial takes; see `evaluateFid`. */
type FidReals = 'sampled' | 'all'

export interface MeasureFidOptions {
  model: OpenedModel
  /** The real pictures, with the features of the same extractor. */
  data: OpenedPictures
  extractor: OpenedExtractor
  /** Default `sampled`, the paper's. */
  reals?: FidReals | undefined
  /** Fakes in a trial. Default 12,800, the paper's. */
  samples?: number | undefined
  /** Default 5, the paper's. */
  trials?: number | undefined
  /** Default 0. */
  seed?: number | undefined
  /** Of the latents. Default: none. */
  truncation?: number | undefined
  signal?: AbortSignal | undefined
  /** Called after every few fakes, in fakes of all trials. */
  onProgress?: ((progress: { done: number; total: number }) => void) | undefined
}

/** FID of a model and all that it depends on. JSON as it stands. */
export interface FidMeasurement extends FidEvaluation {
  protocol: FidReals
  seed: number
  /** Absent: none. */
  truncation?: number | undefined
  model: ModelIdentity
  real: PicturesIdentity
  extractor: ExtractorIdentity
}

/**
 * FID of a model by the paper's protocol (Table 3), or against all real pictures. Stopped, it goes on where it was: features are kept
 * in the data's cache, and FID of finished trials too. Holds 16 faces, and statistics as `measureFrechetDistance` does.
 *
 * Throws what `evaluateFid` and `generate` throw, and `NOT_WRITABLE`.
 */
export async function measureFid(options: MeasureFidOptions): Promise<FidMeasurement> {
  const { model, data, extractor, reals = 'sampled', samples, trials, seed = 0, truncation } = options
  const { evaluateFid } = await import('@animegan/evaluation')
  const { conditions, warnings } = listRealConditions(data.records, model.manifest.tags)
  const identities = {
    ...{ model: identifyModel(model), real: data.identity, extractor: identifyExtractor(extractor) },
    ...{ protocol: reals, seed, ...(truncation === undefined ? {} : { truncation }) },
  }
  const kept = await openFidTrials(data.cache, {
    schema: 'animegan.fid-trials/1',
    model: model.sha256,
    pictures: data.identity.sha256,
    conditions: createHash('sha256').update(JSON.stringify(conditions)).digest('hex'),
    extractor: identities.extractor,
    ...{ reals, samples: samples ?? null, seed, truncation: truncation ?? null },
  })
  await using fakes = await openFakeFeatures({ model, extractor, cache: data.cache })
  const found = await evaluateFid<FacePlan[]>({
    real: {
      ...{ count: data.records.length, size: data.features.size },
      read: (places) => data.features.read(places),
      conditionOf: (place) => conditions[place]!,
    },
    drawFakes: async (wanted, seed) => planFakes(model.manifest, wanted, { seed, truncation }),
    extract: (plans, signal) => fakes.extract(plans, { signal }),
    ...{ reals, samples, trials, seed, batchSize: 16, finished: kept.finished },
    ...{ signal: options.signal, onTrial: kept.save, onProgress: options.onProgress },
  })
  return { ...found, ...identities, warnings: [...found.warnings, ...warnings] }
}
