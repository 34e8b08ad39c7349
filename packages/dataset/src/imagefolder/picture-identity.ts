import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ImageRecord } from './metadata.js'

/**
 * The SHA-256 of a record's image file, in hexadecimal: its column `sha256` if it has one, else computed. undefined when the
 * file cannot be read.
 *
 * @param folder of the data set
 */
export async function identifyPicture(folder: string, record: ImageRecord): Promise<string | undefined> {
  if (typeof record.sha256 === 'string') return record.sha256
  const bytes = await readFile(join(folder, record.file_name)).catch(() => undefined)
  return bytes && createHash('sha256').update(bytes).digest('hex')
}
