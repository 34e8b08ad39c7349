import { InvalidInputError, planSweep, type WeightsManifest } from '@animegan/core'
import { chooseFigureSize, type FigurePlan, type PlanFigureOptions } from './figure-plan.js'

/** Plans the paper's Figure 15: from left to right only the year moves, over all the years that the model was trained on. */
export function planYearFigure(manifest: WeightsManifest, options: PlanFigureOptions): FigurePlan {
  const { seed = 0, truncation } = options
  const year = manifest.tags.attributes.find(({ id }) => id === 'year')
  if (!year) {
    throw new InvalidInputError(
      'UNKNOWN_ATTRIBUTE',
      `weights "${manifest.name}" have no year: this figure needs a model that was trained with the year as an attribute`,
    )
  }
  const [from, to] = year.range
  const { rows, columns: steps } = chooseFigureSize(options, { rows: 4, columns: 8 }, 2)
  const seeds = Array.from({ length: rows }, (_, row) => seed + row)
  const plans = planSweep(manifest, { attribute: year.id, from, to, steps, seeds, truncation })
  const planned = seeds.map((_, row) => ({ plans: plans.slice(row * steps, (row + 1) * steps) }))
  return {
    name: 'years',
    paperFigures: [15],
    title: `From ${from} to ${to}`,
    caption:
      `Each row is one character (${seeds.length === 1 ? 'seed' : 'seeds'} ${seeds.join(', ')}) as drawn in the style of ` +
      'one year after the other: noise and tags stay, only the year moves.',
    columnLabels: planned[0]!.plans.map(({ attributes }) => String(Number(attributes.year!.toFixed(1)))),
    rows: planned,
  }
}
