import { join } from 'node:path'
import type { Reject } from '@animegan/dataset'
import * as z from 'zod/mini'
import { parseFlags, positiveNumber, wholeNumber } from './flag-values.js'
import { loadCascade } from './load-cascade.js'
import { createTerminalProgress } from './terminal-progress.js'

const flagsSchema = z.object({
  dir: z.string(),
  out: z.string().check(z.minLength(1, 'expected a folder')),
  size: wholeNumber(8, 2048),
  scale: positiveNumber(),
  'min-side': z.optional(wholeNumber(1)),
  'min-sharpness': z.optional(positiveNumber()),
  'min-saturation': z.optional(positiveNumber()),
  'min-neighbors': wholeNumber(0, 1000),
  cascade: z.optional(z.string()),
  threads: z.optional(wholeNumber(1, 1024)),
})

/** Does `animegan dataset detect`. Throws as `loadCascade` and `detectImagefolder` do, and `INVALID_OPTION` for wrong flags. */
export async function detectInFolder(rawFlags: Record<string, unknown>, signal: AbortSignal): Promise<void> {
  const flags = parseFlags(flagsSchema, rawFlags)
  const { dir, out, size, scale, threads } = flags
  const { assertWritable } = await import('@animegan/runtime-node')
  await assertWritable(join(out, 'metadata.jsonl'))
  const cascade = await loadCascade(flags.cascade)
  const { detectImagefolder } = await import('@animegan/dataset')
  const filters = {
    minSide: flags['min-side'],
    minSharpness: flags['min-sharpness'],
    minSaturation: flags['min-saturation'],
  }
  const onProgress = createTerminalProgress('pictures')
  const options = { cascade, size, scale, minNeighbors: flags['min-neighbors'], filters, threads }
  const { records, rejects } = await detectImagefolder(dir, { ...options, out, signal, onProgress }).finally(
    onProgress.clear,
  )
  console.log(`wrote ${out}: ${records.length} faces of ${size} x ${size} from the pictures of ${dir}`)
  if (rejects.length > 0) console.log(`left out: ${countReasons(rejects)} (rejects.jsonl)`)
}

/** "12 no-face, 3 too-small", the most frequent first. */
function countReasons(rejects: readonly Reject[]): string {
  const counts = new Map<string, number>()
  for (const { reason } of rejects) counts.set(reason, (counts.get(reason) ?? 0) + 1)
  const sorted = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
  return sorted.map(([reason, count]) => `${count} ${reason}`).join(', ')
}
