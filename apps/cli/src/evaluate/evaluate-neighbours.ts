import * as z from 'zod/mini'
import { parseFlags, wholeNumber } from '../flag-values.js'
import { openFeatureExtractor } from '../open-estimator.js'
import { createTerminalProgress } from '../terminal-progress.js'
import { findNeighbours } from './find-neighbours.js'
import { folderFlag, measurementFlags } from './measurement-flags.js'
import { drawNeighbourSheet } from './neighbour-sheet.js'
import { modelFlags, openModel } from './open-model.js'
import { openPictures } from './real-pictures.js'
import { formatExtractor, formatModel, formatPictures, printResult } from './result-output.js'
import { createStageProgress } from './stage-progress.js'

const flagsSchema = z.object({
  ...measurementFlags,
  data: folderFlag(),
  weights: modelFlags.weights,
  count: wholeNumber(1, 64),
  neighbours: wholeNumber(1, 32),
  samples: wholeNumber(1, 100_000),
  out: z.string().check(z.regex(/\.png$/i, 'expected a .png file')),
})

/**
 * Does `animegan evaluate neighbours`. Throws `INVALID_OPTION` for wrong flags, `NOT_WRITABLE`, and as `openModel`,
 * `openFeatureExtractor`, `openPictures`, `findNeighbours` and `drawNeighbourSheet` do.
 */
export async function evaluateNeighbours(
  rawFlags: Record<string, unknown>,
  signal: AbortSignal,
): Promise<void> {
  const flags = parseFlags(flagsSchema, rawFlags)
  const { data: dir, split, cache, out } = flags
  const { assertWritable, encodePng, writeFileAtomic } = await import('@animegan/runtime-node')
  await assertWritable(out)
  await using model = await openModel(flags, signal)
  await using extractor = await openFeatureExtractor(flags, signal)
  const reading = createTerminalProgress('training pictures')
  await using data = await openPictures({
    dir,
    split,
    extractor,
    cache,
    signal,
    onProgress: reading,
  }).finally(reading.clear)
  const onProgress = createStageProgress()
  const found = await findNeighbours({ ...flags, model, data, extractor, signal, onProgress }).finally(
    onProgress.clear,
  )
  await writeFileAtomic(out, encodePng(await drawNeighbourSheet(found)))
  const { search } = found
  const { memorization, training, samples, truncation } = search
  const text = [
    `wrote ${out}: ${flags.count} faces by ${formatModel(search.model, truncation)}, each with its ${flags.neighbours} nearest of ` +
      `${training.pictures} pictures, ${formatPictures(training)}`,
    formatExtractor(search.extractor),
    ...(memorization ? [`judged by ${samples} faces, there is ${memorization.verdict}`] : []),
  ].join('\n')
  printResult({ out, ...search }, { text, json: flags.json, pictures: [training] })
}
