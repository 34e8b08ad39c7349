import type { TensorValue } from '@animegan/core'
import type { TrainingData } from './training-batch.js'

/**
 * Weights of the tag loss that let rare tags count: with p a tag's frequency, present weighs p^-b and absent (1 - p)^-b,
 * scaled so that a tag's mean weight stays 1. At b = 1 both sides have equal say (as in weighting by inverse frequency; see
 * Cui et al. 2019), at b = 0 every weight is 1.
 *
 * @returns [2, tags]: absent, present
 */
export function balanceTags({ tagSchema, conditions, size }: TrainingData, exponent: number): TensorValue {
  const count = tagSchema.tags.length
  const width = conditions.length / size
  const data = new Float32Array(2 * count)
  for (let tag = 0; tag < count; tag++) {
    let present = 0
    for (let i = 0; i < size; i++) present += Number(conditions[i * width + tag]! > 0)
    // A tag that is always or never there teaches nothing; half a picture keeps its weight finite.
    const p = Math.min(Math.max(present, 0.5), size - 0.5) / size
    const mean = p ** (1 - exponent) + (1 - p) ** (1 - exponent)
    data[tag] = (1 - p) ** -exponent / mean
    data[count + tag] = p ** -exponent / mean
  }
  return { data, shape: [2, count] }
}
