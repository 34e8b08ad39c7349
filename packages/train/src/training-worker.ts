import { workerData } from 'piscina'
import { defineBatchTask } from './batch-task.js'
import { prepareStep } from './prepare-step.js'
import type { TrainingData } from './training-batch.js'
import type { TrainingConfig } from './training-config.js'

const { config, data } = workerData as { config: TrainingConfig; data: TrainingData }

export default defineBatchTask((step) => prepareStep(config, data, step))
