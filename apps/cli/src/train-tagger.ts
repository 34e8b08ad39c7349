import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { InvalidInputError } from '@animegan/core'
import type {
  DecidedBySight,
  ParameterArrays,
  TaggerConfig,
  TaggerPrecision,
  TaggerProgress,
  TaggerReport,
  TrainedTagger,
  TrainingData,
} from '@animegan/train'
import * as z from 'zod/mini'
import { deviceFlags, oneOf, parseFlags, positiveNumber, wholeNumber } from './flag-values.js'
import { loadPictures } from './load-pictures.js'
import { recallDataFolder, rememberDataFolder } from './run-data.js'
import { resolveTaggerConfig } from './tagger-settings.js'
import { formatTaggerReport } from './tagger-table.js'
import { createTerminalProgress } from './terminal-progress.js'
import { writingTo } from './write-failure.js'

const text = (what: string) => z.string().check(z.minLength(1, `expected ${what}`))
const folder = () => text('the path of a folder')

const flagsSchema = z.object({
  ...deviceFlags,
  device: oneOf(['cpu', 'webgpu', 'cuda']),
  data: z.optional(folder()),
  run: folder(),
  out: z.optional(folder()),
  steps: z.optional(wholeNumber(1)),
  resolution: z.optional(wholeNumber(1)),
  schema: z.optional(text('a name or the path of a file')),
  seed: z.optional(wholeNumber(0)),
  holdout: z.optional(
    z.pipe(positiveNumber(), z.number().check(z.lt(1, 'expected a part above 0 and below 1'))),
  ),
  'batch-size': z.optional(wholeNumber(1, 4096)),
  'learning-rate': z.optional(positiveNumber()),
  resume: z.optional(z.boolean()),
  'checkpoint-every': wholeNumber(1),
  name: text('a name'),
  licence: z.optional(text('an SPDX identifier')),
  'weights-version': z.optional(
    z.string().check(z.regex(/^\d+\.\d+\.\d+$/, 'expected a version like 1.0.0')),
  ),
  title: z.optional(text('some text')),
  credit: z.optional(text('some text')),
  seen: z.optional(text('the path of a file')),
  'seen-data': z.array(folder()),
  'dry-run': z.optional(z.boolean()),
  json: z.optional(z.boolean()),
})

type Flags = z.output<typeof flagsSchema>

/**
 * Does `animegan train-tagger`: a new run or the continuation of one, then the models, measured on what was held out.
 *
 * Throws `INVALID_OPTION`, `INVALID_SPEC`, `RUN_EXISTS`, `RUN_NOT_FOUND`, `NOT_WRITABLE`, `ABORTED` after Ctrl-C, and what
 * reading the pictures and training throw.
 */
export async function trainTagger(rawFlags: Record<string, unknown>, signal: AbortSignal): Promise<void> {
  const flags = parseFlags(flagsSchema, rawFlags)
  const config = await resolveTaggerConfig(flags)
  if (flags['dry-run']) {
    console.log(JSON.stringify(config, null, 2))
    return
  }
  const pictures = flags.data ?? (flags.resume ? await recallDataFolder(flags.run) : undefined)
  if (pictures === undefined) {
    throw new InvalidInputError('INVALID_OPTION', '--data is needed (see animegan train-tagger --help)')
  }
  const out = flags.out ?? join(flags.run, 'tagger')
  await checkFolders(flags, out)
  const data = await loadPictures(pictures, config.network.resolution, config.tags, signal)
  const trained = await writingTo(flags.run, () => train(config, data, pictures, flags, signal))
  if (trained.step < config.steps) {
    if (!flags.json) console.log(`stopped: ${trained.step} steps; the run is in ${flags.run}`)
    throw signal.reason
  }
  const report = await writingTo(out, () => publish(trained, data, pictures, out, flags, signal))
  if (flags.json) console.log(JSON.stringify(report))
  else
    console.log(
      `\n${formatTaggerReport(report)}\n\ndone: models, manifest.json and report.json are in ${out}`,
    )
}

async function train(
  config: TaggerConfig,
  data: TrainingData,
  pictures: string,
  flags: Flags,
  signal: AbortSignal,
): Promise<TrainedTagger> {
  const { resumeTagger, splitHoldout, startTagger } = await import('@animegan/train')
  const { createSession } = await import('@animegan/runtime-node')
  const options = {
    run: flags.run,
    data,
    createSession,
    session: { device: flags.device, threads: flags.threads },
    checkpointEvery: flags['checkpoint-every'],
    signal,
    onProgress: (progress: TaggerProgress) =>
      console.log(flags.json ? JSON.stringify(progress) : describe(progress)),
  }
  if (!flags.resume) {
    // Nothing is written for pictures that cannot be split.
    splitHoldout(data, config.seed, config.holdout)
    await rememberDataFolder(flags.run, pictures)
    return startTagger(config, options)
  }
  const trained = await resumeTagger(options)
  // Only now is it known that these are the pictures of this run.
  await rememberDataFolder(flags.run, pictures)
  return trained
}

/** Exports the models, measures the one in full precision and writes everything. */
async function publish(
  trained: TrainedTagger,
  data: TrainingData,
  pictures: string,
  out: string,
  {
    name,
    licence,
    title,
    credit,
    'weights-version': version,
    seen,
    'seen-data': seenData,
    device,
    threads,
  }: Flags,
  signal: AbortSignal,
): Promise<TaggerReport> {
  const { evaluateTagger, exportTagger, replaceMetrics, taggerStorages, writeTagger } = await import(
    '@animegan/train'
  )
  const { createSession } = await import('@animegan/runtime-node')
  const { config, split, data: dataSha256 } = trained
  const { network, tags, seed, steps, batchSize, holdout } = config
  const exportAs = (parameters: ParameterArrays, dtype: TaggerPrecision) =>
    exportTagger(network, tags, parameters, taggerStorages[dtype])
  const model = exportAs(trained.parameters, 'fp32')
  const onProgress = createTerminalProgress('measuring')
  const session = await createSession(model, { device, threads })
  let measured: TaggerReport
  let bySight: DecidedBySight | undefined
  try {
    measured = await evaluateTagger(session, data, split.heldOut, { signal, onProgress })
    if (seen !== undefined) {
      const { decideTagsBySight } = await import('./decide-tags-by-sight.js')
      const modelSha256 = createHash('sha256').update(model).digest('hex')
      bySight = await decideTagsBySight({
        data: seenData.length > 0 ? seenData : [pictures],
        seen,
        trained,
        session,
        modelSha256,
        signal,
      })
    }
  } finally {
    onProgress.clear()
    await session.dispose()
  }
  const parameters = bySight?.parameters ?? trained.parameters
  const models = { fp32: exportAs(parameters, 'fp32'), fp16: exportAs(parameters, 'fp16') }
  const report = bySight ? replaceMetrics(measured, bySight.metrics) : measured
  const provenance = {
    ...{ seed, steps, batchSize, holdout, trainedPictures: split.trained.length, dataSha256 },
    ...(bySight ? { decidedBySight: Object.keys(bySight.metrics) } : {}),
  }
  const description = { name, version, title, licence, credit, provenance }
  await writeTagger({ out, config, models, report, description })
  return report
}

/** Looks before the pictures are read whether everything can be written and whether the run can be begun. */
async function checkFolders({ run, resume }: Flags, out: string): Promise<void> {
  const { assertWritable } = await import('@animegan/runtime-node')
  const { assertNoRun } = await import('@animegan/train')
  await assertWritable(join(run, 'config.json'))
  await assertWritable(join(out, 'manifest.json'))
  if (!resume) await assertNoRun(run)
}

function describe({ step, steps, imagesSeen, metrics, stepsPerSecond }: TaggerProgress): string {
  return [
    `step ${step}/${steps}`,
    `${imagesSeen} images`,
    `loss ${metrics.loss?.toFixed(3)}`,
    `tags ${metrics.accuracy?.toFixed(4)}`,
    `${stepsPerSecond.toFixed(2)} steps/s`,
    `${Math.ceil((steps - step) / stepsPerSecond / 60)} min left`,
  ].join('  ')
}
