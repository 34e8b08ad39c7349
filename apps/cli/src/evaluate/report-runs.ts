import { basename, resolve } from 'node:path'
import { InvalidInputError } from '@animegan/core'
import type { RunEntry } from '@animegan/evaluation'
import { planCharts } from '../run-charts.js'
import { chooseEvenly } from '../show-run.js'
import { groupEvaluations, readEvaluations } from './evaluation-log.js'

/** More points than a curve in a report can show. */
const mostPoints = 300

/** What a report shows of a training: FID that was measured at its checkpoints, and what it logged. Throws `RUN_NOT_FOUND`, `INVALID_DATA`. */
export async function describeRun(run: string): Promise<RunEntry> {
  const { readMetrics, readRunConfig } = await import('@animegan/train')
  const { batchSize } = await readRunConfig(run)
  const metrics = await readMetrics(run)
  const curves = groupEvaluations(await readEvaluations(run))
  if (metrics.length === 0 && curves.length === 0) {
    throw new InvalidInputError('RUN_NOT_FOUND', `${run} has neither metrics nor evaluations yet`)
  }
  const records = chooseEvenly(metrics, mostPoints)
  return {
    name: basename(resolve(run)),
    batchSize,
    fid: curves.map(({ label, points }) => ({
      label,
      steps: points.map(({ step }) => step),
      values: points.map(({ fid }) => fid),
    })),
    steps: records.map(({ step }) => step),
    charts: planCharts(records),
  }
}
