import { join, resolve } from 'node:path'
import { readRecords } from '../imagefolder/read-records.js'
import { claimFolder } from '../pipeline/claim-folder.js'
import { publishDataset } from '../pipeline/publish-dataset.js'
import { readRejects } from '../stages/apply-to-folder.js'
import { runItemStage } from '../stages/run-item-stage.js'
import type { StageResult } from '../stages/stage.js'
import { type CreateDetectStageOptions, createDetectStage } from './detect-stage.js'

export interface DetectImagefolderOptions extends Omit<CreateDetectStageOptions, 'pictures'> {
  /** Folder of the new data set; created if absent. Faces of the same folder that it holds are replaced. */
  out: string
  signal?: AbortSignal | undefined
  onProgress?: ((progress: { done: number; total: number }) => void) | undefined
}

/**
 * Makes a data set of the faces on the pictures of another, which stays as it is: images/, metadata.jsonl, and rejects.jsonl with the
 * rejects of both. It can be stopped at any point, killed too, and called again: what was found is kept in `.pipeline`.
 *
 * Throws `INVALID_DATA` when `dir` has no metadata.jsonl or the cascade is none, `INVALID_OPTION` also when `out` holds something
 * else, `NOT_WRITABLE`, `ABORTED`.
 *
 * @example
 * const cascade = await readFile('lbpcascade_animeface.xml')
 * const { records, rejects } = await detectImagefolder('pictures', { out: 'faces', cascade })
 */
export async function detectImagefolder(
  dir: string,
  { out, signal, onProgress, ...options }: DetectImagefolderOptions,
): Promise<StageResult> {
  const pictures = await readRecords(dir)
  const rejectsBefore = await readRejects(dir)
  const stage = createDetectStage({ ...options, pictures: dir })
  const work = join(out, '.pipeline')
  await claimFolder(out, { by: 'detect', of: JSON.stringify({ pictures: resolve(dir) }) })
  const context = { folder: work, journal: join(work, 'journal'), signal, onProgress }
  const { records, rejects } = await runItemStage(stage, pictures, context).finally(() => stage.dispose?.())
  await publishDataset(work, out, records, [...rejectsBefore, ...rejects])
  return { records, rejects }
}
