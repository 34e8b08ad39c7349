import { planInterpolation, type WeightsManifest } from '@animegan/core'
import { chooseFigureSize, type FigurePlan, type PlanFigureOptions } from './figure-plan.js'

/** Plans the paper's Figures 4 and 12: in each row from one random character to another, noise and tags together. */
export function planInterpolationFigure(manifest: WeightsManifest, options: PlanFigureOptions): FigurePlan {
  const { seed = 0, truncation } = options
  const { rows, columns } = chooseFigureSize(options, { rows: 5, columns: 9 }, 2)
  const pairs = Array.from({ length: rows }, (_, row) => [seed + 2 * row, seed + 2 * row + 1] as const)
  const [first, second] = pairs.map((pair) => pair.join(' and '))
  const which = second === undefined ? first : `${first}, then ${second}${rows > 2 ? ', and so on' : ''}`
  return {
    name: 'interpolation',
    paperFigures: [4, 12],
    title: 'From one character to another',
    caption:
      `At both ends of a row stands a random character (seeds ${which}); between them noise and tags move together, ` +
      'the noise along an arc, the tags straight.',
    rows: pairs.map((seeds) => ({
      plans: planInterpolation(manifest, { seeds, steps: columns, truncation }),
    })),
  }
}
