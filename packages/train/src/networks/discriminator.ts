import type { DiscriminatorSpec } from '@animegan/core'
import type { Tensor1D, Tensor2D, Tensor4D } from '@tensorflow/tfjs'
import type { ParameterTensors } from '../parameters.js'
import { convolution, dense, leakyRelu } from './layers.js'

/** What the discriminator says of a batch of pictures. */
export interface Judgement {
  /** Logits [batch]: positive means real. */
  adversarial: Tensor1D
  /** Logits [batch, conditionSize]: positive means that the tag is there. */
  tags: Tensor2D
}

/**
 * The discriminator of paper section C.1: no batch norm, because the gradient penalty looks at single pictures.
 *
 * @param images [batch, resolution, resolution, 3], RGB in [-1, 1]
 */
export function applyDiscriminator(
  spec: DiscriminatorSpec,
  parameters: ParameterTensors,
  images: Tensor4D,
): Judgement {
  let x = images
  spec.stages.forEach(({ blocks }, i) => {
    x = leakyRelu(convolution(parameters, `stages.${i}.down`, x, 2), spec.leak)
    for (let j = 0; j < blocks; j++) {
      const block = `stages.${i}.blocks.${j}`
      const inner = leakyRelu(convolution(parameters, `${block}.conv1`, x), spec.leak)
      x = leakyRelu(convolution(parameters, `${block}.conv2`, inner).add<Tensor4D>(x), spec.leak)
    }
  })
  const features = x.transpose([0, 3, 1, 2]).reshape([x.shape[0], -1])
  return {
    adversarial: dense(parameters, 'heads.adversarial', features).reshape([-1]),
    tags: dense(parameters, 'heads.tags', features),
  }
}
