import type { TaggerSpec } from '@animegan/core'
import { relu, type Tensor2D, type Tensor4D } from '@tensorflow/tfjs'
import { dense } from '../networks/layers.js'
import { residualStage } from '../networks/residual-stage.js'
import {
  type Initialisation,
  initialiseParameters,
  type ParameterArrays,
  type ParameterTensors,
} from '../parameters.js'

/** What a tag estimator makes of a batch of pictures. */
export interface TaggerResponse {
  /** [batch, features], never negative. */
  features: Tensor2D
  /** [batch, tags]; see `tagProbabilities`. */
  logits: Tensor2D
}

/**
 * The network that {@link TaggerSpec} describes.
 *
 * @param images [batch, resolution, resolution, 3], RGB in [-1, 1]
 */
export function applyTagger(
  spec: TaggerSpec,
  parameters: ParameterTensors,
  images: Tensor4D,
): TaggerResponse {
  let x = images
  spec.stages.forEach(({ blocks }, i) => {
    x = residualStage(parameters, i, blocks, spec.leak, x)
  })
  const features = relu(dense(parameters, 'features', x.transpose([0, 3, 1, 2])))
  return { features, logits: dense(parameters, 'tags', features) }
}

const initialisation: Initialisation = 'kaiming'

/**
 * Fresh parameters: Kaiming's, but the last convolution of each block is zero, so that every block begins as the identity and
 * the depth does not scale gradients (Fixup, Zhang et al. 2019).
 */
export function initialiseTagger(spec: TaggerSpec, seed: number): ParameterArrays {
  const arrays = initialiseParameters(spec, seed, initialisation)
  for (const [name, array] of Object.entries(arrays)) if (name.endsWith('.conv2.weight')) array.fill(0)
  return arrays
}
