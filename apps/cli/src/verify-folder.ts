import { AnimeganError } from '@animegan/core'
import type { Verification } from '@animegan/dataset'
import * as z from 'zod/mini'
import { parseFlags } from './flag-values.js'
import { readTagSchema } from './tag-schema.js'
import { createTerminalProgress } from './terminal-progress.js'

const flagsSchema = z.object({ dir: z.string(), schema: z.string(), json: z.optional(z.boolean()) })

/** Problems of one kind that people are shown; --json shows all. */
const shown = 10

/** Does `animegan dataset verify`. Throws `INVALID_DATA` when anything is wrong, after printing what. */
export async function verifyFolder(rawFlags: Record<string, unknown>, signal: AbortSignal): Promise<void> {
  const { dir, schema: named, json } = parseFlags(flagsSchema, rawFlags)
  const schema = await readTagSchema(named)
  const { verifyDataset } = await import('@animegan/dataset')
  const onProgress = createTerminalProgress('images')
  const verification = await verifyDataset(dir, schema, { signal, onProgress }).finally(onProgress.clear)
  console.log(json ? JSON.stringify(verification, null, 2) : formatVerification(dir, verification))
  const { length } = verification.problems
  if (length === 0) return
  throw new AnimeganError('INVALID_DATA', `${dir} has ${length} ${length === 1 ? 'problem' : 'problems'}`)
}

function formatVerification(dir: string, { records, labelsChecked, counts, problems }: Verification): string {
  const lines = [`${dir}: ${records} records${problems.length === 0 ? ', nothing wrong' : ''}`]
  if (!labelsChecked) lines.push('no record has a tag yet, so labels were not looked at')
  for (const [code, count] of Object.entries(counts)) {
    lines.push('', `${code}: ${count}`)
    const some = problems.filter((problem) => problem.code === code).slice(0, shown)
    for (const { line, file_name: file, detail } of some) {
      const place = [
        line === undefined ? [] : `line ${line}`,
        file === undefined ? [] : showName(file),
      ].flat()
      lines.push(`  ${place.join(', ')}: ${detail}`)
    }
    if (count > some.length) lines.push(`  and ${count - some.length} more, which --json lists`)
  }
  return lines.join('\n')
}

/** A name on one line, whatever is in it. */
const showName = (name: string): string =>
  JSON.stringify(name) === `"${name}"` ? name : JSON.stringify(name)
