import { AnimeganError } from '@animegan/core'
import type { StepMetrics } from './trainer.js'
import type { TrainingState } from './training-state.js'

const advice = 'Start a new run with a lower learning rate or other loss weights.'

/** The order in which a network's numbers are computed; what is not named here is a penalty, and comes first. */
const computed = [
  'tags',
  'adversarial',
  'accuracyReal',
  'accuracyFake',
  'accuracyTags',
  'loss',
  'gradientNorm',
]

/** D is updated before G, and in each the terms come before their sum and its gradient. */
function rank(name: string): number {
  const [network, term] = name.split('/') as [string, string]
  return (network === 'discriminator' ? 0 : 100) + computed.indexOf(term) + 1
}

/**
 * Looks whether every number of a step is finite.
 *
 * @param step the step that gave the numbers, counted from 1
 * @throws AnimeganError TRAINING_DIVERGED naming the number that went first, in the order of computation, and those that
 *   followed it
 */
export function assertFiniteMetrics(metrics: StepMetrics, step: number): void {
  const [first, ...others] = Object.keys(metrics)
    .filter((name) => !Number.isFinite(metrics[name]))
    .sort((a, b) => rank(a) - rank(b))
  if (first === undefined) return
  const followed = others.length === 0 ? '' : `, and after it ${others.join(', ')}`
  throw new AnimeganError(
    'TRAINING_DIVERGED',
    `At step ${step} ${first} became ${metrics[first]}${followed}. Nothing of this step is kept. ${advice}`,
  )
}

/**
 * Looks whether every number of a state is finite: an update can overflow although its losses were finite.
 *
 * @param step steps done
 * @throws AnimeganError TRAINING_DIVERGED naming the first tensor that is not
 */
export function assertFiniteState(state: TrainingState, step: number): void {
  for (const [name, { data }] of Object.entries(state)) {
    const index = (data as Float32Array).findIndex((value) => !Number.isFinite(value))
    if (index < 0) continue
    throw new AnimeganError(
      'TRAINING_DIVERGED',
      `After step ${step} number ${index} of ${name} is ${data[index]}. This state is not saved. ${advice}`,
    )
  }
}
