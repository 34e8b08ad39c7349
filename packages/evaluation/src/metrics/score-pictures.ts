import { AnimeganError } from '@animegan/core'
import { collectStatistics } from '../features/collect-statistics.js'
import { countRows, type FeatureBatches, type Features } from '../features/features.js'
import { measureMemorization } from '../neighbours/memorization.js'
import { describeMemorization, type MemorizationVerdict } from '../neighbours/memorization-verdict.js'
import { measurePrecisionRecall, type PrecisionRecall } from '../neighbours/precision-recall.js'
import { measureFrechetDistance } from './frechet-distance.js'
import { measureKernelDistance } from './kernel-distance.js'

export interface ScorePicturesOptions {
  /** Gives the features of all training pictures, each time from the beginning and in the same order. Default: those of the real pictures. */
  readTraining?: (() => FeatureBatches) | undefined
  /** Decides which pictures are in KID's subsets and which are references for memorisation. Default 0. */
  seed?: number | undefined
  signal?: AbortSignal | undefined
  /** `stage` names the score in work; `done` begins anew with each. */
  onProgress?: ((progress: { stage: string; done: number; total?: number | undefined }) => void) | undefined
}

/** One set of fakes beside real pictures, by every measure. JSON as it stands. */
export interface PictureScores extends PrecisionRecall {
  /** Real pictures that were compared. */
  reals: number
  /** Fakes. */
  samples: number
  fid: number
  kid: {
    distance: number
    /** Null where it cannot be told: for subsets that hold all pictures. */
    standardError: number | null
    subsets: number
    subsetSize: number
  }
  /** Null when the training pictures are too few to tell, or too many are alike; a warning says so. */
  memorization: MemorizationVerdict | null
  /** Sentences for people. */
  warnings: string[]
}

/**
 * Measures one set of fakes: FID, KID, precision and recall, density and coverage against the real pictures, and whether they are
 * copies of the training pictures.
 *
 * Holds what `measureFrechetDistance` and `measurePrecisionRecall` hold. Takes time that grows with reals * samples.
 *
 * Throws what these throw: `INVALID_SHAPE`, `INVALID_DATA` for fewer than 6 pictures on a side, `ABORTED`.
 */
export async function scorePictures(
  real: Features,
  fake: Features,
  { readTraining = () => [real.features], seed = 0, signal, onProgress }: ScorePicturesOptions = {},
): Promise<PictureScores> {
  const report = (stage: string) => (progress: { done: number; total?: number }) =>
    onProgress?.({ stage, ...progress })
  const balls = await measurePrecisionRecall(real, fake, {
    signal,
    onProgress: report('precision and recall, pairs'),
  })
  const { standardError, ...kid } = await measureKernelDistance(real, fake, {
    seed,
    signal,
    onProgress: report('KID, subsets'),
  })
  const statistics = async ({ features, size }: Features) => collectStatistics([features], size, { signal })
  const { distance, warnings } = await measureFrechetDistance(
    await statistics(real),
    await statistics(fake),
    { signal, onProgress: report('FID, columns') },
  )
  const memorization = await measureMemorization(fake, readTraining, {
    seed,
    signal,
    onProgress: ({ pass, done }) =>
      onProgress?.({ stage: `memorisation, pass ${pass} of 2, pictures`, done }),
  }).catch((error: unknown) => {
    if (!AnimeganError.isInstance(error) || error.code !== 'INVALID_DATA') throw error
    return error.message
  })
  const isTold = typeof memorization !== 'string'
  return {
    reals: countRows(real),
    samples: countRows(fake),
    fid: distance,
    kid: { ...kid, standardError: Number.isNaN(standardError) ? null : standardError },
    ...balls,
    memorization: isTold ? describeMemorization(memorization) : null,
    warnings: [...warnings, ...(isTold ? [] : [`memorisation cannot be told: ${memorization}`])],
  }
}
