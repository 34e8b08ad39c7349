import { createSession } from '@animegan/runtime-node'
import { createRecordedRunner, type StepValues } from '../steps/run-step.js'
import type { Step } from '../steps/step.js'
import { largestOf, readGradients } from './step-inputs.js'

/** One direction in which a tensor was moved, and the slope of the loss along it. */
export interface Slope {
  /** The tensor, and `*` when all of it moved. */
  name: string
  /** By the step's gradient. */
  expected: number
  /** By the loss at both ends: (L(+h) - L(-h)) / 2h. */
  measured: number
}

/**
 * Compares a step's gradients with central differences of its own loss. Each tensor is moved along its gradient, all
 * entries at once, which a wrong entry anywhere would show; and in its entry of largest gradient alone.
 *
 * @param h length of the movement. Loss and weights are float32: too small and rounding shows, too large and
 *   activations change their sign, where the loss has no second derivative.
 */
export async function measureSlopes(
  step: Step,
  inputs: StepValues,
  network: 'generator' | 'discriminator' | 'tagger',
  beta1: number,
  h: number,
): Promise<Slope[]> {
  const runner = await createRecordedRunner(step, createSession, { device: 'cpu', threads: 1 })
  try {
    const gradients = readGradients(await runner.run(inputs), network, beta1)
    const slopes: Slope[] = []
    for (const [name, gradient] of Object.entries(gradients)) {
      const norm = Math.hypot(...gradient)
      const along = gradient.map((value) => (norm === 0 ? 0 : value / norm))
      const largest = gradient.findIndex((value) => Math.abs(value) === largestOf(gradient))
      const single = gradient.map((_, i) => (i === largest ? 1 : 0))
      for (const [label, direction] of [
        [`${name}*`, along],
        [`${name}[${largest}]`, single],
      ] as const) {
        const loss = async (by: number) => {
          const value = inputs[`${network}/${name}`]!
          const data = (value.data as Float32Array).map((weight, i) => weight + by * direction[i]!)
          const moved = { ...inputs, [`${network}/${name}`]: { ...value, data } }
          return (await runner.run(moved))['metrics/loss']!.data[0]!
        }
        const expected = gradient.reduce((sum, value, i) => sum + value * direction[i]!, 0)
        slopes.push({ name: label, expected, measured: ((await loss(h)) - (await loss(-h))) / (2 * h) })
      }
    }
    return slopes
  } finally {
    await runner.dispose()
  }
}
