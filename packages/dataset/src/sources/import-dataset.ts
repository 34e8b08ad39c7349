import { resolve } from 'node:path'
import { AnimeganError, InvalidInputError } from '@animegan/core'
import type { ImageRecord } from '../imagefolder/metadata.js'
import { buildDataset } from '../pipeline/build-dataset.js'
import { assertClaimable, claimFolder } from '../pipeline/claim-folder.js'
import type { Reject } from '../stages/rejects.js'
import type { ItemStage } from '../stages/stage.js'
import { dropRepeatedImages } from './repeated-images.js'

export interface ImportDatasetOptions {
  /** Where the pictures come from; an import begun from elsewhere is not continued. */
  path: string
  /** Folder of the new data set; created if absent. One begun by the same import is continued. */
  out: string
  signal?: AbortSignal | undefined
  onProgress?: ((progress: { done: number; total: number }) => void) | undefined
}

/**
 * Makes a data set of what an import stage finds: images/, metadata.jsonl, rejects.jsonl with what was left out and why. It can be stopped or
 * killed at any point and called again; pictures that were added, changed or removed since are taken account of.
 *
 * Throws `INVALID_OPTION` when `out` holds something else, `INVALID_DATA` when there is no picture to import, `NOT_WRITABLE`,
 * `ABORTED`, and what the stage throws.
 *
 * @example
 * await importDataset(createImportFolderStage({ path: 'scans' }), { path: 'scans', out: 'pictures' })
 */
export async function importDataset(
  stage: ItemStage<unknown>,
  { path, out, signal, onProgress }: ImportDatasetOptions,
): Promise<{ records: ImageRecord[]; rejects: Reject[] }> {
  const claim = { by: 'import', of: JSON.stringify({ path: resolve(path), settings: stage.settings }) }
  await assertClaimable(out, claim)
  const source: ItemStage<unknown> = {
    ...stage,
    // Once the source could be listed, and not before, there is something to write.
    async *list(records, context) {
      let isEmpty = true
      for await (const item of stage.list(records, context)) {
        isEmpty = false
        yield item
      }
      if (isEmpty) throw new InvalidInputError('INVALID_DATA', `there is no picture to import in ${path}`)
      await claimFolder(out, claim)
    },
  }
  const report = (progress: { stage: number; done: number; total: number }) => {
    if (progress.stage === 1) onProgress?.({ done: progress.done, total: progress.total })
  }
  const outcome = await buildDataset({
    ...{ sources: [source], stages: [dropRepeatedImages] },
    ...{ out, signal, onProgress: report },
  })
  // Without shards nothing is ever left to others.
  if (!outcome.complete) throw new AnimeganError('INVALID_DATA', `${outcome.pending} pictures are missing`)
  return { records: outcome.records, rejects: outcome.rejects }
}
