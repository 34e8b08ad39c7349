import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { TagVerdicts } from '@animegan/evaluation'
import * as z from 'zod/mini'

const verdictsShape = z.object({
  tags: z.array(z.object({ id: z.string(), seen: z.array(z.array(z.string())) })),
})

/** What a judge saw in the images of finished tags, on disk, so that they are not drawn and judged again. */
export interface KeptVerdicts {
  finished: readonly TagVerdicts[]
  /** Throws `NOT_WRITABLE`. */
  add(verdicts: TagVerdicts): Promise<void>
}

/**
 * Finds what was seen with the same settings.
 *
 * @param folder where it is kept
 * @param settings all that the verdicts on a tag depend on, as JSON
 */
export async function openVerdicts(folder: string, settings: unknown): Promise<KeptVerdicts> {
  const key = createHash('sha256').update(JSON.stringify(settings)).digest('hex').slice(0, 16)
  const path = join(folder, `precision-${key}.json`)
  const finished = await readVerdicts(path)
  const tags = [...finished]
  return {
    finished,
    async add(verdicts) {
      const { writeFileAtomic } = await import('@animegan/runtime-node')
      tags.push(verdicts)
      await writeFileAtomic(path, Buffer.from(`${JSON.stringify({ settings, tags })}\n`))
    },
  }
}

/** A file that is absent or no record of verdicts counts as none: all is judged again. */
async function readVerdicts(path: string): Promise<TagVerdicts[]> {
  try {
    return z.parse(verdictsShape, JSON.parse(await readFile(path, 'utf8'))).tags
  } catch {
    return []
  }
}
