export { type CollectStatisticsOptions, collectStatistics } from './features/collect-statistics.js'
export { type CollectedStatistics, FeatureStatistics } from './features/feature-statistics.js'
export type { FeatureBatches, Features } from './features/features.js'
export { loadStatistics, saveStatistics } from './features/statistics-file.js'
export {
  type EvaluateFidOptions,
  evaluateFid,
  type FidEvaluation,
  type RealFeatures,
} from './metrics/evaluate-fid.js'
export {
  type FrechetDistance,
  type MeasureFrechetDistanceOptions,
  measureFrechetDistance,
} from './metrics/frechet-distance.js'
export {
  type KernelDistance,
  type MeasureKernelDistanceOptions,
  measureKernelDistance,
} from './metrics/kernel-distance.js'
export { type FindNearestOptions, findNearest, type NearestRows } from './neighbours/find-nearest.js'
export {
  type MeasureMemorizationOptions,
  type Memorization,
  measureMemorization,
} from './neighbours/memorization.js'
export {
  type MeasurePrecisionRecallOptions,
  measurePrecisionRecall,
  type PrecisionRecall,
} from './neighbours/precision-recall.js'
