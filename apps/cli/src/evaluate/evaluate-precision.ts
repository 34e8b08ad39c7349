import { join } from 'node:path'
import type { JudgedImages } from '@animegan/evaluation/figures'
import * as z from 'zod/mini'
import { oneOf, parseFlags, positiveNumber, wholeNumber } from '../flag-values.js'
import { estimatorFlags, openTagEstimator } from '../open-estimator.js'
import { readThresholds, thresholdFlags } from '../tag-thresholds.js'
import { createTerminalProgress } from '../terminal-progress.js'
import { type ModelPrecision, measureModelPrecision } from './measure-model-precision.js'
import { modelFlags, type OpenedModel, openModel } from './open-model.js'
import { formatPrecision } from './precision-table.js'
import { formatModel, printResult } from './result-output.js'

const flagsSchema = z.object({
  ...modelFlags,
  ...estimatorFlags,
  ...thresholdFlags,
  images: wholeNumber(1, 10_000),
  tags: z.optional(z.string()),
  seed: wholeNumber(0),
  truncation: z.optional(positiveNumber()),
  'labelled-training-data': z.optional(oneOf(['yes', 'no'])),
  cache: z.optional(z.string().check(z.minLength(1, 'expected a folder'))),
  out: z.optional(z.string().check(z.regex(/\.png$/i, 'expected a .png file'))),
  json: z.optional(z.boolean()),
})

/**
 * Does `animegan evaluate precision`. Throws `INVALID_OPTION` for wrong flags, `NOT_WRITABLE`, and as `openModel`, `openTagEstimator`
 * and `measureModelPrecision` do.
 */
export async function evaluatePrecision(
  rawFlags: Record<string, unknown>,
  signal: AbortSignal,
): Promise<void> {
  const flags = parseFlags(flagsSchema, rawFlags)
  const { images, seed, truncation, threshold, out, json, 'labelled-training-data': labelled } = flags
  const rule = { threshold, thresholds: await readThresholds(flags.thresholds) }
  const { assertWritable, findCacheDir } = await import('@animegan/runtime-node')
  const cache = flags.cache ?? join(findCacheDir(), 'precision')
  if (out !== undefined) await assertWritable(out)
  await assertWritable(join(cache, 'precision.json'))
  await using model = await openModel(flags, signal)
  await using judge = await openTagEstimator(flags, signal)
  const judged: JudgedImages[] = []
  const onProgress = createTerminalProgress('images')
  const precision = await measureModelPrecision({
    ...{ model, judge, rule, images, seed, truncation, cache, signal, onProgress },
    tags: flags.tags?.split(/[,、，]/).filter((name) => name.trim() !== ''),
    labelledTrainingData: labelled === undefined ? undefined : labelled === 'yes',
    onImages: out === undefined ? undefined : (images) => judged.push(images),
  }).finally(onProgress.clear)
  if (out !== undefined) await writeSheet(out, model, precision, judged)
  const written = out === undefined ? '' : `\nwrote ${out}`
  const table = formatPrecision(precision, model.manifest.tags)
  const text = `${formatModel(precision.model, truncation)}\n\n${table}${written}`
  printResult(precision, { text, json, pictures: [] })
}

async function writeSheet(
  out: string,
  { manifest }: OpenedModel,
  precision: ModelPrecision,
  judged: JudgedImages[],
): Promise<void> {
  const { drawPrecisionSheet } = await import('@animegan/evaluation/figures')
  const { encodePng, writeFileAtomic } = await import('@animegan/runtime-node')
  const { model, seed, truncation } = precision
  const note = `${formatModel(model, truncation)}, SHA-256 ${model.sha256.slice(0, 12)}; seed ${seed}`
  await writeFileAtomic(
    out,
    encodePng(drawPrecisionSheet({ precision, schema: manifest.tags, judged, note })),
  )
}
