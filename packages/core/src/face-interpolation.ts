import { checkSteps } from './attribute-sweep.js'
import { type FacePlan, type PlanFacesOptions, planFaces } from './face-plan.js'
import { lerp, slerp } from './sampling/interpolation.js'
import { decodeCondition } from './tags/condition.js'
import type { WeightsManifest } from './weights-manifest.js'

export interface PlanInterpolationOptions
  extends Pick<PlanFacesOptions, 'tags' | 'fixed' | 'attributes' | 'truncation' | 'prior'> {
  /** Seeds of the first and the last face. */
  seeds: readonly [from: number, to: number]
  /** Number of faces, both ends included; at least 2. */
  steps: number
}

/**
 * Plans the way from one seed's face to another's: the latent moves along an arc, tags and attributes straight (the paper's
 * Figure 4). The ends are the faces of the seeds themselves. Between them a tag counts as on while its entry is
 * positive; on its way it is as near to 0 as no training picture was, and the model draws something in between. Given tags and attributes
 * hold for both ends. `generate` draws the plans when they are given as its `plans`.
 *
 * Throws what {@link planFaces} throws, and `INVALID_OPTION` for fewer than two steps.
 *
 * @example
 * const plans = planInterpolation(manifest, { seeds: [7, 85], steps: 9 })
 */
export function planInterpolation(manifest: WeightsManifest, options: PlanInterpolationOptions): FacePlan[] {
  const { seeds, steps, ...rest } = options
  checkSteps(steps)
  const [from, to] = planFaces(manifest, { ...rest, seeds }) as [FacePlan, FacePlan]
  return Array.from({ length: steps }, (_, i) => {
    const position = i / (steps - 1)
    const between = { seeds: [...seeds] as [number, number], position }
    if (i === 0) return { ...from, seed: undefined, between }
    if (i === steps - 1) return { ...to, seed: undefined, between }
    const condition = lerp(from.condition, to.condition, position)
    return {
      seed: undefined,
      tags: decodeCondition(manifest.tags, condition).tags,
      attributes: moveAttributes(from.attributes, to.attributes, position),
      between,
      latent: slerp(from.latent, to.latent, position),
      condition,
    }
  })
}

/** In doubles and their own unit, so that a value that both ends share stays just that. */
function moveAttributes(
  from: Record<string, number>,
  to: Record<string, number>,
  position: number,
): Record<string, number> {
  return Object.fromEntries(
    Object.entries(from).map(([id, value]) => [id, value + (to[id]! - value) * position]),
  )
}
