import { existsSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod/mini'
import { oneOf, parseFlags, wholeNumber } from './flag-values.js'
import { countReasons, formatReasons } from './reject-counts.js'
import { createTerminalProgress } from './terminal-progress.js'

const flagsSchema = z.object({
  path: z.string().check(z.minLength(1, 'expected a path')),
  out: z.string().check(z.minLength(1, 'expected a folder')),
  work: z.optional(oneOf(['folder'])),
  year: z.optional(wholeNumber(1900, 2200)),
  source: z.optional(z.string().check(z.minLength(1, 'expected a name'))),
  'max-pixels': z.optional(wholeNumber(1)),
  json: z.optional(z.boolean()),
})

/** Does `animegan dataset import`. Throws `INVALID_OPTION` for wrong flags, and what `importDataset` and the stages throw. */
export async function importPictures(
  kind: 'folder' | 'imagefolder' | 'webdataset',
  rawFlags: Record<string, unknown>,
  signal: AbortSignal,
): Promise<void> {
  const { path, out, json, 'max-pixels': maxPixels, ...given } = parseFlags(flagsSchema, rawFlags)
  const { assertWritable } = await import('@animegan/runtime-node')
  await assertWritable(join(out, 'metadata.jsonl'))
  const {
    createImportFolderStage,
    createImportImagefolderStage,
    createImportWebdatasetStage,
    importDataset,
  } = await import('@animegan/dataset')
  const passedOver = { hidden: 0, other: 0 }
  const onPassedOver = (_: string, why: keyof typeof passedOver) => passedOver[why]++
  const options = { path, maxPixels, ...given }
  const stages = {
    folder: () => createImportFolderStage({ ...options, onPassedOver }),
    imagefolder: () => createImportImagefolderStage(options),
    webdataset: () => createImportWebdatasetStage(options),
  }
  const onProgress = createTerminalProgress('pictures')
  const { records, rejects } = await importDataset(stages[kind](), {
    ...{ path, out, signal, onProgress },
  }).finally(onProgress.clear)

  if (json) {
    const counts = Object.fromEntries(countReasons(rejects))
    console.log(JSON.stringify({ out, records: records.length, rejects: counts, passedOver }, null, 2))
    return
  }
  console.log(`wrote ${out}: ${records.length} pictures from ${path}, with metadata.jsonl`)
  if (rejects.length > 0)
    console.log(`left out (rejects.jsonl): ${rejects.length}, ${formatReasons(rejects)}`)
  if (passedOver.hidden > 0) console.log(`passed over: ${passedOver.hidden} hidden files or folders`)
  if (passedOver.other > 0) console.log(`passed over: ${passedOver.other} files not named like pictures`)
  if (kind === 'folder' && existsSync(join(path, 'metadata.jsonl'))) {
    console.log(
      `${path} has a metadata.jsonl, which was not read; animegan dataset import imagefolder reads it`,
    )
  }
}
