export { type CardText, parseCardText } from './card/card-text.js'
export { type WriteCardOptions, writeCard } from './card/write-card.js'
export { createDeduplicateStage, type DeduplicateOptions } from './duplicates/deduplicate-stage.js'
export { type DetectImagefolderOptions, detectImagefolder } from './faces/detect-imagefolder.js'
export { type CreateDetectStageOptions, createDetectStage } from './faces/detect-stage.js'
export type { FaceBox } from './faces/face-box.js'
export {
  type CreateFaceDetectorOptions,
  createFaceDetector,
  type FaceDetector,
} from './faces/face-detector.js'
export type { FaceFilters, FaceRefusal } from './faces/face-filters.js'
export type { FoundFace } from './faces/face-worker.js'
export { decodeImage, type PictureScaling } from './imagefolder/decode-image.js'
export {
  type Imagefolder,
  type OpenImagefolderOptions,
  openImagefolder,
} from './imagefolder/imagefolder.js'
export { type ImageRecord, parseMetadata } from './imagefolder/metadata.js'
export { readRecords } from './imagefolder/read-records.js'
export {
  type LoadTrainingDataOptions,
  loadTrainingData,
  type TrainingData,
} from './imagefolder/training-data.js'
export { type DrawMapOptions, type DrawnMap, drawMap, type MapArrangement } from './map/draw-map.js'
export { type LayoutMapOptions, layoutMap, type MapLayout } from './map/layout-map.js'
export { sampleIndices } from './map/sample-indices.js'
export { type PackDatasetOptions, type PackedDataset, packDataset } from './packing/pack-dataset.js'
export type { ShardEntry } from './packing/shard-index.js'
export {
  type BuildDatasetOptions,
  type BuildOutcome,
  type BuildProgress,
  buildDataset,
  type PipelineStage,
  type StageCount,
} from './pipeline/build-dataset.js'
export {
  type CreatePipelineOptions,
  createPipeline,
  type LoadedEstimator,
  type Pipeline,
} from './pipeline/create-pipeline.js'
export { PipelineConfig, parsePipelineConfig } from './pipeline/pipeline-config.js'
export { applyDecisions } from './review/apply-decisions.js'
export { type Decision, type Decisions, readDecisions } from './review/decisions.js'
export type { ReviewCounts } from './review/review-counts.js'
export { type CreateReviewStageOptions, createReviewStage } from './review/review-stage.js'
export { type Review, type StartReviewOptions, startReview } from './review/start-review.js'
export type { PictureLimits, PictureRefusal } from './sources/decode-picture.js'
export { type ImportDatasetOptions, importDataset } from './sources/import-dataset.js'
export { createImportFolderStage, type ImportFolderOptions } from './sources/import-folder.js'
export {
  createImportGeneratedStage,
  type ImportGeneratedOptions,
  type LoadedGenerator,
} from './sources/import-generated.js'
export { createImportImagefolderStage, type ImportImagefolderOptions } from './sources/import-imagefolder.js'
export { type ImportedPicture, importPicture } from './sources/import-picture.js'
export { createImportWebdatasetStage, type ImportWebdatasetOptions } from './sources/import-webdataset.js'
export {
  type AssignSplitsOptions,
  assignSplits,
  type OversizedGroup,
  type SplitAssignment,
} from './splits/assign-splits.js'
export { describeSplits, type SplitDescription } from './splits/describe-splits.js'
export type { Relation } from './splits/relate-records.js'
export { createSplitStage, type SplitOptions } from './splits/split-stage.js'
export { applyToFolder, readRejects } from './stages/apply-to-folder.js'
export type { Reject } from './stages/rejects.js'
export { parseShard, type Shard } from './stages/shard.js'
export type { CorpusStage, ItemStage, StageContext, StageItem, StageResult } from './stages/stage.js'
export type { ValueCount } from './statistics/count-values.js'
export {
  type DatasetDescription,
  describeDataset,
  type TagStatistics,
} from './statistics/describe-dataset.js'
export { drawStatistics } from './statistics/draw-statistics.js'
export { type MeasureSizesOptions, measureSizes } from './statistics/measure-sizes.js'
export { renderStatisticsPage } from './statistics/statistics-page.js'
export type { ScoreQuantiles } from './statistics/summarize-scores.js'
export { type DrawFaceOptions, drawFace } from './synthetic/draw-face.js'
export {
  planImage,
  type SynthesisSchema,
  type SyntheticImage,
  synthesisSchemas,
} from './synthetic/synthesis-plan.js'
export {
  type SynthesisProgress,
  type SynthesizeDatasetOptions,
  type SynthesizedDataset,
  synthesizeDataset,
} from './synthetic/synthesize-dataset.js'
export { type ChooseTagsOptions, chooseTags, defaultThreshold } from './tags/choose-tags.js'
export type { Picture } from './tags/estimator-input.js'
export {
  type ExtractedFeatures,
  type ExtractFeaturesOptions,
  extractFeatures,
} from './tags/extract-features.js'
export { FeatureCache } from './tags/feature-cache.js'
export {
  type CreateFeatureExtractorOptions,
  createFeatureExtractor,
  type FeatureExtractor,
} from './tags/feature-extractor.js'
export {
  nameFeatureFolder,
  type StoredFeatures,
  type StoreFeaturesOptions,
  storeFeatures,
} from './tags/stored-features.js'
export {
  type CreateTagEstimatorOptions,
  createTagEstimator,
  type TagEstimator,
} from './tags/tag-estimator.js'
export { type TagImagefolderOptions, tagImagefolder } from './tags/tag-imagefolder.js'
export { type CreateTagStagesOptions, createTagStages } from './tags/tag-stages.js'
export type { Problem, ProblemCode } from './verification/problem.js'
export { type Verification, type VerifyDatasetOptions, verifyDataset } from './verification/verify-dataset.js'
