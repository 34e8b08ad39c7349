import type { Tensor4D } from '@tensorflow/tfjs'
import type { ParameterTensors } from '../parameters.js'
import { convolution, leakyRelu } from './layers.js'

/**
 * One stage of a discriminator or tag estimator: a stride-2 convolution, LeakyReLU, and residual blocks without normalisation
 * (3x3 convolution, LeakyReLU, 3x3 convolution, add, LeakyReLU).
 *
 * @param x [batch, side, side, in]
 * @returns [batch, side / 2, side / 2, out]
 */
export function residualStage(
  parameters: ParameterTensors,
  stage: number,
  blocks: number,
  leak: number,
  x: Tensor4D,
): Tensor4D {
  let y = leakyRelu(convolution(parameters, `stages.${stage}.down`, x, 2), leak)
  for (let i = 0; i < blocks; i++) {
    const block = `stages.${stage}.blocks.${i}`
    const inner = leakyRelu(convolution(parameters, `${block}.conv1`, y), leak)
    y = leakyRelu(convolution(parameters, `${block}.conv2`, inner).add<Tensor4D>(y), leak)
  }
  return y
}
