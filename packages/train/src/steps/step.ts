import type { InputSpec, OutputSpec } from '@animegan/tfjs-onnx'
import type { Tensor } from '@tensorflow/tfjs'
import { storedParameterOrder } from '../parameters.js'

/** Tensors by name; a slash separates a group from the name in it, as in `generator/output.conv.weight`. */
export type NamedTensors = Record<string, Tensor>

/**
 * One update of the training state as a pure function. It is recorded as an ONNX graph to train, and can run
 * eagerly on any tfjs backend to be checked.
 */
export interface Step {
  /** In the order in which the axes are stored outside of tfjs. */
  readonly inputs: Readonly<Record<string, InputSpec>>
  readonly outputs: Readonly<Record<string, OutputSpec>>
  readonly run: (inputs: NamedTensors) => NamedTensors
}

/** A tensor that a step takes or gives, stored in the parameters' order. */
export function parameterSpec(shape: readonly number[]): InputSpec & { order: number[] } {
  return { shape, order: storedParameterOrder(shape.length) }
}

/** Pictures are stored channels first. */
export const imageOrder = [0, 3, 1, 2]

/** The members of a group, under their names inside it. */
export function takeGroup<T>(members: Readonly<Record<string, T>>, group: string): Record<string, T> {
  const prefix = `${group}/`
  return Object.fromEntries(
    Object.entries(members)
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, member]) => [name.slice(prefix.length), member]),
  )
}

/** The members under their names in a group. */
export function putGroup<T>(group: string, members: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(members).map(([name, member]) => [`${group}/${name}`, member]))
}
