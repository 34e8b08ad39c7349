import { createHash } from 'node:crypto'
import { storeImage } from '../stages/image-store.js'
import type { StageItem, StageResult } from '../stages/stage.js'
import type { PictureLimits } from './decode-picture.js'
import { importPicture } from './import-picture.js'

/** Why something that a source lists is left out unread. */
export interface Refusal {
  /** For programs, kebab-case. */
  reason: string
  /** For people. */
  detail: string
}

/** What a source lists: something to import, of the source's own kind, or what it refuses. */
export type SourceItem<Place> = { name: string } & ({ refusal: Refusal } | Place)

/** What all sources ask for. */
export interface ImportOptions extends PictureLimits {
  /** What records say of where they come from, when they do not say so themselves. Default: the name of the folder or file. */
  source?: string | undefined
  /** Year of release of pictures that come without one. */
  year?: number | undefined
}

/** What the stages of all sources are called, in pipelines and rejects. */
export const importStage = 'import'

/** The item of something that is left out unread. It stands for itself until its name or the reason changes. */
export function refuseItem(name: string, refusal: Refusal): StageItem<{ name: string; refusal: Refusal }> {
  return { key: hashParts(name, refusal.reason, refusal.detail), input: { name, refusal } }
}

/** A key of text and bytes; no two lists of parts have the same. */
export function hashParts(...parts: (string | Uint8Array)[]): string {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(createHash('sha256').update(part).digest())
  return hash.digest('hex')
}

/** The result of something that is left out. */
export function rejectItem(
  name: string,
  source: string,
  { reason, detail }: Refusal,
  bytes?: Uint8Array,
): StageResult {
  const sha256 = bytes === undefined ? {} : { sha256: createHash('sha256').update(bytes).digest('hex') }
  return { records: [], rejects: [{ name, source, stage: importStage, reason, detail, ...sha256 }] }
}

/** What is known of a picture before it is imported: the columns of its record. */
export interface KnownColumns {
  tags: string[]
  source: string
  split: string
  [column: string]: unknown
}

/**
 * Imports one picture into the data set below `folder`. `columns` stand in its record as they are, but for sha256, width and height,
 * which are those of the new file. A bad picture is a reject.
 */
export async function importItem(
  name: string,
  bytes: Uint8Array,
  columns: KnownColumns,
  limits: PictureLimits,
  folder: string,
): Promise<StageResult> {
  const picture = await importPicture(bytes, limits)
  if ('reason' in picture) return rejectItem(name, columns.source, picture, bytes)
  const { file_name, sha256 } = await storeImage(folder, picture.png)
  const { width, height } = picture
  const origin = { name, ...(isObject(columns.origin) ? columns.origin : {}) }
  return { records: [{ file_name, ...columns, sha256, width, height, origin }], rejects: [] }
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
