import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { InvalidInputError } from '@animegan/core'
import * as z from 'zod/mini'
import { parseFlags, wholeNumber } from '../flag-values.js'
import { estimatorFlags, openFeatureExtractor } from '../open-estimator.js'
import { recallDataFolder } from '../run-data.js'
import { drawSparkline } from '../sparkline.js'
import { formatNumberTable } from '../table.js'
import { createTerminalProgress } from '../terminal-progress.js'
import { groupEvaluations } from './evaluation-log.js'
import { type MeasuredCurve, measureCurve } from './measure-curve.js'
import { folderFlag, measurementFlags } from './measurement-flags.js'
import { openPictures } from './real-pictures.js'
import { formatNumber } from './result-output.js'
import { createStageProgress } from './stage-progress.js'

const flagsSchema = z.object({
  ...estimatorFlags,
  run: z.string().check(z.minLength(1, 'expected the folder of a run')),
  data: z.optional(folderFlag()),
  split: measurementFlags.split,
  cache: measurementFlags.cache,
  samples: wholeNumber(2),
  seed: wholeNumber(0),
  json: z.optional(z.boolean()),
})

/**
 * Does `animegan evaluate curve`. Throws `INVALID_OPTION` for wrong flags, `RUN_NOT_FOUND`, and as `openFeatureExtractor`, `openPictures` and
 * `measureCurve` do.
 */
export async function evaluateCurve(rawFlags: Record<string, unknown>, signal: AbortSignal): Promise<void> {
  const flags = parseFlags(flagsSchema, rawFlags)
  const { run, split, cache } = flags
  await checkRun(run)
  const dir = flags.data ?? (await recallDataFolder(run))
  await using extractor = await openFeatureExtractor(flags, signal)
  const reading = createTerminalProgress('real pictures')
  const pictures = { dir, split, extractor, cache, signal, onProgress: reading }
  await using data = await openPictures(pictures).finally(reading.clear)
  const progress = createStageProgress()
  const curve = await measureCurve({
    ...{ ...flags, data, extractor, signal },
    onProgress: ({ checkpoint, checkpoints, ...fakes }) =>
      progress({ stage: `checkpoint ${checkpoint} of ${checkpoints}, fakes`, ...fakes }),
  }).finally(progress.clear)
  console.log(flags.json ? JSON.stringify({ run, ...curve }, null, 2) : formatCurve(curve))
}

async function checkRun(run: string): Promise<void> {
  const checkpoints = await stat(join(run, 'checkpoints')).catch(() => undefined)
  if (checkpoints?.isDirectory()) return
  throw new InvalidInputError(
    'RUN_NOT_FOUND',
    `${run} holds no run: there are no checkpoints in it; train first with animegan train --run ${run}`,
  )
}

function formatCurve({ points, measured }: MeasuredCurve): string {
  if (points.length === 0) return 'no checkpoints to measure yet'
  const rows = points.map(({ step, imagesSeen, fid }) => [
    step.toLocaleString('en'),
    imagesSeen.toLocaleString('en'),
    formatNumber(fid),
  ])
  const lowest = points.reduce((best, point) => (point.fid < best.fid ? point : best))
  const line = drawSparkline(
    points.map(({ fid }) => fid),
    60,
  )
  return [
    formatNumberTable([['step', 'images seen', 'FID'], ...rows]),
    '',
    `${line}  lowest at step ${lowest.step.toLocaleString('en')}: ${formatNumber(lowest.fid)}`,
    `${groupEvaluations(points)[0]!.label}; ${measured} of ${points.length} measured now`,
  ].join('\n')
}
