export { type CollectStatisticsOptions, collectStatistics } from './features/collect-statistics.js'
export { type CollectedStatistics, FeatureStatistics } from './features/feature-statistics.js'
export type { FeatureBatches, Features } from './features/features.js'
export { loadStatistics, saveStatistics } from './features/statistics-file.js'
export type { FigureName, FigurePlan, PlanFigureOptions, PlannedRow } from './figures/figure-plan.js'
export { figureNames, planFigure } from './figures/plan-figure.js'
export { chooseTagSets, type TagSet } from './figures/tag-sets.js'
export { type DrawJudgingImagesOptions, drawJudgingImages } from './judging/judging-images.js'
export { type JudgingSettings, readJudgingSettings } from './judging/judging-settings.js'
export { type Judging, type StartJudgingOptions, startJudging } from './judging/start-judging.js'
export { type HandPrecision, summarizeJudging } from './judging/summarize-judging.js'
export {
  type EvaluateFidOptions,
  evaluateFid,
  type FidEvaluation,
  listFidPlaces,
  type RealFeatures,
} from './metrics/evaluate-fid.js'
export {
  type FrechetDistance,
  type MeasureFrechetDistanceOptions,
  measureFrechetDistance,
} from './metrics/frechet-distance.js'
export type { ExtractorIdentity, ModelIdentity, PicturesIdentity } from './metrics/identities.js'
export {
  type KernelDistance,
  type MeasureKernelDistanceOptions,
  measureKernelDistance,
} from './metrics/kernel-distance.js'
export { type PictureScores, type ScorePicturesOptions, scorePictures } from './metrics/score-pictures.js'
export { type DrawTrialPlacesOptions, drawTrialPlaces } from './metrics/trial-places.js'
export { type FindNearestOptions, findNearest, type NearestRows } from './neighbours/find-nearest.js'
export {
  type MeasureMemorizationOptions,
  type Memorization,
  measureMemorization,
} from './neighbours/memorization.js'
export { describeMemorization, type MemorizationVerdict } from './neighbours/memorization-verdict.js'
export {
  type MeasurePrecisionRecallOptions,
  measurePrecisionRecall,
  type PrecisionRecall,
} from './neighbours/precision-recall.js'
export {
  type MeasureTagPrecisionOptions,
  measureTagPrecision,
  type TagVerdicts,
} from './precision/measure-tag-precision.js'
export { paperPrecision } from './precision/paper-precision.js'
export {
  defaultTagImages,
  type PlanTagImagesOptions,
  planTagImages,
  type TagImages,
} from './precision/plan-tag-images.js'
export {
  type SummarizeTagPrecisionOptions,
  summarizeTagPrecision,
  type TagCount,
} from './precision/summarize-tag-precision.js'
export type {
  EstimatorJudge,
  MeanPrecision,
  PrecisionJudge,
  TagPrecision,
  TagPrecisionRow,
} from './precision/tag-precision.js'
export { wilsonInterval } from './precision/wilson-interval.js'
export { formatThresholds } from './report/describe-rule.js'
export { DatasetEntry } from './report/entries/dataset-entry.js'
export { FidEntry, ScoresEntry } from './report/entries/distance-entry.js'
export { EstimatorEntry } from './report/entries/estimator-entry.js'
export { FigureEntry } from './report/entries/figure-entry.js'
export { ModelEntry } from './report/entries/model-entry.js'
export { PrecisionEntry } from './report/entries/precision-entry.js'
export { RunEntry } from './report/entries/run-entry.js'
export { SpeedEntry } from './report/entries/speed-entry.js'
export { type RenderReportOptions, renderReport } from './report/render-report.js'
export { renderTables } from './report/render-tables.js'
export { parseReport, Report } from './report/report.js'
export { type MeasuredSpeed, type MeasureSpeedsOptions, measureSpeeds } from './speed/measure-speeds.js'
