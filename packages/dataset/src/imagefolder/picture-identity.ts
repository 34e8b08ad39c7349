import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ImageRecord } from './metadata.js'

/** The SHA-256 of a record's image file, in hexadecimal, if the record has it. It is believed. */
export function statedHash({ sha256 }: ImageRecord): string | undefined {
  return typeof sha256 === 'string' && /^[0-9a-f]{64}$/.test(sha256) ? sha256 : undefined
}

/** The SHA-256 of a picture: what its record states, else that of its bytes. */
export function hashPicture(record: ImageRecord, bytes: Uint8Array): string {
  return statedHash(record) ?? createHash('sha256').update(bytes).digest('hex')
}

/**
 * {@link hashPicture}, with the file read where that is needed; undefined when it cannot be read.
 *
 * @param folder of the data set
 */
export async function identifyPicture(folder: string, record: ImageRecord): Promise<string | undefined> {
  const stated = statedHash(record)
  if (stated !== undefined) return stated
  const bytes = await readFile(join(folder, record.file_name)).catch(() => undefined)
  return bytes && hashPicture(record, bytes)
}
