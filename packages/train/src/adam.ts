import type { Tensor } from '@tensorflow/tfjs'

/** Adam's settings (Kingma and Ba 2015). */
export interface AdamOptions {
  beta1: number
  beta2: number
  epsilon: number
}

/** The numbers of one update that depend on the step, as the step's inputs `adam.stepSize` and `adam.epsilon`. */
export interface AdamScalars {
  stepSize: number
  epsilon: number
}

/**
 * Bias correction moved out of the update (Kingma and Ba 2015, end of section 2): with
 * stepSize = a * sqrt(1 - b2^t) / (1 - b1^t) and epsilon' = epsilon * sqrt(1 - b2^t), the update below equals the one
 * with corrected moments.
 *
 * @param updates t, counted from 1
 */
export function adamScalars(learningRate: number, updates: number, options: AdamOptions): AdamScalars {
  const correction = Math.sqrt(1 - options.beta2 ** updates)
  return {
    stepSize: (learningRate * correction) / (1 - options.beta1 ** updates),
    epsilon: options.epsilon * correction,
  }
}

/** One parameter with its moments. */
export interface AdamSlot {
  value: Tensor
  mean: Tensor
  variance: Tensor
}

/** The slot after one update: mean and variance move towards the gradient and its square, the value against it. */
export function adamUpdate(
  { value, mean, variance }: AdamSlot,
  gradient: Tensor,
  stepSize: Tensor,
  epsilon: Tensor,
  { beta1, beta2 }: AdamOptions,
): AdamSlot {
  const nextMean = mean.mul(beta1).add(gradient.mul(1 - beta1))
  const nextVariance = variance.mul(beta2).add(gradient.square().mul(1 - beta2))
  const change = nextMean.div(nextVariance.sqrt().add(epsilon)).mul(stepSize)
  return { value: value.sub(change), mean: nextMean, variance: nextVariance }
}
