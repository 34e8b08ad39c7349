import { join } from 'node:path'
import * as z from 'zod/mini'
import { oneOf, parseFlags, wholeNumber } from './flag-values.js'
import { createTerminalProgress } from './terminal-progress.js'

const flagsSchema = z.object({
  count: wholeNumber(1),
  size: wholeNumber(16, 1024),
  seed: wholeNumber(0),
  schema: oneOf(['anime', 'anime-year']),
  prior: oneOf(['uniform', 'corpus']),
  out: z.string('expected a folder').check(z.minLength(1, 'expected a folder')),
})

/** Does `animegan dataset synthesize`. Throws `INVALID_OPTION` for wrong flags, `NOT_WRITABLE`, `ABORTED`. */
export async function synthesizeToFolder(
  rawFlags: Record<string, unknown>,
  signal: AbortSignal,
): Promise<void> {
  const flags = parseFlags(flagsSchema, rawFlags)
  const { assertWritable } = await import('@animegan/runtime-node')
  await assertWritable(join(flags.out, 'metadata.jsonl'))
  const { synthesizeDataset } = await import('@animegan/dataset')
  const onProgress = createTerminalProgress('pictures')
  try {
    await synthesizeDataset({ ...flags, signal, onProgress })
  } finally {
    onProgress.clear()
  }
  const years = flags.schema === 'anime-year' ? ' and years' : ''
  console.log(
    `wrote ${flags.out}: ${flags.count} pictures of ${flags.size} x ${flags.size} with metadata.jsonl${years}`,
  )
}
