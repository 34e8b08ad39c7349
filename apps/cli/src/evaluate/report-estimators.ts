import type { Device } from '@animegan/core'
import type { EstimatorEntry } from '@animegan/evaluation'
import { type OpenedExtractor, openFeatureExtractor, openTagEstimator } from '../open-estimator.js'
import type { OpenedJudge } from './precision-judge.js'
import { type OpenedPictures, openPictures } from './real-pictures.js'
import type { ReportModel } from './report-models.js'
import { createStageProgress } from './stage-progress.js'

export interface OpenReportEstimatorsOptions {
  /** Names or folders, as the flags give them. */
  estimator: readonly string[]
  models: readonly ReportModel[]
  /** Folder of the real pictures, and the split of them that is taken. */
  data: string
  split?: string | undefined
  cache?: string | undefined
  device: Exclude<Device, 'auto' | 'wasm'>
  threads?: number | undefined
  signal: AbortSignal
}

/** What measures in a report; must be disposed of. */
export interface ReportEstimators extends AsyncDisposable {
  extractors: { extractor: OpenedExtractor; data: OpenedPictures }[]
  /** Those that know a tag of one of the models. */
  judges: OpenedJudge[]
  entries: EstimatorEntry[]
}

/**
 * Opens the estimators of a report, and makes the features of the real pictures where they are not there yet. Throws as
 * `openFeatureExtractor`, `openTagEstimator` and `openPictures` do.
 */
export async function openReportEstimators(options: OpenReportEstimatorsOptions): Promise<ReportEstimators> {
  const { data: dir, split, cache, models, device, threads, signal } = options
  const known = new Set(models.flatMap(({ model }) => model.manifest.tags.tags.map(({ id }) => id)))
  const owned: AsyncDisposable[] = []
  const own = <Resource extends AsyncDisposable>(resource: Resource): Resource => {
    owned.push(resource)
    return resource
  }
  const opened: ReportEstimators = {
    ...{ extractors: [], judges: [], entries: [] },
    async [Symbol.asyncDispose]() {
      for (const resource of owned.reverse()) await resource[Symbol.asyncDispose]()
    },
  }
  const progress = createStageProgress()
  try {
    for (const estimator of options.estimator) {
      const flags = { estimator, device, threads }
      const extractor = own(await openFeatureExtractor(flags, signal))
      const { name } = extractor.extractor.manifest
      const onProgress = (fakes: { done: number; total: number }) =>
        progress({ stage: `real pictures, ${name}`, ...fakes })
      const data = own(await openPictures({ dir, split, extractor, cache, signal, onProgress }))
      progress.clear()
      opened.extractors.push({ extractor, data })
      opened.entries.push(describeExtractor(extractor))
      if (extractor.extractor.manifest.tags.tags.some(({ id }) => known.has(id))) {
        opened.judges.push(own(await openTagEstimator(flags, signal)))
      }
    }
    return opened
  } catch (error) {
    progress.clear()
    await opened[Symbol.asyncDispose]()
    throw error
  }
}

function describeExtractor({ extractor, modelSha256 }: OpenedExtractor): EstimatorEntry {
  const { manifest, size } = extractor
  const { filter, fit } = manifest.preprocessing
  return {
    ...{ name: manifest.name, features: size, sha256: modelSha256 },
    ...{ resolution: manifest.input.resolution, filter, fit },
  }
}
