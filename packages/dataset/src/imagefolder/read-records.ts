import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { InvalidInputError } from '@animegan/core'
import { type ImageRecord, parseMetadata } from './metadata.js'

/**
 * Reads the records of an image folder, no image. Throws `INVALID_DATA` when it has no metadata.jsonl, and naming the line when one
 * is no record.
 */
export async function readRecords(dir: string): Promise<ImageRecord[]> {
  const source = join(dir, 'metadata.jsonl')
  const text = await readFile(source, 'utf8').catch((cause: unknown) => {
    throw new InvalidInputError(
      'INVALID_DATA',
      `cannot read ${source}; ${dir} should be a folder with images and a metadata.jsonl`,
      { cause },
    )
  })
  return parseMetadata(text, source)
}
