import { join } from 'node:path'
import type { ExtractedFeatures, FeatureExtractor } from '@animegan/dataset'
import type { FrechetDistance } from '@animegan/evaluation'
import * as z from 'zod/mini'
import { parseFlags } from '../flag-values.js'
import { estimatorFlags, openFeatureExtractor } from '../open-estimator.js'
import { readPictureRecords } from '../picture-records.js'
import { createTerminalProgress } from '../terminal-progress.js'

const flagsSchema = z.object({
  ...estimatorFlags,
  real: z.string().check(z.minLength(1, 'expected a folder with pictures')),
  fake: z.string().check(z.minLength(1, 'expected a folder with pictures')),
  json: z.optional(z.boolean()),
})

/**
 * Does `animegan evaluate fid`. Throws `INVALID_OPTION` for wrong flags, and as `readPictureRecords`, `openFeatureExtractor`,
 * `extractFeatures` and `measureFrechetDistance` do.
 */
export async function evaluateFolders(rawFlags: Record<string, unknown>, signal: AbortSignal): Promise<void> {
  const flags = parseFlags(flagsSchema, rawFlags)
  const [realRecords, fakeRecords] = [
    await readPictureRecords(flags.real),
    await readPictureRecords(flags.fake),
  ]
  await using opened = await openFeatureExtractor(flags, signal)
  const { extractFeatures } = await import('@animegan/dataset')
  const { collectStatistics, measureFrechetDistance } = await import('@animegan/evaluation')
  const extract = async (folder: string, records: typeof realRecords, what: string) => {
    const onProgress = createTerminalProgress(`${what} pictures`)
    const cache = join(folder, '.pipeline')
    return extractFeatures(records, { ...opened, folder, cache, signal, onProgress }).finally(
      onProgress.clear,
    )
  }
  const real = await extract(flags.real, realRecords, 'real')
  const fake = await extract(flags.fake, fakeRecords, 'fake')
  const onProgress = createTerminalProgress('FID, columns')
  const distance = await measureFrechetDistance(
    await collectStatistics([real.features], real.size, { signal }),
    await collectStatistics([fake.features], fake.size, { signal }),
    { signal, onProgress },
  ).finally(onProgress.clear)
  const report = describeResult({ ...flags, ...opened }, distance, real, fake)
  console.log(flags.json ? JSON.stringify(report, null, 2) : formatReport(report))
  if (flags.json) return
  for (const { dir, leftOut } of [report.real, report.fake]) {
    for (const { name, detail } of leftOut) console.error(`left out ${join(dir, name)}: ${detail ?? ''}`)
  }
  for (const warning of report.warnings) console.error(`animegan: warning: ${warning}`)
}

interface Setting {
  real: string
  fake: string
  extractor: FeatureExtractor
  modelSha256: string
}

/** All that says what was compared, and by what. */
function describeResult(
  { real, fake, extractor, modelSha256 }: Setting,
  { distance, warnings, ...terms }: FrechetDistance,
  realFeatures: ExtractedFeatures,
  fakeFeatures: ExtractedFeatures,
) {
  const { name, preprocessing, input } = extractor.manifest
  const describe = (dir: string, { records, rejects }: ExtractedFeatures) => ({
    dir,
    pictures: records.length,
    leftOut: rejects,
  })
  return {
    fid: distance,
    ...terms,
    real: describe(real, realFeatures),
    fake: describe(fake, fakeFeatures),
    features: { name, size: extractor.size, modelSha256, resolution: input.resolution, preprocessing },
    warnings,
  }
}

function formatReport(report: ReturnType<typeof describeResult>): string {
  const { fid, meanTerm, covarianceTerm, real, fake, features } = report
  return [
    `FID ${formatNumber(fid)}: ${formatNumber(meanTerm)} by the means, ${formatNumber(covarianceTerm)} by the covariances`,
    `${real.pictures} real pictures, ${fake.pictures} fake pictures, ${features.size} features of ${features.name}, ` +
      `pictures resized to ${features.resolution} pixels (${features.preprocessing.filter}, antialiased)`,
  ].join('\n')
}

const formatNumber = (value: number) => Number(value.toPrecision(6)).toString()
