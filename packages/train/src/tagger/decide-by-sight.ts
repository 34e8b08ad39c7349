import { createRandom, InvalidInputError, type TagSchema } from '@animegan/core'
import type { ParameterArrays } from '../parameters.js'
import { fitDecision } from './fit-decision.js'
import { measureTag, type TagMetrics } from './tag-metrics.js'

/** One tag in pictures that a person looked at, by their features. */
export interface SeenTag {
  id: string
  /** [pictures, size] */
  features: Float32Array
  /** Whether the person sees the tag. */
  shown: readonly boolean[]
}

export interface DecideBySightOptions {
  schema: TagSchema
  /** Of a trained tag estimator. */
  parameters: ParameterArrays
  seen: readonly SeenTag[]
  /** [pictures, size], features of any pictures of the same kind, of which those are taken that surely lack a tag. */
  others: Float32Array
  seed: number
}

/** A tag estimator of which some tags are decided anew. */
export interface DecidedBySight {
  parameters: ParameterArrays
  /** Of each of these tags, in cross-validation over the pictures seen. */
  metrics: Record<string, TagMetrics>
}

/** Below this probability a picture surely lacks a tag. */
const surelyWithout = 0.02

/**
 * Decides some tags anew, from what people saw. A network that is trained on what a generator was told to draw finds traces
 * of the request in pictures that do not show it. The features stay; the last layer's weights for these tags are replaced by
 * a logistic regression on the pictures seen and as many that the network is sure lack the tag.
 *
 * Throws `INVALID_DATA` for a tag of an exclusive group, which has no decision of its own, for an unknown tag, and for one
 * of which all pictures, or none, show it.
 */
export function decideBySight({
  schema,
  parameters,
  seen,
  others,
  seed,
}: DecideBySightOptions): DecidedBySight {
  const weight = parameters['tags.weight']!.slice()
  const bias = parameters['tags.bias']!.slice()
  const width = schema.tags.length
  const size = weight.length / width
  const metrics: Record<string, TagMetrics> = {}
  for (const { id, features, shown } of seen) {
    const tag = findTag(schema, id)
    checkBothKinds(id, shown)
    const lacking = findLacking(
      others,
      size,
      shown.length,
      (row) => {
        let logit = bias[tag]!
        for (let i = 0; i < size; i++) logit += others[row * size + i]! * weight[i * width + tag]!
        return 1 / (1 + Math.exp(-logit)) < surelyWithout
      },
      seed,
    )
    const decision = fitDecision(
      {
        features: Float32Array.from([...features, ...lacking]),
        size,
        shown: [...shown, ...new Array<boolean>(lacking.length / size).fill(false)],
      },
      seed,
    )
    for (let i = 0; i < size; i++) weight[i * width + tag] = decision.weights[i]!
    bias[tag] = decision.bias
    metrics[id] = measureTag(decision.crossValidated.slice(0, shown.length), shown, 0.5)
  }
  return { parameters: { ...parameters, 'tags.weight': weight, 'tags.bias': bias }, metrics }
}

function findTag(schema: TagSchema, id: string): number {
  const tag = schema.tags.findIndex((tag) => tag.id === id)
  const { group } = schema.tags[tag] ?? {}
  if (group === undefined) {
    throw new InvalidInputError('INVALID_DATA', `the tag estimator has no tag "${id}"`)
  }
  if (schema.groups.find(({ id }) => id === group)?.exclusive) {
    throw new InvalidInputError(
      'INVALID_DATA',
      `the tag "${id}" is one of the exclusive group "${group}", which is decided as a whole; only other tags can be decided anew`,
    )
  }
  return tag
}

function checkBothKinds(id: string, shown: readonly boolean[]): void {
  const count = shown.filter(Boolean).length
  if (count > 0 && count < shown.length) return
  throw new InvalidInputError(
    'INVALID_DATA',
    `of ${shown.length} pictures seen for the tag "${id}", ${count} show it; look at some that do and some that do not`,
  )
}

/** Features of at most `count` of the pictures of which `lacks` is true, drawn at random. */
function findLacking(
  features: Float32Array,
  size: number,
  count: number,
  lacks: (row: number) => boolean,
  seed: number,
): Float32Array {
  const random = createRandom(seed, 'lacking')
  const rows = Array.from({ length: features.length / size }, (_, row) => ({ row, rank: random.uniform() }))
  const chosen = rows
    .sort((a, b) => a.rank - b.rank)
    .filter(({ row }) => lacks(row))
    .slice(0, count)
  const gathered = new Float32Array(chosen.length * size)
  for (const [i, { row }] of chosen.entries()) {
    gathered.set(features.subarray(row * size, (row + 1) * size), i * size)
  }
  return gathered
}
