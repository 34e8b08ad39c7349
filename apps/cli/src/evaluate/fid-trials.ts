import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod/mini'

const trialsShape = z.object({ trials: z.array(z.number().check(z.nonnegative())) })

/** FID of the trials that are finished, on disk, so that they are not done again. */
export interface FidTrials {
  finished: readonly number[]
  /** Throws `NOT_WRITABLE`. */
  save(trials: readonly number[]): Promise<void>
}

/**
 * Finds the trials that were done with the same settings.
 *
 * @param folder where they are kept
 * @param settings all that FID of a trial depends on, as JSON
 */
export async function openFidTrials(folder: string, settings: unknown): Promise<FidTrials> {
  const key = createHash('sha256').update(JSON.stringify(settings)).digest('hex').slice(0, 16)
  const path = join(folder, `fid-${key}.json`)
  return {
    finished: await readTrials(path),
    async save(trials) {
      const { writeFileAtomic } = await import('@animegan/runtime-node')
      await writeFileAtomic(path, Buffer.from(`${JSON.stringify({ trials, settings }, null, 2)}\n`))
    },
  }
}

/** A file that is absent or no record of trials counts as none: they are done again. */
async function readTrials(path: string): Promise<number[]> {
  try {
    return z.parse(trialsShape, JSON.parse(await readFile(path, 'utf8'))).trials
  } catch {
    return []
  }
}
