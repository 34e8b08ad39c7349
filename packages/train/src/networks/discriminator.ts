import type { DiscriminatorSpec } from '@animegan/core'
import { concat, type Tensor1D, type Tensor2D, type Tensor4D, zeros } from '@tensorflow/tfjs'
import type { ParameterTensors } from '../parameters.js'
import { dense } from './layers.js'
import { residualStage } from './residual-stage.js'

/** What the discriminator says of a batch of pictures. */
export interface Judgement {
  /** Logits [batch]: positive means real. */
  adversarial: Tensor1D
  /** [batch, conditionSize]: logits of tags, positive where the tag is there; estimates of attributes. */
  tags: Tensor2D
  /** The map after each stage: [batch, side, side, channels]. */
  maps: Tensor4D[]
}

/**
 * The discriminator of paper section C.1: no batch norm, because the gradient penalty looks at single pictures.
 *
 * @param images [batch, resolution, resolution, 3], RGB in [-1, 1]
 * @param conditions [batch, conditionSize]: what the pictures are said to show; only a projection looks at it
 */
export function applyDiscriminator(
  spec: DiscriminatorSpec,
  parameters: ParameterTensors,
  images: Tensor4D,
  conditions: Tensor2D,
): Judgement {
  let x = images
  const maps: Tensor4D[] = []
  spec.stages.forEach(({ blocks }, i) => {
    if (spec.deviationGroup > 0 && i === spec.stages.length - 1) x = withDeviation(x, spec.deviationGroup)
    x = residualStage(parameters, i, blocks, spec.leak, x)
    maps.push(x)
  })
  const features = x.transpose([0, 3, 1, 2]).reshape([x.shape[0], -1])
  const unconditional = dense(parameters, 'heads.adversarial', features).reshape<Tensor1D>([-1])
  return {
    adversarial: spec.projection ? unconditional.add(project(parameters, x, conditions)) : unconditional,
    tags: dense(parameters, 'heads.tags', features),
    maps,
  }
}

/**
 * Minibatch standard deviation (Karras et al. 2018, section 3): the standard deviation over each group of neighbours in
 * the batch, averaged over positions and channels, as one more channel. It tells D when G repeats itself.
 */
function withDeviation(x: Tensor4D, group: number): Tensor4D {
  const [batch, height, width] = x.shape
  const groups = x.reshape([batch / group, group, -1])
  const variance = groups.sub(groups.mean(1, true)).square().mean(1)
  const deviation = variance.add(1e-8).sqrt().mean(1).reshape([-1, 1, 1, 1, 1])
  const channel = zeros([batch / group, group, height, width, 1]).add(deviation)
  return concat([x, channel.reshape<Tensor4D>([batch, height, width, 1])], 3)
}

/** The inner product of the embedded condition and the features' mean over positions (Miyato and Koyama 2018). */
function project(parameters: ParameterTensors, x: Tensor4D, conditions: Tensor2D): Tensor1D {
  return dense(parameters, 'heads.projection', conditions)
    .mul(x.mean([1, 2]))
    .sum(1)
}
