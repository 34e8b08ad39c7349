import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { AnimeganError, InvalidInputError, throwIfAborted } from '@animegan/core'
import type { ImageRecord } from '../imagefolder/metadata.js'
import { type Fingerprint, fingerprintImage } from './fingerprint.js'
import type { FingerprintStore } from './fingerprint-store.js'

export interface CollectFingerprintsOptions {
  /** The folder below which the pictures lie. */
  folder: string
  signal?: AbortSignal | undefined
  onProgress?: ((progress: { done: number; total: number }) => void) | undefined
}

/** A record with the SHA-256 of its picture's file, and why the picture cannot be compared if so. */
export interface IdentifiedPicture {
  record: ImageRecord
  sha256: string
  problem?: string
}

const reportEvery = 50

/**
 * Makes sure that the store has a fingerprint of every picture that can be decoded; only those that it lacks are decoded, several
 * at a time in sharp's threads.
 *
 * Throws `INVALID_DATA` when a picture is not there, `NOT_WRITABLE`, `ABORTED`.
 */
export async function collectFingerprints(
  records: readonly ImageRecord[],
  store: FingerprintStore,
  { folder, signal, onProgress }: CollectFingerprintsOptions,
): Promise<IdentifiedPicture[]> {
  const pictures: IdentifiedPicture[] = []
  const queue = records.entries()
  let done = 0
  let stopped = false
  const work = async () => {
    // All workers draw from one iterator, so each picture is taken once.
    for (const [index, record] of queue) {
      if (stopped) return
      throwIfAborted(signal, 'hashing pictures')
      pictures[index] = await collectFingerprint(record, store, folder)
      done++
      if (done % reportEvery === 0 || done === records.length) onProgress?.({ done, total: records.length })
    }
  }
  const stopping = () =>
    work().catch((error: unknown) => {
      stopped = true
      throw error
    })
  const workers = Math.min(records.length, 2 * availableParallelism())
  const outcomes = await Promise.allSettled(Array.from({ length: workers }, stopping))
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason
  return pictures
}

async function collectFingerprint(
  record: ImageRecord,
  store: FingerprintStore,
  folder: string,
): Promise<IdentifiedPicture> {
  if (typeof record.sha256 === 'string' && store.has(record.sha256)) return { record, sha256: record.sha256 }
  const path = join(folder, record.file_name)
  const bytes = await readFile(path).catch((cause: unknown) => {
    const message = `cannot read ${path}, which metadata.jsonl lists; bring it back or remove its line`
    throw new InvalidInputError('INVALID_DATA', message, { cause })
  })
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  if (store.has(sha256)) return { record, sha256 }
  let fingerprint: Fingerprint
  try {
    fingerprint = await fingerprintImage(bytes, path)
  } catch (error) {
    if (!AnimeganError.isInstance(error)) throw error
    return { record, sha256, problem: error.message }
  }
  store.add(sha256, fingerprint)
  return { record, sha256 }
}
