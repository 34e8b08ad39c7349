import { createHash } from 'node:crypto'
import { InvalidInputError } from '@animegan/core'

/** One of `count` equal parts of the work, `index` from 1. */
export interface Shard {
  index: number
  count: number
}

/** Reads "2/8". Throws `INVALID_OPTION`. */
export function parseShard(text: string): Shard {
  const [, index, count] = /^(\d{1,6})\/(\d{1,6})$/.exec(text) ?? []
  const shard = { index: Number(index), count: Number(count) }
  if (shard.index >= 1 && shard.index <= shard.count) return shard
  throw new InvalidInputError(
    'INVALID_OPTION',
    `shard: expected a part and the number of parts, 1/8 to 8/8, got "${text}"`,
  )
}

/** Whether an item belongs to a shard. It follows from the item's key alone, whatever else is there. */
export function isInShard(key: string, { index, count }: Shard): boolean {
  return createHash('sha256').update(key).digest().readUInt32BE(0) % count === index - 1
}
