import type { ExtractorIdentity, FrechetDistance, PicturesIdentity } from '@animegan/evaluation'
import * as z from 'zod/mini'
import { oneOf, parseFlags, wholeNumber } from '../flag-values.js'
import { type OpenedExtractor, openFeatureExtractor } from '../open-estimator.js'
import { createTerminalProgress } from '../terminal-progress.js'
import { identifyExtractor } from './identities.js'
import { type FidMeasurement, measureFid } from './measure-fid.js'
import { chooseFakes, folderFlag, measurementFlags, refuseWithFake } from './measurement-flags.js'
import { openModel } from './open-model.js'
import { type OpenedPictures, openPictures } from './real-pictures.js'
import { formatExtractor, formatModel, formatNumber, formatPictures, printResult } from './result-output.js'

const flagsSchema = z.object({
  ...measurementFlags,
  real: folderFlag(),
  fake: z.optional(folderFlag()),
  samples: z.optional(wholeNumber(2)),
  trials: z.optional(wholeNumber(1, 1000)),
  reals: z.optional(oneOf(['sampled', 'all'])),
})
type Flags = z.output<typeof flagsSchema>

/**
 * Does `animegan evaluate fid`. Throws `INVALID_OPTION` for wrong flags, and as `openModel`, `openFeatureExtractor`, `openPictures`,
 * `measureFid` and `measureFrechetDistance` do.
 */
export async function evaluateFid(rawFlags: Record<string, unknown>, signal: AbortSignal): Promise<void> {
  const flags = parseFlags(flagsSchema, rawFlags)
  const fakes = chooseFakes(flags)
  if ('fake' in fakes) refuseWithFake(flags, ['samples', 'trials', 'reals', 'truncation', 'dtype'])
  await using extractor = await openFeatureExtractor(flags, signal)
  const { listFidPlaces } = await import('@animegan/evaluation')
  const { real: dir, split, cache } = flags
  const onProgress = createTerminalProgress('real pictures')
  await using real = await openPictures({
    ...{ dir, split, extractor, cache, signal, onProgress },
    choosePlaces: 'weights' in fakes ? (count) => listFidPlaces(count, flags) : undefined,
  }).finally(onProgress.clear)
  if ('weights' in fakes) await evaluateModel({ ...flags, ...fakes }, real, extractor, signal)
  else await evaluateFolder({ ...flags, ...fakes }, real, extractor, signal)
}

async function evaluateModel(
  flags: Flags & { weights: string },
  data: OpenedPictures,
  extractor: OpenedExtractor,
  signal: AbortSignal,
): Promise<void> {
  await using model = await openModel(flags, signal)
  const onProgress = createTerminalProgress('fakes')
  const result = await measureFid({ ...flags, model, data, extractor, signal, onProgress }).finally(
    onProgress.clear,
  )
  printResult(result, { text: formatMeasurement(result), json: flags.json, pictures: [result.real] })
}

function formatMeasurement(result: FidMeasurement): string {
  const { trials, mean, range, samples, reals, model, truncation, real, extractor } = result
  const kind = result.protocol === 'sampled' ? `${reals} real pictures` : `all ${reals} real pictures`
  return [
    `FID ${formatNumber(mean)} (${formatNumber(range)}): mean, and largest less smallest, of ${trials.length} trials`,
    `${kind} of ${formatPictures(real)}, ${samples} fakes for their tags by ${formatModel(model, truncation)}`,
    formatExtractor(extractor),
  ].join('\n')
}

/** FID of a folder with pictures, and what it was compared with. */
interface FolderFid extends Omit<FrechetDistance, 'distance'> {
  fid: number
  real: PicturesIdentity
  fake: PicturesIdentity
  extractor: ExtractorIdentity
}

async function evaluateFolder(
  flags: Flags & { fake: string },
  real: OpenedPictures,
  extractor: OpenedExtractor,
  signal: AbortSignal,
): Promise<void> {
  const { fake: dir, cache } = flags
  const drawing = createTerminalProgress('fake pictures')
  await using fake = await openPictures({ dir, extractor, cache, signal, onProgress: drawing }).finally(
    drawing.clear,
  )
  const { collectStatistics, measureFrechetDistance } = await import('@animegan/evaluation')
  const collect = ({ features }: OpenedPictures) =>
    collectStatistics(features.readAll(), features.size, { signal })
  const onProgress = createTerminalProgress('FID, columns')
  const { distance, ...terms } = await measureFrechetDistance(await collect(real), await collect(fake), {
    signal,
    onProgress,
  }).finally(onProgress.clear)
  const identities = { real: real.identity, fake: fake.identity, extractor: identifyExtractor(extractor) }
  const result: FolderFid = { fid: distance, ...terms, ...identities }
  printResult(result, {
    text: formatFolderFid(result),
    json: flags.json,
    pictures: [real.identity, fake.identity],
  })
}

function formatFolderFid({ fid, meanTerm, covarianceTerm, real, fake, extractor }: FolderFid): string {
  return [
    `FID ${formatNumber(fid)}: ${formatNumber(meanTerm)} by the means, ${formatNumber(covarianceTerm)} by the covariances`,
    `${real.pictures} real pictures, ${fake.pictures} fake pictures, ${formatExtractor(extractor)}`,
  ].join('\n')
}
