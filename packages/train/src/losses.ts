import {
  addN,
  concat,
  type Scalar,
  softplus,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
} from '@tensorflow/tfjs'

/**
 * How D's logits become its loss and G's.
 *
 * - `non-saturating`: every picture for itself (Goodfellow et al. 2014; paper C.2).
 * - `relativistic`: each fake against a real picture (Jolicoeur-Martineau 2018, in pairs as R3GAN, Huang et al. 2024, has
 *   it), which has no local minima where modes are dropped; to be used with both gradient penalties.
 */
export type AdversarialLoss = 'non-saturating' | 'relativistic'

/**
 * What D minimises: the mean of softplus(-D(x)) + softplus(D(G(z, c))) (paper C.2, with the minus signs that its print
 * lacks; softplus(-l) = -log sigmoid(l)), or of softplus(D(G(z, c)) - D(x)). All arguments are logits [batch].
 */
export function discriminatorAdversarialLoss(real: Tensor1D, fake: Tensor1D, kind: AdversarialLoss): Scalar {
  return kind === 'relativistic'
    ? softplus(fake.sub(real)).mean()
    : softplus(real.neg()).mean().add(softplus(fake).mean())
}

/** What G minimises: the mean of softplus(-D(G(z, c))), or of softplus(D(x) - D(G(z, c))). */
export function generatorAdversarialLoss(fake: Tensor1D, real?: Tensor1D): Scalar {
  return softplus(real === undefined ? fake.neg() : real.sub(fake)).mean()
}

/**
 * How well conditions were recognised, summed over them and averaged over the batch (paper C.2): sigmoid cross-entropy of
 * tags, squared error of attributes.
 *
 * @param estimates [batch, tags + attributes]: logits, then values
 * @param conditions [batch, tags + attributes]: tags as -1/+1 (with t = ±1 the entropy is softplus(-t * logit)), then
 *   values
 * @param tagCount how many of the columns are tags
 * @param weights [2, tags]: the weight of a tag that is absent, and of one that is present; see `balanceTags`
 */
export function conditionLoss(
  estimates: Tensor2D,
  conditions: Tensor2D,
  tagCount: number,
  weights?: Tensor2D,
): Scalar {
  const [batch, size] = estimates.shape
  const tags = conditions.slice([0, 0], [batch, tagCount])
  const entropy = softplus(estimates.slice([0, 0], [batch, tagCount]).mul(tags).neg())
  const weighted = weights === undefined ? entropy : entropy.mul(weightOf(tags, weights))
  if (tagCount === size) return weighted.sum(1).mean()
  const attributes: [number, number] = [batch, size - tagCount]
  const difference = estimates
    .slice([0, tagCount], attributes)
    .sub(conditions.slice([0, tagCount], attributes))
  return concat([weighted, difference.square()], 1).sum(1).mean()
}

/** Picks each tag's weight: (1 - t) / 2 of the first row, (1 + t) / 2 of the second. */
function weightOf(tags: Tensor2D, weights: Tensor2D): Tensor2D {
  const [absent, present] = [weights.slice([0, 0], [1, -1]), weights.slice([1, 0], [1, -1])]
  const half = present.sub(absent).mul(0.5)
  return tags.mul(half).add(absent.add(half))
}

/** The mean absolute difference of tensors in pairs, averaged over the pairs: pixels, or the feature maps of two pictures. */
export function meanDistance(of: readonly Tensor[], to: readonly Tensor[]): Scalar {
  return addN(of.map((value, i) => value.sub(to[i]!).abs().mean())).div(of.length)
}

/** The part of logits whose sign says the truth, 0 to 1. `truth` is -1/+1 and broadcasts. */
export function accuracy(logits: Tensor, truth: Tensor | number): Scalar {
  return logits.mul(truth).step(0).mean()
}

/** The part of tags recognised, 0 to 1; attributes are left out. Arguments as in {@link conditionLoss}. */
export function tagAccuracy(estimates: Tensor2D, conditions: Tensor2D, tagCount: number): Scalar {
  const size: [number, number] = [estimates.shape[0], tagCount]
  return accuracy(estimates.slice([0, 0], size), conditions.slice([0, 0], size))
}
