import { type Scalar, softplus, type Tensor, type Tensor1D, type Tensor2D } from '@tensorflow/tfjs'

/**
 * What D minimises: mean of softplus(-D(x)) + softplus(D(G(z, c))) (paper C.2, with the minus signs that its print
 * lacks; softplus(-l) = -log sigmoid(l)). Both arguments are logits [batch].
 */
export function discriminatorAdversarialLoss(real: Tensor1D, fake: Tensor1D): Scalar {
  return softplus(real.neg()).mean().add(softplus(fake).mean())
}

/** What G minimises: mean of softplus(-D(G(z, c))), the non-saturating form (Goodfellow et al. 2014). */
export function generatorAdversarialLoss(fake: Tensor1D): Scalar {
  return softplus(fake.neg()).mean()
}

/**
 * Sigmoid cross-entropy of tags, summed over the tags and averaged over the batch (paper C.2).
 *
 * @param logits [batch, tags]
 * @param tags [batch, tags] as -1/+1: with t = ±1 the entropy of one tag is softplus(-t * logit)
 */
export function tagLoss(logits: Tensor2D, tags: Tensor2D): Scalar {
  return softplus(logits.mul(tags).neg()).sum(1).mean()
}

/** The part of logits whose sign says the truth, 0 to 1. `truth` is -1/+1 and broadcasts. */
export function accuracy(logits: Tensor, truth: Tensor | number): Scalar {
  return logits.mul(truth).step(0).mean()
}
