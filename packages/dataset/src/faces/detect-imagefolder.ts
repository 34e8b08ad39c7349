import { existsSync } from 'node:fs'
import { mkdir, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { AnimeganError, InvalidInputError } from '@animegan/core'
import { readRecords } from '../imagefolder/read-records.js'
import { publishDataset } from '../pipeline/publish-dataset.js'
import { readRejects } from '../stages/apply-to-folder.js'
import { runItemStage } from '../stages/run-item-stage.js'
import type { StageResult } from '../stages/stage.js'
import { writeText } from '../write-text.js'
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
  await claimFolder(out, work, resolve(dir))
  const context = { folder: work, journal: join(work, 'journal'), signal, onProgress }
  const { records, rejects } = await runItemStage(stage, pictures, context).finally(() => stage.dispose?.())
  await publishDataset(work, out, records, [...rejectsBefore, ...rejects])
  return { records, rejects }
}

/** Makes sure that no data set is replaced but the faces of the same pictures. */
async function claimFolder(out: string, work: string, pictures: string): Promise<void> {
  const path = join(work, 'detect.json')
  const claim = JSON.stringify({ pictures })
  const before = await readFile(path, 'utf8').catch(() => undefined)
  if (before === claim) return
  if (existsSync(join(out, 'metadata.jsonl'))) {
    const what = before === undefined ? 'a data set' : 'the faces of other pictures'
    throw new InvalidInputError(
      'INVALID_OPTION',
      `${out} already holds ${what}, which would be lost; choose another folder, or remove this one`,
    )
  }
  try {
    await mkdir(work, { recursive: true })
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new AnimeganError('NOT_WRITABLE', `cannot write to ${out}: ${reason}`, { cause })
  }
  await writeText(path, claim)
}
