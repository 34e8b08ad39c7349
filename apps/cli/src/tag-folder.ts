import { join } from 'node:path'
import type { TagSchema } from '@animegan/core'
import type { ImageRecord } from '@animegan/dataset'
import * as z from 'zod/mini'
import { parseFlags } from './flag-values.js'
import { estimatorFlags, openTagEstimator } from './open-estimator.js'
import { formatTable } from './table.js'
import { readThresholds, thresholdFlags } from './tag-thresholds.js'
import { createTerminalProgress } from './terminal-progress.js'

const flagsSchema = z.object({
  dir: z.string().check(z.minLength(1, 'expected an image folder')),
  ...estimatorFlags,
  ...thresholdFlags,
})

/**
 * Does `animegan dataset tag`. Throws `INVALID_OPTION` for wrong flags, and as `openTagEstimator` and `tagImagefolder` do.
 */
export async function tagFolder(rawFlags: Record<string, unknown>, signal: AbortSignal): Promise<void> {
  const { dir, threshold, ...flags } = parseFlags(flagsSchema, rawFlags)
  const thresholds = await readThresholds(flags.thresholds)
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
