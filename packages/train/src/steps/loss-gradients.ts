import { grads, keep, type Scalar, type Tensor } from '@tensorflow/tfjs'
import type { NamedTensors } from './step.js'

/** A loss as a function of the trained parameters. `report` notes a tensor that is wanted beside the gradients. */
export type Loss = (parameters: NamedTensors, report: (name: string, value: Tensor) => void) => Scalar

/** The gradients of `loss` by each parameter, and what it reported. */
export function lossGradients(
  parameters: NamedTensors,
  loss: Loss,
): { gradients: NamedTensors; reported: NamedTensors } {
  const names = Object.keys(parameters)
  const kept = new Map<string, Tensor>()
  const evaluate = (...values: Tensor[]) =>
    loss(Object.fromEntries(names.map((name, i) => [name, values[i]!])), (name, value) => {
      kept.set(name, keep(value.clone()))
    })
  const values = grads(evaluate)(names.map((name) => parameters[name]!))
  // tfjs frees what a differentiated function made; clones made here belong to the caller's scope again.
  const reported = Object.fromEntries([...kept].map(([name, value]) => [name, value.clone()]))
  for (const value of kept.values()) value.dispose()
  return { gradients: Object.fromEntries(names.map((name, i) => [name, values[i]!])), reported }
}
