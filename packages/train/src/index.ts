export { type Checkpoint, listCheckpoints, readCheckpoint } from './checkpoint.js'
export { exportGenerator } from './export/export-generator.js'
export { type WeightsDescription, type WriteWeightsOptions, writeWeights } from './export/write-weights.js'
export { type Initialisation, initialiseParameters, type ParameterArrays } from './parameters.js'
export { buildDiscriminatorStep } from './steps/discriminator-step.js'
export { buildGeneratorStep } from './steps/generator-step.js'
export {
  createEagerRunner,
  createRecordedRunner,
  type StepRunner,
  type StepValues,
} from './steps/run-step.js'
export type { Step } from './steps/step.js'
export {
  readRunConfig,
  resumeRun,
  type Snapshot,
  startRun,
  type TrainingProgress,
  type TrainRunOptions,
} from './train-run.js'
export { type StepMetrics, Trainer } from './trainer.js'
export { sampleFakeBatch, samplePenaltyNoise, type TrainingData, takeRealBatch } from './training-batch.js'
export { parseTrainingConfig, TrainingConfig } from './training-config.js'
export { trainingPreset, trainingPresetNames } from './training-presets.js'
export { initialState, readGroup, type TrainingState } from './training-state.js'
export { type ImportedWeights, importWebdnn } from './webdnn/import-webdnn.js'
