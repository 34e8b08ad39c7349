import { listParameters, type NetworkSpec } from '@animegan/core'
import type { InputSpec } from '@animegan/tfjs-onnx'
import { addN } from '@tensorflow/tfjs'
import { type AdamOptions, adamUpdate } from '../adam.js'
import { type NamedTensors, parameterSpec, putGroup, takeGroup } from './step.js'

type Network = 'generator' | 'discriminator' | 'tagger'

/** The scalars that Adam takes at every step. */
export const adamInputs: Record<string, InputSpec> = {
  'adam.stepSize': { shape: [] },
  'adam.epsilon': { shape: [] },
}

/** The inputs of a network's parameters, all of them or only the trained ones. */
export function parameterInputs(
  group: string,
  spec: NetworkSpec,
  trainedOnly = false,
): Record<string, InputSpec & { order: number[] }> {
  const chosen = listParameters(spec).filter(({ trained }) => trained || !trainedOnly)
  return putGroup(group, Object.fromEntries(chosen.map(({ name, shape }) => [name, parameterSpec(shape)])))
}

/** The groups that hold Adam's moments of a network. */
export function momentInputs(
  network: Network,
  spec: NetworkSpec,
): Record<string, InputSpec & { order: number[] }> {
  return {
    ...parameterInputs(`${network}.mean`, spec, true),
    ...parameterInputs(`${network}.variance`, spec, true),
  }
}

/** Applies Adam to every parameter that has a gradient; gives the network's and the moments' new values. */
export function optimise(
  network: Network,
  inputs: NamedTensors,
  gradients: NamedTensors,
  options: AdamOptions,
): NamedTensors {
  const [values, means, variances] = ['', '.mean', '.variance'].map((group) =>
    takeGroup(inputs, network + group),
  ) as [NamedTensors, NamedTensors, NamedTensors]
  const outputs: NamedTensors = {}
  for (const [name, gradient] of Object.entries(gradients)) {
    const slot = { value: values[name]!, mean: means[name]!, variance: variances[name]! }
    const next = adamUpdate(slot, gradient, inputs['adam.stepSize']!, inputs['adam.epsilon']!, options)
    outputs[`${network}/${name}`] = next.value
    outputs[`${network}.mean/${name}`] = next.mean
    outputs[`${network}.variance/${name}`] = next.variance
  }
  return outputs
}

/** The norm of all gradients together. */
export function gradientNorm(gradients: NamedTensors) {
  return addN(Object.values(gradients).map((gradient) => gradient.square().sum())).sqrt()
}
