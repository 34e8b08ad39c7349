import * as z from 'zod/mini'
import { parseFlags, wholeNumber } from '../flag-values.js'
import { type OpenedExtractor, openFeatureExtractor } from '../open-estimator.js'
import { formatTable } from '../table.js'
import { type FolderScores, type ModelScores, measureFolderScores, measureScores } from './measure-scores.js'
import { chooseFakes, folderFlag, measurementFlags, refuseWithFake } from './measurement-flags.js'
import { openModel } from './open-model.js'
import { type OpenedPictures, openPictures } from './real-pictures.js'
import { formatExtractor, formatModel, formatNumber, formatPictures, printResult } from './result-output.js'
import { createStageProgress } from './stage-progress.js'

const flagsSchema = z.object({
  ...measurementFlags,
  real: folderFlag(),
  fake: z.optional(folderFlag()),
  samples: wholeNumber(6),
})
type Flags = z.output<typeof flagsSchema>

/**
 * Does `animegan evaluate scores`. Throws `INVALID_OPTION` for wrong flags, and as `openModel`, `openFeatureExtractor`, `openPictures`,
 * `measureScores` and `measureFolderScores` do.
 */
export async function evaluateScores(rawFlags: Record<string, unknown>, signal: AbortSignal): Promise<void> {
  const flags = parseFlags(flagsSchema, rawFlags)
  const fakes = chooseFakes(flags)
  if ('fake' in fakes) refuseWithFake(flags, ['truncation', 'dtype'])
  await using extractor = await openFeatureExtractor(flags, signal)
  await using data = await openFolder(flags.real, 'real pictures', { ...flags, extractor, signal })
  const result =
    'weights' in fakes
      ? await scoreModel({ ...flags, ...fakes }, data, extractor, signal)
      : await scoreFolder({ ...flags, ...fakes }, data, extractor, signal)
  const pictures = 'fake' in result ? [result.real, result.fake] : [result.real]
  printResult(result, { text: formatScores(result), json: flags.json, pictures })
}

async function scoreModel(
  flags: Flags & { weights: string },
  data: OpenedPictures,
  extractor: OpenedExtractor,
  signal: AbortSignal,
): Promise<ModelScores> {
  await using model = await openModel(flags, signal)
  const onProgress = createStageProgress()
  return await measureScores({ ...flags, model, data, extractor, signal, onProgress }).finally(
    onProgress.clear,
  )
}

async function scoreFolder(
  { samples, seed, cache, fake }: Flags & { fake: string },
  data: OpenedPictures,
  extractor: OpenedExtractor,
  signal: AbortSignal,
): Promise<FolderScores> {
  await using fakes = await openFolder(fake, 'fake pictures', { cache, extractor, signal })
  const onProgress = createStageProgress()
  return await measureFolderScores({ samples, seed, data, fakes, extractor, signal, onProgress }).finally(
    onProgress.clear,
  )
}

function openFolder(
  dir: string,
  stage: string,
  options: {
    split?: string | undefined
    cache?: string | undefined
    extractor: OpenedExtractor
    signal: AbortSignal
  },
): Promise<OpenedPictures> {
  const draw = createStageProgress()
  const { split, cache, extractor, signal } = options
  const onProgress = (progress: { done: number; total: number }) => draw({ stage, ...progress })
  return openPictures({ dir, split, cache, extractor, signal, onProgress }).finally(draw.clear)
}

function formatScores(result: ModelScores | FolderScores): string {
  const { fid, kid, precision, recall, density, coverage, memorization, samples, reals, real, extractor } =
    result
  const error = kid.standardError === null ? '' : ` ± ${kid.standardError.toPrecision(2)}`
  const share = (value: number) => value.toFixed(3)
  const fakes =
    'model' in result
      ? `fakes for their tags by ${formatModel(result.model, result.truncation)}`
      : `fakes of ${formatPictures(result.fake)}`
  return [
    formatTable([
      ['FID', formatNumber(fid), 'lower is better'],
      ['KID', `${kid.distance.toPrecision(3)}${error}`, 'lower is better, 0 for pictures like the real ones'],
      ['precision', share(precision), 'share of the fakes that lie among real pictures'],
      ['recall', share(recall), 'share of the real pictures that lie among fakes'],
      ['density', share(density), 'how densely real pictures lie about fakes, 1 for pictures like them'],
      ['coverage', share(coverage), 'share of the real pictures with a fake near'],
      ...(memorization
        ? [
            [
              'memorisation',
              share(memorization.score),
              '0.5 for fresh pictures, near 1 for copies of training pictures',
            ],
          ]
        : []),
    ]),
    '',
    ...(memorization ? [memorization.verdict] : []),
    `${reals} real pictures of ${formatPictures(real)}, ${samples} ${fakes}`,
    formatExtractor(extractor),
  ].join('\n')
}
