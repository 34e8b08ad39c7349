import { grad, moments, type Scalar, sqrt, type Tensor1D, type Tensor4D } from '@tensorflow/tfjs'

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
 * @param logits the adversarial logits [batch] of pictures [batch, height, width, 3]
 * @param images where the gradient is taken: perturbed real pictures
 */
export function draganPenalty(logits: (images: Tensor4D) => Tensor1D, images: Tensor4D): Scalar {
  // D judges each picture by itself, so the gradient of the sum holds every picture's own gradient.
  const gradient = grad((x) => logits(x as Tensor4D).sum())(images)
  const norm = gradient.square().sum([1, 2, 3]).add(1e-12).sqrt()
  return norm.sub(1).square().mean()
}
