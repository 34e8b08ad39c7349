import { grad, moments, type Scalar, sqrt, type Tensor1D, type Tensor4D } from '@tensorflow/tfjs'

/** D's adversarial logits [batch] of pictures [batch, height, width, 3]. */
export type Critic = (images: Tensor4D) => Tensor1D

/**
 * Real pictures moved a little: x + 0.5 * std(x) * u (DRAGAN, Kodali et al. 2017), std over the whole batch.
 *
 * @param images [batch, height, width, 3]
 * @param noise u, uniform in [0, 1), same shape
 */
export function perturbImages(images: Tensor4D, noise: Tensor4D): Tensor4D {
  const deviation = sqrt(moments(images).variance)
  return images.add(noise.mul(deviation.mul(0.5)))
}

/**
 * The mean of (||grad_x D(x)||_2 - 1)^2 (paper C.2). The norm of one picture's gradient goes over all its pixels
 * and channels.
 *
 * @param images where the gradient is taken: perturbed real pictures
 */
export function draganPenalty(critic: Critic, images: Tensor4D): Scalar {
  return squaredGradientNorm(critic, images).add(1e-12).sqrt().sub(1).square().mean()
}

/**
 * Half the mean of ||grad_x D(x)||_2^2 (Mescheder et al. 2018): R1 on real pictures, R2 on generated ones.
 */
export function zeroCentredPenalty(critic: Critic, images: Tensor4D): Scalar {
  return squaredGradientNorm(critic, images).mean().mul(0.5)
}

/**
 * [batch]. D judges each picture by itself (but for a minibatch standard deviation, whose small share is left in, as in
 * StyleGAN2), so the gradient of the sum holds every picture's own gradient.
 */
function squaredGradientNorm(critic: Critic, images: Tensor4D): Tensor1D {
  const gradient = grad((x) => critic(x as Tensor4D).sum())(images)
  return gradient.square().sum([1, 2, 3])
}
