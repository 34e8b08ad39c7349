import { conditionSize, InvalidInputError, listExclusiveGroups, type TagSchema } from '@animegan/core'
import type { TrainableWeights } from './export/trainable-weights.js'
import { initialiseParameters, type ParameterArrays } from './parameters.js'
import type { TrainingConfig } from './training-config.js'
import { assembleState, type TrainingState } from './training-state.js'

/**
 * The configuration that goes on from trained networks: theirs in place of the recipe's, made for the tag schema. The
 * recipe keeps its discriminator when the weights bring none.
 *
 * @param tags the schema to train on: the weights' own, or another
 * @throws InvalidInputError INVALID_CONFIG when the weights bring no discriminator and the recipe's is for another resolution
 */
export function adoptNetworks(
  recipe: TrainingConfig,
  { generator, discriminator }: TrainableWeights,
  tags: TagSchema,
): TrainingConfig {
  const judge = discriminator?.spec ?? recipe.discriminator
  const { resolution } = generator.spec
  if (judge.resolution !== resolution) {
    throw new InvalidInputError(
      'INVALID_CONFIG',
      `The weights draw pictures of side ${resolution} and bring no discriminator; the one of ${recipe.preset} judges side ${judge.resolution}. Choose a preset of side ${resolution}.`,
    )
  }
  return adoptSchema({ ...recipe, generator: generator.spec, discriminator: judge }, tags)
}

/** A recipe's networks and losses for other tags. */
export function adoptSchema(recipe: TrainingConfig, tags: TagSchema): TrainingConfig {
  const size = conditionSize(tags)
  return {
    ...recipe,
    generator: { ...recipe.generator, conditionSize: size },
    discriminator: { ...recipe.discriminator, conditionSize: size },
    tags,
  }
}

/**
 * The state before the first step of a fine-tuning, for a configuration of {@link adoptNetworks}. Every number is a trained
 * one, but for:
 *
 * - a discriminator that the weights do not bring;
 * - what belongs to a tag or attribute that is new (found by id): it begins without effect on G, fresh in D;
 * - a tag that is gone: G goes on as if it always had the mean that fakes had in training.
 */
export function fineTuningState(
  config: TrainingConfig,
  { generator, discriminator, tags }: TrainableWeights,
): TrainingState {
  const from = matchConditions(tags, config.tags)
  const { latentSize } = config.generator
  const rows = [
    ...Array(latentSize).keys(),
    ...from.map((row) => (row === undefined ? row : latentSize + row)),
  ]
  const means = [...Array<number>(latentSize).fill(0), ...listMeans(tags)]
  const adapted = rewireInputs(generator.parameters, 'input.dense', rows, means)
  const fresh = initialiseParameters(config.discriminator, config.seed, config.initialisation)
  return assembleState(
    config,
    adapted,
    discriminator === undefined ? fresh : adaptJudge(discriminator.parameters, fresh, from, listMeans(tags)),
  )
}

function adaptJudge(
  old: ParameterArrays,
  fresh: ParameterArrays,
  from: readonly (number | undefined)[],
  means: readonly number[],
): ParameterArrays {
  const projecting = 'heads.projection.weight' in old
  const rewired = projecting ? rewireInputs(old, 'heads.projection', from, means) : old
  const [weight, bias] = [fresh['heads.tags.weight']!.slice(), fresh['heads.tags.bias']!.slice()]
  const [width, oldWidth] = [bias.length, old['heads.tags.bias']!.length]
  from.forEach((column, i) => {
    if (column === undefined) return
    bias[i] = old['heads.tags.bias']![column]!
    for (let at = i; at < weight.length; at += width) {
      weight[at] = old['heads.tags.weight']![((at - i) / width) * oldWidth + column]!
    }
  })
  return { ...rewired, 'heads.tags.weight': weight, 'heads.tags.bias': bias }
}

/**
 * A dense layer for other inputs. Input i is the old input `from[i]`, or new: with weight 0. What an old input that is gone
 * gave on average goes into the bias.
 */
function rewireInputs(
  old: ParameterArrays,
  layer: string,
  from: readonly (number | undefined)[],
  means: readonly number[],
): ParameterArrays {
  const weight = old[`${layer}.weight`]!
  const bias = old[`${layer}.bias`]!.slice()
  const outputs = bias.length
  const next = new Float32Array(from.length * outputs)
  from.forEach((row, i) => {
    if (row !== undefined) next.set(weight.subarray(row * outputs, (row + 1) * outputs), i * outputs)
  })
  means.forEach((mean, row) => {
    if (from.includes(row)) return
    for (let i = 0; i < outputs; i++) bias[i]! += mean * weight[row * outputs + i]!
  })
  return { ...old, [`${layer}.weight`]: next, [`${layer}.bias`]: bias }
}

const listIds = ({ tags, attributes }: TagSchema): string[] => [...tags, ...attributes].map(({ id }) => id)

/** For each condition of `next` the index of the same tag or attribute in `old`. */
function matchConditions(old: TagSchema, next: TagSchema): (number | undefined)[] {
  const known = new Map(listIds(old).map((id, i) => [id, i]))
  return listIds(next).map((id) => known.get(id))
}

/** The mean of each condition under the prior that fakes are drawn with in training: see `sampleTags`. */
function listMeans(schema: TagSchema): number[] {
  const sizes = new Map(listExclusiveGroups(schema).map(({ group, tags }) => [group.id, tags.length]))
  const chances = schema.tags.map(({ group }) => (sizes.has(group) ? 1 / sizes.get(group)! : 0.25))
  return [...chances.map((chance) => 2 * chance - 1), ...schema.attributes.map(() => 0)]
}
