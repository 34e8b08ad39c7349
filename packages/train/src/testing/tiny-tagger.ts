import type { TaggerConfig } from '../tagger/tagger-config.js'
import { tinyConfig } from './tiny-config.js'

/** A tag estimator for `tinyData` that takes milliseconds a step. */
export const tinyTagger: TaggerConfig = {
  network: {
    kind: 'tagger',
    tags: tinyConfig.tags.tags.length,
    resolution: tinyConfig.generator.resolution,
    stages: [
      { channels: 4, blocks: 1 },
      { channels: 5, blocks: 1 },
    ],
    features: 9,
    leak: 0.1,
  },
  tags: tinyConfig.tags,
  seed: 3,
  steps: 6,
  batchSize: 4,
  holdout: 0.3,
  adam: { learningRate: 2e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
  warmup: 0.2,
  augmentation: { flip: true, shift: 0.1, brightness: 0.1, contrast: 0.1 },
}
