import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { InvalidInputError, parseSchema, type TagSchema } from '@animegan/core'
import type { ImageRecord } from '@animegan/dataset'
import * as z from 'zod/mini'
import { parseFlags } from './flag-values.js'
import { estimatorFlags, openTagEstimator } from './open-estimator.js'
import { formatTable } from './table.js'
import { createTerminalProgress } from './terminal-progress.js'

const flagsSchema = z.object({
  dir: z.string().check(z.minLength(1, 'expected an image folder')),
  ...estimatorFlags,
  threshold: z.pipe(
    z
      .string()
      .check(
        z.refine(
          (text) => text.trim() !== '' && Number(text) >= 0 && Number(text) <= 1,
          'expected a probability from 0 to 1',
        ),
      ),
    z.transform(Number),
  ),
  thresholds: z.optional(z.string()),
})

/**
 * Does `animegan dataset tag`. Throws `INVALID_OPTION` for wrong flags, and as `openTagEstimator` and `tagImagefolder` do.
 */
export async function tagFolder(rawFlags: Record<string, unknown>, signal: AbortSignal): Promise<void> {
  const { dir, threshold, ...flags } = parseFlags(flagsSchema, rawFlags)
  const thresholds = flags.thresholds === undefined ? {} : await readThresholds(flags.thresholds)
  const { assertWritable } = await import('@animegan/runtime-node')
  await assertWritable(join(dir, 'metadata.jsonl'))
  const { tagImagefolder } = await import('@animegan/dataset')
  await using opened = await openTagEstimator(flags, signal)
  const { estimator, modelSha256 } = opened
  const onProgress = createTerminalProgress('pictures')
  const options = { estimator, modelSha256, threshold, thresholds, signal, onProgress }
  const { records, rejects } = await tagImagefolder(dir, options).finally(onProgress.clear)
  console.log(formatTagCounts(records, estimator.manifest.tags))
  console.log(`\ntagged ${records.length} pictures in ${dir} with ${estimator.manifest.name}`)
  if (rejects.length > 0) {
    console.log(`left out ${rejects.length} that cannot be read: see ${join(dir, 'rejects.jsonl')}`)
  }
}

/** A row a tag: how many pictures have it. */
function formatTagCounts(records: readonly ImageRecord[], { tags }: TagSchema): string {
  const counts = new Map(tags.map(({ id }) => [id, 0]))
  for (const record of records) for (const id of record.tags) counts.set(id, counts.get(id)! + 1)
  const rows = [...counts].map(([id, count]) => [
    id,
    String(count),
    `${((100 * count) / records.length).toFixed(1)}%`,
  ])
  return formatTable([['tag', 'pictures', 'share'], ...rows])
}

async function readThresholds(path: string): Promise<Record<string, number>> {
  const refuse = (problem: string, cause?: unknown) =>
    new InvalidInputError(
      'INVALID_OPTION',
      `--thresholds: ${path} ${problem}; expected JSON like {"hat": 0.4, "eye-colour": 0.1}`,
      { cause },
    )
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw refuse('cannot be read', cause)
  })
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (cause) {
    throw refuse('is not JSON', cause)
  }
  return parseSchema(z.record(z.string(), z.number()), json, (problems) => refuse(`is wrong: ${problems}`))
}
