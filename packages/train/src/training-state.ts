import { listParameters, type NetworkSpec } from '@animegan/core'
import {
  initialiseParameters,
  invertOrder,
  type ParameterArrays,
  permute,
  storedParameterOrder,
} from './parameters.js'
import type { StepValues } from './steps/run-step.js'
import { putGroup } from './steps/step.js'
import type { TrainingConfig } from './training-config.js'

/**
 * All numbers that change while training, by group:
 * `generator`, `discriminator`, their Adam moments `….mean` and `….variance`, and `average`, the moving average of the
 * generator. Filters are stored as the steps take them.
 */
export type TrainingState = StepValues

type Spec = NetworkSpec

/** Arrays in tfjs order, as a group of the state. */
export function storeGroup(group: string, spec: Spec, arrays: ParameterArrays): TrainingState {
  const stored = listParameters(spec)
    .filter(({ name }) => arrays[name] !== undefined)
    .map(({ name, shape }) => {
      const order = storedParameterOrder(shape.length)
      const data = permute(arrays[name]!, shape, order)
      return [name, { data, shape: order.map((axis) => shape[axis]!) }]
    })
  return putGroup(group, Object.fromEntries(stored))
}

/** A group of the state as arrays in tfjs order. */
export function readGroup(state: TrainingState, group: string, spec: Spec): ParameterArrays {
  const arrays: ParameterArrays = {}
  for (const { name, shape } of listParameters(spec)) {
    const value = state[`${group}/${name}`]
    if (value === undefined) continue
    arrays[name] = permute(
      value.data as Float32Array,
      value.shape,
      invertOrder(storedParameterOrder(shape.length)),
    )
  }
  return arrays
}

export function moments(network: string, spec: Spec): TrainingState {
  const zeros = () =>
    Object.fromEntries(
      listParameters(spec)
        .filter(({ trained }) => trained)
        .map(({ name, shape }) => [name, new Float32Array(shape.reduce((a, b) => a * b, 1))]),
    )
  return {
    ...storeGroup(`${network}.mean`, spec, zeros()),
    ...storeGroup(`${network}.variance`, spec, zeros()),
  }
}

/** The shapes of all members of a state, as stored. */
export function listStateShapes({ generator, discriminator }: TrainingConfig): Record<string, number[]> {
  const group = (name: string, spec: Spec, trainedOnly = false) =>
    listParameters(spec)
      .filter(({ trained }) => trained || !trainedOnly)
      .map((parameter): [string, number[]] => [
        `${name}/${parameter.name}`,
        storedParameterOrder(parameter.shape.length).map((axis) => parameter.shape[axis]!),
      ])
  return Object.fromEntries([
    ...group('generator', generator),
    ...group('average', generator),
    ...group('discriminator', discriminator),
    ...['generator.mean', 'generator.variance'].flatMap((name) => group(name, generator, true)),
    ...['discriminator.mean', 'discriminator.variance'].flatMap((name) => group(name, discriminator, true)),
  ])
}

/** The state before the first step. */
export function initialState(config: TrainingConfig): TrainingState {
  const { generator, discriminator, seed, initialisation } = config
  return assembleState(
    config,
    initialiseParameters(generator, seed, initialisation),
    initialiseParameters(discriminator, seed, initialisation),
  )
}

/** The state in which both networks have these numbers (in tfjs order), the average is the generator, and no step was done. */
export function assembleState(
  { generator, discriminator }: TrainingConfig,
  generatorArrays: ParameterArrays,
  discriminatorArrays: ParameterArrays,
): TrainingState {
  return {
    ...storeGroup('generator', generator, generatorArrays),
    ...storeGroup('average', generator, generatorArrays),
    ...storeGroup('discriminator', discriminator, discriminatorArrays),
    ...moments('generator', generator),
    ...moments('discriminator', discriminator),
  }
}
