import protobuf from 'protobufjs'
import { shapeType } from './caffe-schema.js'

/** Weights of a layer. */
export interface CaffeBlob {
  /** Old files write four sizes, whatever is meant: [1, 1, outputs, inputs] for a matrix. */
  readonly shape: readonly number[]
  /** In C order. */
  readonly data: Float32Array
}

const [varint, delimited, fixed32] = [0, 2, 5] as const
/** A field's number and wire type, as they stand before it. */
const key = (field: number, wireType: number) => (field << 3) | wireType

/**
 * Decodes Caffe's message `BlobProto`: the floats of field 5, packed or not, and their shape, from field 7 or the four
 * sizes 1 to 4 of old files. Nothing else is read; gradients, which training may leave in the file, are skipped.
 *
 * The floats are copied once: in the file they lie at any byte, an array of floats begins at a multiple of four.
 * Throws an `Error` for bytes that are no such message or do not fill the shape.
 */
export function decodeBlob(bytes: Uint8Array): CaffeBlob {
  const reader = protobuf.Reader.create(bytes)
  // At least as long as the floats, since each takes four bytes or more; what is not written takes no memory.
  const floats = new Float32Array(bytes.length >> 2)
  const packed = new Uint8Array(floats.buffer)
  let count = 0
  const oldShape = [0, 0, 0, 0]
  let shape = oldShape
  while (reader.pos < reader.len) {
    const tag = reader.uint32()
    if (tag === key(5, fixed32)) {
      floats[count++] = reader.float()
    } else if (tag === key(5, delimited)) {
      const chunk = reader.bytes()
      if (chunk.length % 4 !== 0) throw new Error(`${chunk.length} bytes of floats are no multiple of 4`)
      packed.set(chunk, count * 4)
      count += chunk.length / 4
    } else if (tag === key(7, delimited)) {
      shape = (shapeType.decode(reader, reader.uint32()) as unknown as { dim: number[] }).dim
    } else if (tag >= key(1, varint) && tag <= key(4, varint) && tag % 8 === varint) {
      oldShape[(tag >>> 3) - 1] = reader.uint32()
    } else {
      reader.skipType(tag & 7, 0, tag >>> 3)
    }
  }
  const size = shape.reduce((product, side) => product * side, 1)
  if (size !== count) throw new Error(`${count} numbers came for weights of shape [${shape.join(', ')}]`)
  return { shape, data: floats.subarray(0, count) }
}
