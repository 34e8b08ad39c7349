import { InvalidInputError } from './errors.js'
import { type FacePlan, type PlanFacesOptions, planFaces } from './face-plan.js'
import { checkAttributes } from './tags/attribute-values.js'
import type { WeightsManifest } from './weights-manifest.js'

export interface PlanSweepOptions extends Omit<PlanFacesOptions, 'latents' | 'conditions' | 'count'> {
  /** Id of the attribute that moves. */
  attribute: string
  /** Its first and last value in its own unit, within `attributeLimits`; it may fall. */
  from: number
  to: number
  /** Faces of each seed, at least 2. */
  steps: number
}

/**
 * Plans one row of faces for each seed: the same latent and tags throughout, while one attribute moves evenly from its
 * first value to its last (the paper's Figure 15). `generate` draws them when they are given as its `plans`.
 *
 * Throws `UNKNOWN_ATTRIBUTE`, `INVALID_OPTION`, and what {@link planFaces} throws.
 *
 * @example
 * const plans = planSweep(manifest, { attribute: 'year', from: 2003, to: 2017, steps: 8, seeds: [7, 8] })
 */
export function planSweep(manifest: WeightsManifest, options: PlanSweepOptions): FacePlan[] {
  const { attribute, from, to, steps, ...rest } = options
  checkAttributes(manifest.tags, { [attribute]: from })
  checkAttributes(manifest.tags, { [attribute]: to })
  checkSteps(steps)
  if (rest.attributes?.[attribute] !== undefined) {
    throw new InvalidInputError(
      'INVALID_OPTION',
      `attributes: "${attribute}" is swept, so it cannot have a value of its own; leave it out`,
    )
  }
  const columns = Array.from({ length: steps }, (_, i) => {
    const value = i === steps - 1 ? to : from + ((to - from) * i) / (steps - 1)
    return planFaces(manifest, { ...rest, attributes: { ...rest.attributes, [attribute]: value } })
  })
  return columns[0]!.flatMap((_, row) => columns.map((column) => column[row]!))
}

/** Throws `INVALID_OPTION` unless `steps` is an integer from 2, the two ends. */
export function checkSteps(steps: number): void {
  if (Number.isSafeInteger(steps) && steps >= 2) return
  throw new InvalidInputError('INVALID_OPTION', `steps: expected an integer from 2, got ${steps}`)
}
