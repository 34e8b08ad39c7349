import { crc32, deflateSync } from 'node:zlib'

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
const filterUp = 2

/**
 * Writes a crop as an 8-bit RGB PNG that holds nothing but pixels. One fixed filter and the quickest compression: on drawn faces of 128
 * pixels that takes less than half the time of sharp at its usual level (1.0 ms against 2.1), and makes a file as small.
 * https://www.w3.org/TR/png-3/
 *
 * @param rgb [side, side, 3]
 */
export function encodeCrop(rgb: Uint8Array, side: number): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(side, 0)
  header.writeUInt32BE(side, 4)
  // 8 bits a channel, red green blue.
  header.set([8, 2], 8)
  const pixels = deflateSync(filterRows(rgb, side * 3), { level: 1 })
  return Buffer.concat([
    Buffer.from(signature),
    encodeChunk('IHDR', header),
    encodeChunk('IDAT', pixels),
    encodeChunk('IEND', Buffer.alloc(0)),
  ])
}

/** Each byte less the one above it. */
function filterRows(rgb: Uint8Array, stride: number): Buffer {
  const filtered = Buffer.allocUnsafe(rgb.length + rgb.length / stride)
  let place = 0
  for (let start = 0; start < rgb.length; start += stride) {
    filtered[place++] = filterUp
    for (let at = start; at < start + stride; at++) {
      filtered[place++] = rgb[at]! - (start > 0 ? rgb[at - stride]! : 0)
    }
  }
  return filtered
}

function encodeChunk(type: string, data: Buffer): Buffer {
  const chunk = Buffer.alloc(data.length + 12)
  chunk.writeUInt32BE(data.length, 0)
  chunk.write(type, 4, 'latin1')
  data.copy(chunk, 8)
  chunk.writeUInt32BE(crc32(chunk.subarray(4, data.length + 8)), data.length + 8)
  return chunk
}
