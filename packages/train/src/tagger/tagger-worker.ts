import { workerData } from 'piscina'
import { defineBatchTask } from '../batch-task.js'
import type { TrainingData } from '../training-batch.js'
import { takeTaggerBatch } from './tagger-batch.js'
import type { TaggerConfig } from './tagger-config.js'

const { config, data, trained } = workerData as {
  config: TaggerConfig
  data: TrainingData
  trained: Uint32Array
}

export default defineBatchTask((step) => takeTaggerBatch(config, data, trained, step))
