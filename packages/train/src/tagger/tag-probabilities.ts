import { listExclusiveGroups, type TagSchema } from '@animegan/core'
import {
  customGrad,
  type Scalar,
  softmax,
  softplus,
  type Tensor,
  type Tensor2D,
  tensor2d,
} from '@tensorflow/tfjs'

/** [tags, group]: picks an exclusive group's columns out of logits. */
function selectGroups(schema: TagSchema): Tensor2D[] {
  return listExclusiveGroups(schema).map(({ tags }) =>
    tensor2d(schema.tags.map(({ id }) => tags.map((tag) => Number(tag.id === id)))),
  )
}

/** [1, tags]: 1 for a tag of no exclusive group. */
function markIndependent(schema: TagSchema): Tensor2D {
  const exclusive = new Set(listExclusiveGroups(schema).flatMap(({ tags }) => tags.map(({ id }) => id)))
  return tensor2d([schema.tags.map(({ id }) => Number(!exclusive.has(id)))])
}

/**
 * The probability of each tag [batch, tags]: softmax inside an exclusive group, sigmoid elsewhere.
 *
 * @param logits [batch, tags]
 */
export function tagProbabilities(schema: TagSchema, logits: Tensor2D): Tensor2D {
  return selectGroups(schema).reduce<Tensor2D>(
    (sum, select) => sum.add(softmax(logits.matMul(select)).matMul(select, false, true)),
    logits.sigmoid().mul(markIndependent(schema)),
  )
}

/**
 * Cross-entropy of tags, summed over groups and independent tags, averaged over the batch. A picture without any tag of an
 * exclusive group says nothing about the group; one with several wants them in equal parts.
 *
 * @param logits [batch, tags]
 * @param tags [batch, tags], -1/+1
 */
export function taggerLoss(schema: TagSchema, logits: Tensor2D, tags: Tensor2D): Scalar {
  const operation = customGrad((input, save) => {
    const logits = input as Tensor2D
    const [batch] = logits.shape
    const present = tags.add(1).mul(0.5)
    const independent = markIndependent(schema)
    let entropy: Tensor = softplus(logits.mul(tags).neg()).mul(independent).sum(1)
    let gradient: Tensor = logits.sigmoid().sub(present).mul(independent)
    for (const select of selectGroups(schema)) {
      const [members, wanted] = [logits.matMul(select), present.matMul(select)]
      const count = wanted.sum(1, true)
      // 0 without a tag of the group, and there the shares are 0 too.
      const known = count.minimum(1)
      const shares = wanted.div(count.maximum(1))
      const shifted = members.sub(members.max(1, true))
      const logTotal = shifted.exp().sum(1, true).log()
      entropy = entropy.add(logTotal.mul(known).sub(shifted.mul(shares).sum(1, true)).sum(1))
      const difference = softmax(members).mul(known).sub(shares)
      gradient = gradient.add(difference.matMul(select, false, true))
    }
    ;(save as unknown as (tensors: Tensor[]) => void)([gradient.div(batch)])
    return {
      value: entropy.mean(),
      gradFunc: (dy: Tensor, saved: Tensor[]) => saved[0]!.mul(dy),
    }
  })
  return operation(logits) as Scalar
}
