import { createSession } from '@animegan/runtime-node'
import { createEagerRunner, createRecordedRunner, type StepValues } from '../steps/run-step.js'
import type { Step } from '../steps/step.js'

/** Runs a step as a recorded graph in ONNX Runtime and eagerly on tfjs's selected backend. */
export async function runBothWays(
  step: Step,
  inputs: StepValues,
): Promise<{ recorded: StepValues; eager: StepValues }> {
  const runner = await createRecordedRunner(step, createSession, { device: 'cpu', threads: 1 })
  try {
    return { recorded: await runner.run(inputs), eager: await createEagerRunner(step).run(inputs) }
  } finally {
    await runner.dispose()
  }
}

/** The largest difference of two arrays. NaN anywhere is NaN. */
export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let largest = 0
  for (let i = 0; i < a.length; i++) {
    const difference = Math.abs(a[i]! - b[i]!)
    if (!(difference <= largest)) largest = difference
  }
  return a.length === b.length ? largest : Number.NaN
}
