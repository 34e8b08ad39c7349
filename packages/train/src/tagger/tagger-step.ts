import type { Tensor2D, Tensor4D } from '@tensorflow/tfjs'
import { accuracy } from '../losses.js'
import { lossGradients } from '../steps/loss-gradients.js'
import { adamInputs, gradientNorm, momentInputs, optimise, parameterInputs } from '../steps/optimise.js'
import { imageOrder, type NamedTensors, putGroup, type Step, takeGroup } from '../steps/step.js'
import { taggerLoss, tagProbabilities } from './tag-probabilities.js'
import type { TaggerConfig } from './tagger-config.js'
import { applyTagger } from './tagger-network.js'

/**
 * One update of a tag estimator: cross-entropy of the tags of a batch, then Adam.
 *
 * Takes the network, its moments, `images` and `tags`. Gives the network, its moments and metrics.
 */
export function buildTaggerStep({ network, tags: schema, batchSize, adam }: TaggerConfig): Step {
  const state = { ...parameterInputs('tagger', network), ...momentInputs('tagger', network) }
  const { resolution } = network

  const run = (inputs: NamedTensors): NamedTensors => {
    const images = inputs.images as Tensor4D
    const tags = inputs.tags as Tensor2D
    const { gradients, reported } = lossGradients(takeGroup(inputs, 'tagger'), (parameters, report) => {
      const { logits } = applyTagger(network, parameters, images)
      const loss = taggerLoss(schema, logits, tags)
      report('loss', loss)
      report('accuracy', accuracy(tagProbabilities(schema, logits).sub(0.5), tags))
      return loss
    })
    return {
      ...optimise('tagger', inputs, gradients, adam),
      ...putGroup('metrics', { ...reported, gradientNorm: gradientNorm(gradients) }),
    }
  }

  return {
    inputs: {
      ...state,
      ...adamInputs,
      images: { shape: [batchSize, resolution, resolution, 3], order: imageOrder },
      tags: { shape: [batchSize, network.tags] },
    },
    outputs: state,
    run,
  }
}
