import { join } from 'node:path'
import type { Report } from '@animegan/evaluation'
import * as z from 'zod/mini'
import { oneOf, parseFlags, wholeNumber } from '../flag-values.js'
import { readThresholds, thresholdFlags } from '../tag-thresholds.js'
import { folderFlag, measurementFlags } from './measurement-flags.js'
import type { ReportContext, ReportJob } from './report-context.js'
import { describePictures } from './report-dataset.js'
import { openReportEstimators } from './report-estimators.js'
import { planFigureJobs, planMapJobs, planNeighbourJobs } from './report-figures.js'
import { readJudged } from './report-judgements.js'
import { describeModel, openReportModels } from './report-models.js'
import { ReportParts } from './report-parts.js'
import { describeRun } from './report-runs.js'
import { planFidJobs, planPrecisionJobs, planScoreJobs } from './report-scores.js'
import { encodePreviews } from './report-sheets.js'
import { planSpeedJobs } from './report-speeds.js'
import { planTrainingJobs } from './report-training.js'
import { createStageProgress } from './stage-progress.js'

const text = (what: string) => z.string().check(z.minLength(1, `expected ${what}`))
const several = (what: string) => z.array(text(what)).check(z.minLength(1, `expected ${what}`))

const flagsSchema = z.object({
  ...thresholdFlags,
  weights: several('the name, folder or URL of weights'),
  estimator: several('the name or folder of a tag estimator'),
  run: z.array(text('the folder of a run')),
  judged: z.array(text('a folder of animegan evaluate judge')),
  data: folderFlag(),
  out: text('a folder'),
  title: z.optional(text('a title')),
  split: measurementFlags.split,
  cache: measurementFlags.cache,
  samples: wholeNumber(6),
  trials: wholeNumber(1, 100),
  images: wholeNumber(1, 10_000),
  seed: wholeNumber(0),
  device: oneOf(['cpu', 'webgpu', 'cuda']),
  threads: z.optional(wholeNumber(1, 1024)),
  'link-sheets': oneOf(['yes', 'no']),
})
type Flags = z.output<typeof flagsSchema>

/**
 * Does `animegan evaluate report`. What is measured is kept in the report's folder, so that a report that was stopped goes on, and one more
 * model costs no more than that.
 *
 * Throws `INVALID_OPTION` for wrong flags, `NOT_WRITABLE`, `ABORTED`, and as `openReportModels`, `openReportEstimators`, `readJudged` and `describeRun` do;
 * what a measurement throws beside these becomes one of the report's failures.
 */
export async function writeReport(
  rawFlags: Record<string, unknown>,
  repeated: Readonly<Record<string, readonly string[]>>,
  signal: AbortSignal,
): Promise<void> {
  const flags = parseFlags(flagsSchema, { ...rawFlags, ...repeated })
  const { out } = flags
  const { assertWritable, writeFileAtomic } = await import('@animegan/node-files')
  const [page, json, tables] = [join(out, 'index.html'), join(out, 'report.json'), join(out, 'tables.md')]
  await assertWritable(page)
  const { measured, report } = await measureReport(flags, signal)
  const { renderReport, renderTables } = await import('@animegan/evaluation')
  const html = renderReport(report, {
    pictures: await encodePreviews(out, report),
    linksSheets: flags['link-sheets'] === 'yes',
  })
  await writeFileAtomic(json, `${JSON.stringify(report, null, 2)}\n`)
  await writeFileAtomic(tables, renderTables(report))
  await writeFileAtomic(page, html)
  const size = (Buffer.byteLength(html) / 1e6).toFixed(1)
  console.log(`wrote ${page} (${size} MB), ${json} and ${tables}; ${measured}`)
  for (const { part, model, reason } of report.failures) {
    console.error(
      `animegan: warning: not measured: ${part}${model === undefined ? '' : ` of ${model}`}: ${reason}`,
    )
  }
}

async function measureReport(
  flags: Flags,
  signal: AbortSignal,
): Promise<{ report: Report; measured: string }> {
  const { out, data, title, samples, trials, images, seed, threshold, device, threads } = flags
  const rule = { threshold, thresholds: await readThresholds(flags.thresholds) }
  const runs = []
  for (const run of flags.run) runs.push(await describeRun(run))
  await using opened = await openReportModels(flags.weights, { device, threads, signal })
  const { models } = opened
  await using estimators = await openReportEstimators({ ...flags, models, signal })
  const { extractors, judges, entries } = estimators
  const pictures = extractors[0]!.data
  const settings = { samples, trials, images, seed }
  const names = models.map(({ id }) => id).join(', ')
  const report: Report = {
    schema: 'animegan.report/1',
    title: title ?? names,
    created: new Date().toISOString(),
    settings,
    dataset: await describePictures(pictures, models),
    estimators: entries,
    models: models.map((model) => describeModel(model, 'unknown')),
    ...{ figures: [], fid: [], scores: [], runs, failures: [] },
    precision: await readJudged(flags.judged, models),
  }
  const progress = createStageProgress()
  let current = ''
  const jobs = planJobs({
    ...{
      out,
      dir: data,
      models,
      extractors,
      judges,
      cache: pictures.cache,
      settings,
      rule,
      device,
      threads,
      signal,
    },
    onProgress: ({ stage, ...rest }) => progress({ stage: `${current}: ${stage}`, ...rest }),
  })
  const parts = new ReportParts({
    ...{ folder: out, total: jobs.length, signal },
    onPart: ({ name, model, at, total }) => {
      current = `part ${at} of ${total}, ${name}${model === undefined ? '' : ` of ${model}`}`
    },
  })
  try {
    for (const job of jobs) await job(parts, report)
  } finally {
    progress.clear()
  }
  report.figures.sort((a, b) => a.numbers[0]! - b.numbers[0]!)
  report.failures.push(...parts.failures)
  const kept = jobs.length - parts.measured - parts.failures.length
  return { report, measured: `${parts.measured} parts measured, ${kept} as they were kept` }
}

/** Speeds come first, before anything has warmed the machine; what takes longest comes last. */
const planJobs = (context: ReportContext): ReportJob[] =>
  [
    planSpeedJobs,
    planTrainingJobs,
    planFigureJobs,
    planMapJobs,
    planPrecisionJobs,
    planNeighbourJobs,
    planScoreJobs,
    planFidJobs,
  ].flatMap((plan) => plan(context))
