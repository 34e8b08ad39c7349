import { createHash } from 'node:crypto'
import { readFile, realpath } from 'node:fs/promises'
import { InvalidInputError, throwIfAborted } from '@animegan/core'
import type { ImageRecord } from '../imagefolder/metadata.js'
import { findPicture } from './picture-path.js'

export interface IdentifyRecordsOptions {
  /** The folder below which the pictures lie. */
  folder: string
  signal?: AbortSignal | undefined
  onProgress?: ((progress: { done: number; total: number }) => void) | undefined
}

/** A record whose picture's hash is known. */
export type IdentifiedRecord = ImageRecord & { sha256: string }

const readers = 8
const reportEvery = 100

/**
 * Gives `sha256` to the records that lack it, from the bytes of their pictures; a hash that a record has is believed.
 *
 * Throws `INVALID_DATA` for a picture that cannot be read, `ABORTED`.
 */
export async function identifyRecords(
  records: readonly ImageRecord[],
  { folder, signal, onProgress }: IdentifyRecordsOptions,
): Promise<IdentifiedRecord[]> {
  const unknown = [...records.entries()].filter(([, { sha256 }]) => typeof sha256 !== 'string')
  const identified = [...records]
  const root = unknown.length === 0 ? folder : await realpath(folder).catch(() => folder)
  const queue = unknown.values()
  let done = 0
  const work = async () => {
    // All readers draw from one iterator, so each record is taken once.
    for (const [index, record] of queue) {
      throwIfAborted(signal, 'reading the pictures')
      identified[index] = { ...record, sha256: await hashPicture(root, record.file_name) }
      done++
      if (done % reportEvery === 0 || done === unknown.length) onProgress?.({ done, total: unknown.length })
    }
  }
  await Promise.all(Array.from({ length: Math.min(readers, unknown.length) }, work))
  return identified as IdentifiedRecord[]
}

async function hashPicture(root: string, fileName: string): Promise<string> {
  const path = await findPicture(root, fileName)
  const bytes = path === undefined ? undefined : await readFile(path).catch(() => undefined)
  if (bytes === undefined) {
    throw new InvalidInputError(
      'INVALID_DATA',
      `${fileName}, which metadata.jsonl lists, is no file in ${root} that can be read; bring it back or remove its line`,
    )
  }
  return createHash('sha256').update(bytes).digest('hex')
}
