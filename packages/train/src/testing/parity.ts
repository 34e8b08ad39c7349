import { expect } from 'vitest'
import type { StepValues } from '../steps/run-step.js'
import { largestDifference } from './compare-runners.js'
import { largestOf, readGradients } from './step-inputs.js'

/**
 * Expects the gradients of two runs of a step from zero moments to be equal but for the order of float32 sums: within
 * 2e-5 of the tensor's largest gradient. Where the true gradient is zero there is only rounding to compare: within 2e-6
 * of the network's largest.
 *
 * @param vanishing names of the tensors whose true gradient is zero
 */
export function expectEqualGradients(
  { recorded, eager }: { recorded: StepValues; eager: StepValues },
  network: 'generator' | 'discriminator' | 'tagger',
  beta1: number,
  vanishing: RegExp = /^$/,
): void {
  const [ours, theirs] = [recorded, eager].map((values) => readGradients(values, network, beta1)) as [
    ReturnType<typeof readGradients>,
    ReturnType<typeof readGradients>,
  ]
  expect(Object.keys(ours).sort()).toEqual(Object.keys(theirs).sort())
  const largest = Math.max(...Object.values(theirs).map(largestOf))
  for (const [name, gradient] of Object.entries(theirs)) {
    const difference = largestDifference(ours[name]!, gradient)
    if (vanishing.test(name)) {
      expect(largestOf(gradient), name).toBeLessThan(2e-6 * largest)
      expect(difference, name).toBeLessThan(2e-6 * largest)
    } else {
      expect(largestOf(gradient), name).toBeGreaterThan(1e-4 * largest)
      expect(difference, name).toBeLessThan(2e-5 * largestOf(gradient))
    }
  }
}

/** Expects all outputs of two runs, metrics included, within 2e-5 of the tensor's largest entry. */
export function expectEqualOutputs({ recorded, eager }: { recorded: StepValues; eager: StepValues }): void {
  expect(Object.keys(recorded).sort()).toEqual(Object.keys(eager).sort())
  for (const [name, { data, shape }] of Object.entries(eager)) {
    expect(recorded[name]!.shape, name).toEqual(shape)
    const difference = largestDifference(recorded[name]!.data, data)
    expect(difference, name).toBeLessThanOrEqual(2e-5 * largestOf(data))
  }
}
