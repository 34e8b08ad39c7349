import { constants, crc32, deflateSync } from 'node:zlib'

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
const paeth = 4

/**
 * Writes a crop as an 8-bit RGB PNG that holds nothing but pixels. One fixed filter and runs for compression: on faces that takes less
 * than half the time of sharp at its usual level, and makes a file as small.
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
  const pixels = deflateSync(filterRows(rgb, side * 3), { strategy: constants.Z_RLE })
  return Buffer.concat([
    Buffer.from(signature),
    encodeChunk('IHDR', header),
    encodeChunk('IDAT', pixels),
    encodeChunk('IEND', Buffer.alloc(0)),
  ])
}

/** Each byte less what Paeth's filter foretells from those to the left, above, and above to the left. */
function filterRows(rgb: Uint8Array, stride: number): Buffer {
  const rows = rgb.length / stride
  const filtered = Buffer.allocUnsafe(rgb.length + rows)
  let place = 0
  for (let start = 0; start < rgb.length; start += stride) {
    filtered[place++] = paeth
    for (let x = 0; x < stride; x++) {
      const at = start + x
      const left = x >= 3 ? rgb[at - 3]! : 0
      const above = start > 0 ? rgb[at - stride]! : 0
      const corner = x >= 3 && start > 0 ? rgb[at - stride - 3]! : 0
      const [toLeft, toAbove] = [Math.abs(above - corner), Math.abs(left - corner)]
      const toCorner = Math.abs(left + above - 2 * corner)
      const nearest = toLeft <= toAbove && toLeft <= toCorner ? left : toAbove <= toCorner ? above : corner
      filtered[place++] = rgb[at]! - nearest
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
