import { basename, resolve } from 'node:path'
import { InvalidInputError } from '@animegan/core'
import type { ImageRecord } from '@animegan/dataset'
import * as z from 'zod/mini'
import { findFeatureFolder } from './feature-folder.js'
import { oneOf, parseFlags, wholeNumber } from './flag-values.js'
import { type EstimatorFlags, estimatorFlags, openFeatureExtractor } from './open-estimator.js'
import { readTagSchema } from './tag-schema.js'
import { createTerminalProgress } from './terminal-progress.js'

const path = (what: string) => z.string().check(z.minLength(1, `expected ${what}`))

const flagsSchema = z.object({
  ...estimatorFlags,
  dir: path('an image folder'),
  estimator: z.optional(estimatorFlags.estimator),
  features: z.optional(path('the path of a .npy file')),
  count: wholeNumber(10, 5000),
  seed: wholeNumber(0),
  perplexity: z.optional(wholeNumber(2, 1000)),
  steps: wholeNumber(1, 10_000),
  out: z.optional(z.string().check(z.regex(/\.png$/i, 'expected the path of a .png file'))),
  html: z.optional(z.string().check(z.regex(/\.html?$/i, 'expected the path of an .html file'))),
  arrange: oneOf(['scatter', 'grid']),
  size: wholeNumber(256, 16_384),
  title: z.optional(z.string().check(z.minLength(1, 'expected a title'))),
  schema: z.string(),
})
type Flags = z.output<typeof flagsSchema>

/** Pictures with their features. */
interface Featured {
  records: readonly ImageRecord[]
  /** A row a record. */
  features: Float32Array
  /** What the features are, for people. */
  name: string
}

/**
 * Does `animegan dataset map`. Throws `INVALID_OPTION` for wrong flags, and as `openImagefolder`, `openFeatureExtractor`,
 * `readNpy` and `drawMap` do.
 */
export async function mapFolder(rawFlags: Record<string, unknown>, signal: AbortSignal): Promise<void> {
  const flags = parseFlags(flagsSchema, rawFlags)
  const { dir, seed, perplexity, steps, arrange: arrangement, size: side } = flags
  const { title = basename(resolve(dir)) } = flags
  const wantsBoth = flags.out === undefined && flags.html === undefined
  const { out, html } = wantsBoth ? { out: 'map.png', html: 'map.html' } : flags
  const { assertWritable, writeFileAtomic } = await import('@animegan/runtime-node')
  for (const file of [out, html]) if (file !== undefined) await assertWritable(file)
  const schema = await readTagSchema(flags.schema)
  const { drawMap, openImagefolder, sampleIndices } = await import('@animegan/dataset')
  const folder = await openImagefolder(dir, schema)
  const indices = sampleIndices(folder.size, flags.count, seed)
  const { records, features, name } = await findFeatures(flags, folder.records, indices, signal)
  const onProgress = createTerminalProgress('t-SNE, steps')
  const options = { folder: dir, schema, title, featuresName: name, side, arrangement, signal, onProgress }
  const map = await drawMap({ ...options, records, features, seed, perplexity, steps }).finally(
    onProgress.clear,
  )
  if (out !== undefined) await writeFileAtomic(out, map.png)
  if (html !== undefined) await writeFileAtomic(html, Buffer.from(map.html))
  console.log(
    `wrote ${[out, html].filter((file) => file !== undefined).join(' and ')}: ${records.length} of ${folder.size} pictures ` +
      `by ${name}; trustworthiness ${map.trustworthiness.toFixed(3)}`,
  )
}

/** Features of the records at `indices`, from a file or an estimator. */
async function findFeatures(
  flags: Flags,
  all: readonly ImageRecord[],
  indices: readonly number[],
  signal: AbortSignal,
): Promise<Featured> {
  const { estimator, features } = flags
  const records = indices.map((index) => all[index]!)
  if (estimator !== undefined && features === undefined) {
    return extractFeaturesOf(records, { ...flags, estimator }, signal)
  }
  if (features === undefined || estimator !== undefined) {
    throw new InvalidInputError(
      'INVALID_OPTION',
      `expected either --estimator or --features, ${features === undefined ? 'neither' : 'both'} came; ` +
        'what is alike is told by the features of one of them',
    )
  }
  const { readNpy } = await import('@animegan/runtime-node')
  const { data, shape } = await readNpy(features, { shape: [all.length, 'width'] })
  const width = shape[1]!
  const rows = new Float32Array(records.length * width)
  indices.forEach((index, i) => {
    rows.set(data.subarray(index * width, (index + 1) * width), i * width)
  })
  return { records, features: rows, name: basename(features) }
}

async function extractFeaturesOf(
  records: readonly ImageRecord[],
  flags: EstimatorFlags & { dir: string },
  signal: AbortSignal,
): Promise<Featured> {
  const { extractFeatures } = await import('@animegan/dataset')
  await using opened = await openFeatureExtractor(flags, signal)
  const onProgress = createTerminalProgress('pictures')
  const found = await extractFeatures(records, {
    ...opened,
    folder: flags.dir,
    cache: await findFeatureFolder(flags.dir),
    signal,
    onProgress,
  }).finally(onProgress.clear)
  for (const { name, detail } of found.rejects) console.error(`left out ${name}: ${detail ?? ''}`)
  return { ...found, name: `features of ${opened.extractor.manifest.name}` }
}
