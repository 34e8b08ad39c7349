export {
  type ConvertIllustration2VecOptions,
  convertIllustration2Vec,
} from './caffe/convert-illustration2vec.js'
export { type Checkpoint, type CheckpointFile, listCheckpoints, readCheckpoint } from './checkpoint.js'
export {
  type DistillationOptions,
  type DrawLessonsOptions,
  drawLessons,
  studentConfig,
} from './distillation.js'
export { exportGenerator } from './export/export-generator.js'
export { decodeTrainable, type TrainableWeights, type TrainedNetwork } from './export/trainable-weights.js'
export { type WeightsDescription, type WriteWeightsOptions, writeWeights } from './export/write-weights.js'
export { adoptNetworks, adoptSchema, fineTuningState } from './fine-tuning.js'
export {
  type ConvertNsfwjsInceptionOptions,
  convertNsfwjsInception,
} from './inception/convert-nsfwjs-inception.js'
export { type Initialisation, initialiseParameters, type ParameterArrays } from './parameters.js'
export { findBestCheckpoint } from './run/checkpoint-retention.js'
export { fingerprintData } from './run/data-check.js'
export type { EncodedSheet } from './run/event.js'
export { type MetricsRecord, readMetrics } from './run/metrics-log.js'
export type { Snapshot } from './run/preview.js'
export { assertNoRun, listConfigDifferences, readRunConfig, readSavedConfig } from './run/run-config.js'
export { assertUnlocked } from './run/run-lock.js'
export { buildDiscriminatorStep } from './steps/discriminator-step.js'
export { buildGeneratorStep } from './steps/generator-step.js'
export {
  createEagerRunner,
  createRecordedRunner,
  type StepRunner,
  type StepValues,
} from './steps/run-step.js'
export type { Step } from './steps/step.js'
export { buildTrainingStep } from './steps/training-step.js'
export {
  type DecideBySightOptions,
  type DecidedBySight,
  decideBySight,
  type SeenTag,
} from './tagger/decide-by-sight.js'
export { exportTagger } from './tagger/export-tagger.js'
export { type HoldoutSplit, splitHoldout } from './tagger/holdout-split.js'
export { averagePrecision, calibrationError, measureTag, type TagMetrics } from './tagger/tag-metrics.js'
export {
  createTaggerConfig,
  parseTaggerConfig,
  TaggerConfig,
  type TaggerSettings,
} from './tagger/tagger-config.js'
export {
  type EvaluateTaggerOptions,
  evaluateTagger,
  replaceMetrics,
  reportTags,
  type TaggerReport,
} from './tagger/tagger-report.js'
export {
  readTaggerRun,
  resumeTagger,
  startTagger,
  type TaggerProgress,
  type TrainedTagger,
  type TrainTaggerOptions,
} from './tagger/train-tagger.js'
export {
  describeTaggerInterface,
  type TaggerDescription,
  type TaggerPrecision,
  taggerStorages,
  type WriteTaggerOptions,
  writeTagger,
} from './tagger/write-tagger.js'
export { resumeRun, startRun, type TrainingProgress, type TrainRunOptions } from './train-run.js'
export { type StepMetrics, Trainer } from './trainer.js'
export { sampleFakeBatch, samplePenaltyNoise, type TrainingData, takeRealBatch } from './training-batch.js'
export { parseTrainingConfig, TrainingConfig } from './training-config.js'
export { trainingPreset, trainingPresetNames } from './training-presets.js'
export { initialState, readGroup, type TrainingState } from './training-state.js'
export { type ImportedWeights, importWebdnn } from './webdnn/import-webdnn.js'
