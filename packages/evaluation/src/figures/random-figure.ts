import { listExclusiveGroups, planFaces, type WeightsManifest } from '@animegan/core'
import {
  arrangeRows,
  chooseFigureSize,
  type FigurePlan,
  nameSeeds,
  type PlanFigureOptions,
} from './figure-plan.js'

/** Plans the paper's Figures 1 and 9: noise and tags are both random. */
export function planRandomFigure(manifest: WeightsManifest, options: PlanFigureOptions): FigurePlan {
  const { seed = 0, truncation } = options
  const { rows, columns } = chooseFigureSize(options, { rows: 5, columns: 8 })
  const count = rows * columns
  const groups = listExclusiveGroups(manifest.tags).map(({ group }) => group.labels.en)
  const exclusive = groups.length === 0 ? '' : `${new Intl.ListFormat('en').format(groups)} uniformly, `
  return {
    name: 'random',
    paperFigures: [1, 9],
    title: 'Random characters',
    caption:
      `Noise and tags are both drawn by the ${nameSeeds(seed, count)}: ${exclusive}` +
      `each ${exclusive ? 'other ' : ''}tag with a chance of 25%.`,
    rows: arrangeRows(planFaces(manifest, { seed, count, truncation }), columns),
  }
}
