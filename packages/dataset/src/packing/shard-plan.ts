import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { InvalidInputError } from '@animegan/core'
import type { ImageRecord } from '../imagefolder/metadata.js'

/** A sample to pack: its record and place among all. */
export interface PlannedSample {
  index: number
  record: ImageRecord
}

export interface ShardLimits {
  /** Most samples of a shard. */
  maxSamples: number
  /** Most bytes of a shard; one sample that is longer gets a shard of its own. */
  maxBytes: number
}

const block = 512
/** An entry in a tar archive: a header, and the bytes filled up to whole blocks. */
const entryLength = (bytes: number): number => block + Math.ceil(bytes / block) * block
/** Two empty blocks end an archive. */
const endLength = 2 * block

/** Divides records into shards, in their order. Throws `INVALID_DATA` naming an image that is missing. */
export async function planShards(
  dir: string,
  records: readonly ImageRecord[],
  { maxSamples, maxBytes }: ShardLimits,
): Promise<PlannedSample[][]> {
  const shards: PlannedSample[][] = []
  let length = Number.POSITIVE_INFINITY
  for (const [index, record] of records.entries()) {
    const { size } = await stat(join(dir, record.file_name)).catch((cause: unknown) => {
      const message = `image ${join(dir, record.file_name)} is missing; see animegan dataset verify ${dir}`
      throw new InvalidInputError('INVALID_DATA', message, { cause })
    })
    const added = entryLength(size) + entryLength(Buffer.byteLength(JSON.stringify(record)))
    const last = shards.at(-1)
    if (last !== undefined && last.length < maxSamples && length + added <= maxBytes) {
      last.push({ index, record })
      length += added
    } else {
      shards.push([{ index, record }])
      length = endLength + added
    }
  }
  return shards
}
