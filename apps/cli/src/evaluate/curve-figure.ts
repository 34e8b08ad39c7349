import { basename, resolve } from 'node:path'
import { InvalidInputError } from '@animegan/core'
import type { DrawnFigure } from './drawn-figure.js'
import { type EvaluationCurve, groupEvaluations, identifyCurve, readEvaluations } from './evaluation-log.js'

/**
 * Draws the paper's Figure 13: FID over one or several trainings, from what `animegan evaluate curve` measured. Over steps when all
 * have batches of one size, else over images seen.
 *
 * Throws `INVALID_DATA` when a run was not measured, or not in the same way as the first, whose longest curve counts.
 */
export async function drawCurveFigure(runs: readonly string[]): Promise<DrawnFigure> {
  const { drawCurves } = await import('@animegan/evaluation/figures')
  const curves: EvaluationCurve[] = []
  for (const run of runs) curves.push(await findCurve(run, curves[0]))
  const points = curves.flatMap((curve) => curve.points)
  const batchSizes = new Set(points.map(({ imagesSeen, step }) => imagesSeen / step))
  const [batchSize] = batchSizes
  const [xLabel, x] =
    batchSizes.size === 1
      ? ([`steps of ${batchSize} pictures`, 'step'] as const)
      : (['images seen', 'imagesSeen'] as const)
  const title = 'FID in the course of training'
  return {
    ...{ title, paperFigures: [13] },
    picture: drawCurves({
      ...{ title, xLabel, yLabel: 'FID' },
      caption: `Of the averaged generator at each checkpoint: ${curves[0]!.label}. Lower is better.`,
      note: 'As Figure 13 of Jin et al. (2017)',
      curves: curves.map((curve, i) => ({
        label: basename(resolve(runs[i]!)),
        points: curve.points.map((point) => ({ x: point[x], y: point.fid })),
      })),
    }),
  }
}

/** The longest curve of a run; or the one that was measured as another. */
async function findCurve(run: string, like: EvaluationCurve | undefined): Promise<EvaluationCurve> {
  const curves = groupEvaluations(await readEvaluations(run))
  const wanted = like && identifyCurve(like.points[0]!)
  const found = curves.find(({ points }) => wanted === undefined || identifyCurve(points[0]!) === wanted)
  if (found) return found
  const how = like === undefined ? '' : ` by ${like.label}, as the first run was`
  throw new InvalidInputError(
    'INVALID_DATA',
    `--run: FID was not measured over ${run}${how}; do it with animegan evaluate curve --run ${run}`,
  )
}
