import { join } from 'node:path'
import { encodeCondition, InvalidInputError, type TagSchema } from '@animegan/core'
import { readAttributes } from './attribute-columns.js'
import type { ImageRecord } from './metadata.js'
import { readImage } from './read-image.js'
import { readRecords } from './read-records.js'

/** A folder of images with a metadata.jsonl, as Hugging Face's "imagefolder" has it. */
export interface Imagefolder {
  /** Number of images. */
  readonly size: number
  readonly records: readonly ImageRecord[]
  /**
   * Decodes an image to resolution*resolution RGB bytes, rows from the top. Throws `INVALID_DATA` naming the file when it is
   * missing or damaged.
   */
  read(index: number, resolution: number): Promise<Uint8Array>
  /** The conditioning vector of an image: -1 or 1 for each tag, then the attributes, their range as -1 to 1. */
  condition(index: number): Float32Array
}

export interface OpenImagefolderOptions {
  /** Keep only the records of this split; all by default. */
  split?: string | undefined
}

/**
 * Opens a data set: reads and checks its metadata, no image yet.
 *
 * Throws `INVALID_DATA` when the folder has no metadata.jsonl, when a line of it is wrong (with its number) or has a tag
 * that the schema lacks, when no record is left, and when one lacks an attribute of the schema or has it far out of range
 * (see `readAttributes`).
 *
 * @example
 * const data = await openImagefolder('faces', animeTags)
 * const pixels = await data.read(0, 64) // 64 * 64 * 3 bytes
 */
export async function openImagefolder(
  dir: string,
  schema: TagSchema,
  options: OpenImagefolderOptions = {},
): Promise<Imagefolder> {
  const source = join(dir, 'metadata.jsonl')
  const all = await readRecords(dir)
  checkTags(all, schema, source)
  const { split } = options
  const kept = [...all.entries()].filter(([, record]) => split === undefined || record.split === split)
  const records = kept.map(([, record]) => record)
  if (records.length === 0) {
    const which = split === undefined ? 'no image' : `no image of split "${split}"`
    throw new InvalidInputError('INVALID_DATA', `${source} lists ${which}`)
  }
  const attributes = kept.map(([index, record]) =>
    readAttributes(record, schema, `${source}, record ${index + 1}`),
  )
  return {
    size: records.length,
    records,
    async read(index, resolution) {
      return readImage(dir, recordAt(records, index).file_name, resolution)
    },
    condition(index) {
      const { tags } = recordAt(records, index)
      return encodeCondition(schema, { tags, attributes: attributes[index] })
    },
  }
}

function recordAt(records: readonly ImageRecord[], index: number): ImageRecord {
  const record = records[index]
  if (!record) {
    throw new InvalidInputError(
      'INVALID_OPTION',
      `image index: expected 0 to ${records.length - 1}, got ${index}`,
    )
  }
  return record
}

function checkTags(records: readonly ImageRecord[], schema: TagSchema, source: string): void {
  const known = new Set(schema.tags.map(({ id }) => id))
  for (const [index, { tags, file_name: name }] of records.entries()) {
    const unknown = tags.find((tag) => !known.has(tag))
    if (unknown === undefined) continue
    throw new InvalidInputError(
      'INVALID_DATA',
      `${source}, record ${index + 1} (${name}): tag "${unknown}" is not in tag schema "${schema.name}"`,
    )
  }
}
