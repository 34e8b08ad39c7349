import { planFaces, type WeightsManifest } from '@animegan/core'
import {
  arrangeRows,
  chooseFigureSize,
  type FigurePlan,
  nameSeeds,
  type PlanFigureOptions,
  repeatVector,
} from './figure-plan.js'

/** Plans the paper's Figures 2 and 10: one noise, random tags. The first face is the seed's own. */
export function planFixedNoiseFigure(manifest: WeightsManifest, options: PlanFigureOptions): FigurePlan {
  const { seed = 0, truncation } = options
  const { rows, columns } = chooseFigureSize(options, { rows: 4, columns: 8 })
  const count = rows * columns
  const { latent } = planFaces(manifest, { seed, truncation })[0]!
  return {
    name: 'fixed-noise',
    paperFigures: [2, 10],
    title: 'One noise, random tags',
    caption: `All characters have the noise of seed ${seed}; their tags are drawn by the ${nameSeeds(seed, count)}.`,
    rows: arrangeRows(planFaces(manifest, { seed, count, latents: repeatVector(latent, count) }), columns),
  }
}
