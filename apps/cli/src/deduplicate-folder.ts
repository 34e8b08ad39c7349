import { join } from 'node:path'
import * as z from 'zod/mini'
import { oneOf, parseFlags, positiveNumber } from './flag-values.js'
import { createTerminalProgress, type TerminalProgress } from './terminal-progress.js'

const flagsSchema = z.object({
  dir: z.string().check(z.minLength(1, 'expected an image folder')),
  threshold: positiveNumber(),
  keep: oneOf(['first', 'all']),
})

/** Does `animegan dataset deduplicate`. Throws `INVALID_OPTION` for wrong flags, and what the stage throws. */
export async function deduplicateFolder(
  rawFlags: Record<string, unknown>,
  signal: AbortSignal,
): Promise<void> {
  const { dir, threshold, keep } = parseFlags(flagsSchema, rawFlags)
  const { applyToFolder, createDeduplicateStage } = await import('@animegan/dataset')
  const progress = createPhaseProgress()
  const stage = createDeduplicateStage({ threshold, keep, onProgress: progress.draw })
  const { records, rejects } = await applyToFolder(dir, stage, signal).finally(progress.clear)

  const groupsOf = (column: string) => new Set(records.flatMap((record) => record[column] ?? [])).size
  const groups = groupsOf('duplicates')
  const left = rejects.filter(({ reason }) => reason === 'duplicate').length
  const fate = keep === 'first' ? `${left} left out (rejects.jsonl)` : 'marked in the column "duplicates"'
  const found = groups === 0 ? 'no duplicates' : `${groups} groups of duplicates, ${fate}`
  console.log(`${dir}: ${found}; ${records.length} pictures stay`)
  const related = groupsOf('relatives')
  if (related > 0) {
    const what = keep === 'first' ? 'mirror images' : 'duplicates and mirror images'
    console.log(`${related} groups of ${what} that a split keeps together, in the column "relatives"`)
  }
  const unreadable = rejects.length - left
  if (unreadable > 0)
    console.log(`${unreadable} pictures cannot be read; why is in ${join(dir, 'rejects.jsonl')}`)
}

/** One line for the phase that is at work. */
function createPhaseProgress() {
  let line: (TerminalProgress & { phase: string }) | undefined
  const clear = () => line?.clear()
  return {
    draw({ phase, ...progress }: { phase: string; done: number; total: number }): void {
      if (line?.phase !== phase) {
        clear()
        line = Object.assign(createTerminalProgress(phase), { phase })
      }
      line(progress)
    },
    clear,
  }
}
