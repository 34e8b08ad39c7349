import type { WeightsManifest } from '@animegan/core'
import type { FigureName, FigurePlan, PlanFigureOptions } from './figure-plan.js'
import { planFixedNoiseFigure } from './fixed-noise-figure.js'
import { planFixedTagsFigure } from './fixed-tags-figure.js'
import { planInterpolationFigure } from './interpolation-figure.js'
import { planRandomFigure } from './random-figure.js'
import { planTagSetsFigure } from './tag-sets-figure.js'
import { planYearFigure } from './year-figure.js'

const planners: Record<FigureName, (manifest: WeightsManifest, options: PlanFigureOptions) => FigurePlan> = {
  random: planRandomFigure,
  'fixed-noise': planFixedNoiseFigure,
  'fixed-tags': planFixedTagsFigure,
  interpolation: planInterpolationFigure,
  'tag-sets': planTagSetsFigure,
  years: planYearFigure,
}

/** All figures that a model draws by itself, in the paper's order. */
export const figureNames = Object.keys(planners) as FigureName[]

/**
 * Plans a figure of the paper for any model, without drawing it: `random` is its Figures 1 and 9, `fixed-noise` 2 and 10,
 * `fixed-tags` 3, `interpolation` 4 and 12, `tag-sets` 11, `years` 15. The same options give the same plan.
 *
 * Throws `INVALID_OPTION`; `UNKNOWN_ATTRIBUTE` when the model has no year; `UNKNOWN_TAG` and what `parseTags` throws for tags
 * that it lacks.
 *
 * @example
 * const plan = planFigure('fixed-noise', generator.manifest, { seed: 7 })
 * const faces = await generator.generate({ plans: plan.rows.flatMap(({ plans }) => plans) })
 * const picture = drawFigure(composeFigure(plan, faces))
 */
export function planFigure(
  name: FigureName,
  manifest: WeightsManifest,
  options: PlanFigureOptions = {},
): FigurePlan {
  return planners[name](manifest, options)
}
