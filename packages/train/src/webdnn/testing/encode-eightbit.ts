import { deflateSync } from 'node:zlib'

/** A block to write, and what to write wrongly about it. */
export interface Block {
  /** In floats. */
  offset: number
  scale?: number
  /** Stored bytes: a level of the table in 7 bits, the sign in the eighth. */
  levels: ArrayLike<number>
  /** Instead of the number of bytes that `data` has. */
  length?: number
  /** Instead of the deflated levels. */
  data?: Uint8Array
}

/** Writes a file of WebDNN eightbit weights, by the description in `decodeEightbit`. */
export function encodeEightbit(blocks: Block[]): Uint8Array {
  return Buffer.concat(
    blocks.map(({ offset, scale = 1, levels, data = deflateSync(Uint8Array.from(levels)), length }) => {
      const header = Buffer.alloc(16)
      header.writeInt32LE(offset, 0)
      header.writeInt32LE(length ?? data.length, 4)
      header.writeFloatLE(scale, 8)
      return Buffer.concat([header, data])
    }),
  )
}
