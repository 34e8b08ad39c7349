import { inflateSync } from 'node:zlib'
import { AnimeganError } from '@animegan/core'
import { guessFileKind } from './file-kind.js'

/** Bytes before a block's data: offset, length, scale and four that mean nothing. */
const headerBytes = 16

/** What stands before a block's data. */
interface BlockHeader {
  /** First float of the block in the decoded array. */
  offset: number
  /** Bytes of zlib data. */
  length: number
  /** What the largest magnitude of the table stands for. */
  scale: number
}

/**
 * Decodes a file of WebDNN's "eightbit" weights, all of its floats in one array.
 *
 * The file is a row of blocks, little endian: int32 offset in floats, int32 length n in bytes, float32 scale, 4 unused
 * bytes, n bytes of zlib data. A byte b of the inflated data stands for scale * table[b & 127], negated if bit 7 is set.
 * The blocks may come in any order, but must fill the array exactly once.
 *
 * @param table 128 magnitudes, such as `eightbitTable`.
 * @param expectedFloats Length of the result; nothing in the file states it.
 * @param file Path or address, for messages.
 * Throws `WEIGHTS_UNKNOWN` for a file of another kind and `WEIGHTS_CORRUPT`, naming the byte, for a damaged one.
 */
export function decodeEightbit(
  bytes: Uint8Array,
  table: ArrayLike<number>,
  expectedFloats: number,
  file: string,
): Float32Array {
  const corrupt = (at: number, came: string, expected: string, cause?: unknown): AnimeganError =>
    new AnimeganError(
      'WEIGHTS_CORRUPT',
      `${file} is damaged at byte ${at}: ${came}, expected ${expected}; get the file again and compare its SHA-256`,
      { cause },
    )
  refuseForeign(bytes, expectedFloats, file)
  if (bytes.length === 0) throw corrupt(0, 'the file is empty', 'blocks of WebDNN eightbit weights')

  const values = Float32Array.from({ length: 256 }, (_, byte) => (byte < 128 ? 1 : -1) * table[byte & 127]!)
  const floats = new Float32Array(expectedFloats)
  const filled = new Uint8Array(expectedFloats)
  for (let at = 0; at < bytes.length; ) {
    const left = bytes.length - at
    if (left < headerBytes) {
      throw corrupt(at, `the file ends ${left} bytes into a block`, `a block header of ${headerBytes} bytes`)
    }
    const { offset, length, scale } = readHeader(bytes, at)
    if (offset < 0 || offset >= expectedFloats) {
      throw corrupt(at, `a block for float ${offset}`, `an offset from 0 to ${expectedFloats - 1}`)
    }
    if (length <= 0) throw corrupt(at + 4, `a block of ${length} bytes`, 'at least 1')
    if (length > left - headerBytes) {
      throw corrupt(
        at + 4,
        `a block of ${length} bytes`,
        `at most the ${left - headerBytes} left: the file is cut short or this length is wrong`,
      )
    }
    if (!Number.isFinite(scale) || scale < 0) {
      throw corrupt(at + 8, `scale ${scale}`, 'a finite scale of 0 or more')
    }
    const dataAt = at + headerBytes
    const room = expectedFloats - offset
    const data = inflateBlock(bytes.subarray(dataAt, dataAt + length), room, (came, expected, cause) =>
      corrupt(dataAt, came, expected, cause),
    )
    const end = offset + data.length
    const overlap = filled.subarray(offset, end).indexOf(1)
    if (overlap >= 0) {
      throw corrupt(at, `a block for floats ${offset} to ${end - 1}`, `float ${offset + overlap} only once`)
    }
    for (let i = 0; i < data.length; i++) floats[offset + i] = scale * values[data[i]!]!
    filled.fill(1, offset, end)
    at = dataAt + length
  }

  const missing = filled.indexOf(0)
  if (missing >= 0) {
    const next = filled.indexOf(1, missing)
    const last = (next < 0 ? expectedFloats : next) - 1
    throw corrupt(
      bytes.length,
      `the file ends without floats ${missing} to ${last}`,
      `blocks for all ${expectedFloats} floats`,
    )
  }
  return floats
}

function readHeader(bytes: Uint8Array, at: number): BlockHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, headerBytes)
  return {
    offset: view.getInt32(0, true),
    length: view.getInt32(4, true),
    scale: view.getFloat32(8, true),
  }
}

/** Inflates one block to 1 to `room` bytes, which must take all of `data`; throws what `corrupt` makes otherwise. */
function inflateBlock(
  data: Uint8Array,
  room: number,
  corrupt: (came: string, expected: string, cause?: unknown) => AnimeganError,
): Uint8Array {
  // The types of Node do not know what `info` changes.
  let inflated: { buffer: Uint8Array; engine: { bytesWritten: number } }
  try {
    inflated = inflateSync(data, { info: true, maxOutputLength: room }) as unknown as typeof inflated
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') {
      throw corrupt('a block that goes on past the last float', `at most ${room} floats`, error)
    }
    throw corrupt(`zlib data that does not inflate (${(error as Error).message})`, 'intact zlib data', error)
  }
  const { buffer, engine } = inflated
  if (buffer.length === 0) throw corrupt('zlib data of nothing', 'at least one float')
  if (engine.bytesWritten !== data.length) {
    throw corrupt(`zlib data of ${engine.bytesWritten} bytes`, `${data.length}, as the block's header says`)
  }
  return buffer
}

/** Throws `WEIGHTS_UNKNOWN` if neither the first header nor the data behind it look like an eightbit block. */
function refuseForeign(bytes: Uint8Array, expectedFloats: number, file: string): void {
  const kind = guessFileKind(bytes)
  if (bytes.length <= headerBytes ? kind === undefined : looksLikeBlock(bytes, expectedFloats)) return
  const start = [...bytes.subarray(0, 8)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ')
  throw new AnimeganError(
    'WEIGHTS_UNKNOWN',
    `${file} is not a file of WebDNN eightbit weights: from byte 0 it looks like ${kind ?? 'something else'} ` +
      `(${start}), expected a block header; pass the weight_webassembly.bin of an "8bit" model`,
  )
}

function looksLikeBlock(bytes: Uint8Array, expectedFloats: number): boolean {
  // A zlib stream starts with deflate's 8 in its low bits; its first two bytes, big endian, are a multiple of 31.
  const [first, second] = [bytes[headerBytes]!, bytes[headerBytes + 1] ?? 0]
  if ((first & 15) === 8 && (first * 256 + second) % 31 === 0) return true
  const { offset, length, scale } = readHeader(bytes, 0)
  return offset >= 0 && offset < expectedFloats && length > 0 && Number.isFinite(scale)
}
