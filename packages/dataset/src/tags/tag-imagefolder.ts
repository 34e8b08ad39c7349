import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { InvalidInputError } from '@animegan/core'
import { formatMetadata, type ImageRecord } from '../imagefolder/metadata.js'
import { readRecords } from '../imagefolder/read-records.js'
import { formatRejects, parseRejects, type Reject } from '../stages/rejects.js'
import { runItemStage } from '../stages/run-item-stage.js'
import type { StageResult } from '../stages/stage.js'
import { writeText } from '../synthetic/write-text.js'
import { type CreateTagStagesOptions, createTagStages } from './tag-stages.js'

export interface TagImagefolderOptions extends CreateTagStagesOptions {
  signal?: AbortSignal | undefined
  onProgress?: ((progress: { done: number; total: number }) => void) | undefined
}

/**
 * Tags the pictures of an image folder in place: `tags` and `scores` of metadata.jsonl are replaced, which changes in one
 * moment at the end. A picture that is missing or damaged goes to rejects.jsonl, with its record.
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
  const before = await readRecords(folder)
  const context = { folder, journal: join(folder, '.pipeline', 'journal'), signal }
  const estimated = await runItemStage(estimate, before, { ...context, onProgress })
  if (estimated.records.length === 0) {
    const example = estimated.rejects[0]?.detail
    throw new InvalidInputError(
      'INVALID_DATA',
      `${folder} has no picture that can be read${example === undefined ? '' : `: ${example}`}; nothing was changed`,
    )
  }
  const { records } = await choose.apply(estimated.records, context)
  const rejects = keepRecords(estimated.rejects, before)
  // First: a picture that is in both files is less bad than one that is in none.
  await addRejects(join(folder, 'rejects.jsonl'), rejects)
  await writeText(join(folder, 'metadata.jsonl'), formatMetadata(records))
  return { records, rejects }
}

/** Rejects with what metadata.jsonl said of them, since its line goes. */
function keepRecords(rejects: readonly Reject[], before: readonly ImageRecord[]): Reject[] {
  const byName = new Map(before.map((record) => [record.file_name, record]))
  return rejects.map((reject) => ({ ...reject, record: byName.get(reject.name) }))
}

async function addRejects(path: string, rejects: readonly Reject[]): Promise<void> {
  if (rejects.length === 0) return
  const text = await readFile(path, 'utf8').catch(() => '')
  const isNew = ({ stage, name }: Reject) =>
    !rejects.some((reject) => reject.stage === stage && reject.name === name)
  await writeText(path, formatRejects([...parseRejects(text, path).filter(isNew), ...rejects]))
}
