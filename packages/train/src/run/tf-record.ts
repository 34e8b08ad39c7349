import { crc32c } from './crc32c.js'

/** CRC-32C as TFRecord stores it: rotated by 15 bits and shifted, so that checksums of checksums stay useful. */
function maskedCrc32c(bytes: Uint8Array): number {
  const crc = crc32c(bytes)
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0
}

/**
 * Frames a record for a TFRecord file, all little endian: length (8 bytes), its checksum (4), the record, its checksum (4)
 * (tensorflow.org/tutorials/load_data/tfrecord).
 */
export function encodeRecord(record: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(12 + record.length + 4)
  const view = new DataView(bytes.buffer)
  view.setBigUint64(0, BigInt(record.length), true)
  view.setUint32(8, maskedCrc32c(bytes.subarray(0, 8)), true)
  bytes.set(record, 12)
  view.setUint32(12 + record.length, maskedCrc32c(record), true)
  return bytes
}
