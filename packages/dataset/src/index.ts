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
export {
  type Imagefolder,
  type OpenImagefolderOptions,
  openImagefolder,
} from './imagefolder/imagefolder.js'
export { type ImageRecord, parseMetadata } from './imagefolder/metadata.js'
export {
  type LoadTrainingDataOptions,
  loadTrainingData,
  type TrainingData,
} from './imagefolder/training-data.js'
export { type DrawMapOptions, type DrawnMap, drawMap, type MapArrangement } from './map/draw-map.js'
export { type LayoutMapOptions, layoutMap, type MapLayout } from './map/layout-map.js'
export { sampleIndices } from './map/sample-indices.js'
export { applyDecisions } from './review/apply-decisions.js'
export { type Decision, type Decisions, readDecisions } from './review/decisions.js'
export type { ReviewCounts } from './review/review-counts.js'
export { type CreateReviewStageOptions, createReviewStage } from './review/review-stage.js'
export { type Review, type StartReviewOptions, startReview } from './review/start-review.js'
export type { PictureLimits, PictureRefusal } from './sources/decode-picture.js'
export { type ImportedPicture, importPicture } from './sources/import-picture.js'
export type { Reject } from './stages/rejects.js'
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
export { type ChooseTagsOptions, chooseTags } from './tags/choose-tags.js'
export type { Picture } from './tags/estimator-input.js'
export {
  type ExtractedFeatures,
  type ExtractFeaturesOptions,
  extractFeatures,
} from './tags/extract-features.js'
export {
  type CreateFeatureExtractorOptions,
  createFeatureExtractor,
  type FeatureExtractor,
} from './tags/feature-extractor.js'
export {
  type CreateTagEstimatorOptions,
  createTagEstimator,
  type TagEstimator,
} from './tags/tag-estimator.js'
export { type TagImagefolderOptions, tagImagefolder } from './tags/tag-imagefolder.js'
export { type CreateTagStagesOptions, createTagStages } from './tags/tag-stages.js'
