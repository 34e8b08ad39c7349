import { join } from 'node:path'
import * as z from 'zod/mini'
import { parseFlags, positiveNumber, wholeNumber } from './flag-values.js'
import { loadCascade } from './load-cascade.js'
import { formatReasons } from './reject-counts.js'
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
  if (rejects.length > 0) console.log(`left out: ${formatReasons(rejects)} (rejects.jsonl)`)
}
