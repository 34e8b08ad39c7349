import { basename, resolve } from 'node:path'
import * as z from 'zod/mini'
import { parseFlags } from './flag-values.js'
import { formatStatistics } from './statistics-table.js'
import { readTagSchema } from './tag-schema.js'
import { createTerminalProgress } from './terminal-progress.js'

const flagsSchema = z.object({
  dir: z.string().check(z.minLength(1, 'expected an image folder')),
  out: z.optional(z.string().check(z.regex(/\.(png|html?)$/i, 'expected the path of a .png or .html file'))),
  json: z.optional(z.boolean()),
  title: z.optional(z.string().check(z.minLength(1, 'expected a title'))),
  schema: z.string(),
})

/** Does `animegan dataset stats`. Throws `INVALID_OPTION` for wrong flags, `INVALID_DATA`, `NOT_WRITABLE`, `ABORTED`. */
export async function showStatistics(rawFlags: Record<string, unknown>, signal: AbortSignal): Promise<void> {
  const flags = parseFlags(flagsSchema, rawFlags)
  const { dir, out, json, title = basename(resolve(dir)) } = flags
  const schema = await readTagSchema(flags.schema)
  const { assertWritable, writeFileAtomic } = await import('@animegan/runtime-node')
  if (out !== undefined) await assertWritable(out)
  const { describeDataset, drawStatistics, measureSizes, readRecords, readRejects, renderStatisticsPage } =
    await import('@animegan/dataset')
  const onProgress = createTerminalProgress('sizes')
  const records = await measureSizes(await readRecords(dir), { folder: dir, signal, onProgress }).finally(
    onProgress.clear,
  )
  const description = describeDataset(records, await readRejects(dir), schema)
  if (out !== undefined) {
    const isPicture = /\.png$/i.test(out)
    const bytes = isPicture
      ? await drawStatistics(description, title)
      : Buffer.from(renderStatisticsPage(description, title))
    await writeFileAtomic(out, bytes)
  }
  if (json) console.log(JSON.stringify(description, null, 2))
  else
    console.log(
      [formatStatistics(description), ...(out === undefined ? [] : ['', `wrote ${out}`])].join('\n'),
    )
}
