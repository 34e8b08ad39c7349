export { type CollectStatisticsOptions, collectStatistics } from './features/collect-statistics.js'
export { type CollectedStatistics, FeatureStatistics } from './features/feature-statistics.js'
export type { FeatureBatches, Features } from './features/features.js'
export { loadStatistics, saveStatistics } from './features/statistics-file.js'
export {
  type FrechetDistance,
  type MeasureFrechetDistanceOptions,
  measureFrechetDistance,
} from './metrics/frechet-distance.js'
