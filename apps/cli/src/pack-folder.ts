import { join } from 'node:path'
import * as z from 'zod/mini'
import { parseFlags, wholeNumber } from './flag-values.js'
import { createTerminalProgress } from './terminal-progress.js'

const flagsSchema = z.object({
  dir: z.string(),
  out: z.string().check(z.minLength(1, 'expected a folder')),
  name: z.optional(z.string()),
  split: z.optional(z.string()),
  'max-samples': wholeNumber(1),
  'max-megabytes': wholeNumber(1, 2 ** 20),
  json: z.optional(z.boolean()),
})

/** Does `animegan dataset pack`. Throws `INVALID_OPTION` for wrong flags, and as `packDataset` does. */
export async function packFolder(rawFlags: Record<string, unknown>, signal: AbortSignal): Promise<void> {
  const flags = parseFlags(flagsSchema, rawFlags)
  const { dir, out, name, split, 'max-samples': maxSamples, 'max-megabytes': megabytes, json } = flags
  const { assertWritable } = await import('@animegan/runtime-node')
  await assertWritable(join(out, 'shards.json'))
  const { packDataset } = await import('@animegan/dataset')
  const onProgress = createTerminalProgress('samples')
  const options = { name, split, maxSamples, maxBytes: megabytes * 2 ** 20, signal, onProgress }
  const packed = await packDataset(dir, out, options).finally(onProgress.clear)
  if (json) {
    console.log(JSON.stringify({ out, ...packed }, null, 2))
    return
  }
  const { shards, samples, bytes, kept } = packed
  const there = kept === 0 ? '' : `, ${kept} of them there already`
  console.log(
    `wrote ${out}: ${samples} samples in ${shards.length} shards${there}, ${(bytes / 1e6).toFixed(1)} MB`,
  )
}
