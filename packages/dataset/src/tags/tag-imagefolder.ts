import { InvalidInputError } from '@animegan/core'
import { applyToFolder } from '../stages/apply-to-folder.js'
import { runItemStage } from '../stages/run-item-stage.js'
import type { StageResult } from '../stages/stage.js'
import { type CreateTagStagesOptions, createTagStages } from './tag-stages.js'

export interface TagImagefolderOptions extends CreateTagStagesOptions {
  signal?: AbortSignal | undefined
  onProgress?: ((progress: { done: number; total: number }) => void) | undefined
}

/**
 * Tags the pictures of an image folder in place: `tags` and `scores` of metadata.jsonl are replaced, which changes in one
 * moment at the end. A picture that is missing or damaged goes to rejects.jsonl, with its record, and comes back once it can be read.
 * It can be stopped at any point, killed too, and called again: what was estimated is kept in `.pipeline`.
 *
 * Throws `INVALID_DATA` when the folder has no metadata.jsonl or no picture that can be read, `UNKNOWN_TAG` and
 * `INVALID_OPTION` for wrong thresholds, `INVALID_MANIFEST` when the model is not what its manifest says, `NOT_WRITABLE`, `ABORTED`.
 */
export async function tagImagefolder(
  folder: string,
  { signal, onProgress, ...options }: TagImagefolderOptions,
): Promise<StageResult> {
  const [estimate, choose] = createTagStages(options)
  const { name, settings } = estimate
  const stage = {
    name,
    settings,
    async apply(...[records, context]: Parameters<typeof choose.apply>) {
      const estimated = await runItemStage(estimate, records, { ...context, onProgress })
      assertSome(folder, estimated)
      const tagged = await choose.apply(estimated.records, context)
      return { records: tagged.records, rejects: estimated.rejects }
    },
  }
  return applyToFolder(folder, stage, signal)
}

/** A folder of which no picture can be read is more likely to be in another place than to be worthless. */
function assertSome(folder: string, { records, rejects }: StageResult): void {
  if (records.length > 0) return
  const example = rejects[0] === undefined ? '' : `: ${rejects[0].detail}`
  throw new InvalidInputError(
    'INVALID_DATA',
    `${folder} has no picture that can be read${example}; nothing was changed`,
  )
}
