import protobuf from 'protobufjs'
import { netType, shapeType } from '../caffe-schema.js'

/** The forms in which Caffe has written its files over the years. */
export interface CaffeFormat {
  /** Types of layers as numbers, in `layers` instead of `layer`. */
  numbered: boolean
  /** Floats one after the other, with a key before each, instead of in one block. */
  unpacked: boolean
  /** Four sizes instead of a shape of any length. */
  fourSizes: boolean
}

export const newFormat: CaffeFormat = { numbered: false, unpacked: false, fourSizes: false }
export const oldFormat: CaffeFormat = { numbered: true, unpacked: false, fourSizes: true }

export interface EncodedBlob {
  shape: number[]
  data: Float32Array
}

/** A layer to write. Settings have Caffe's names, such as `convolutionParam`. */
export interface EncodedLayer {
  name: string
  type: string
  bottom?: string[]
  top?: string[]
  blobs?: EncodedBlob[]
  [settings: `${string}Param`]: object
}

const numbers: Record<string, number> = {
  Convolution: 4,
  Data: 5,
  Dropout: 6,
  InnerProduct: 14,
  LRN: 15,
  Pooling: 17,
  ReLU: 18,
  Sigmoid: 19,
  Softmax: 20,
  SigmoidCrossEntropyLoss: 27,
  Split: 22,
}

/** Writes a `.caffemodel`. A layer reads what the one before it gives, and its output has its name, unless told otherwise. */
export function encodeCaffe(layers: EncodedLayer[], format = newFormat): Uint8Array {
  let previous = 'data'
  const messages = layers.map(({ type, blobs = [], ...layer }) => {
    const message = {
      bottom: [previous],
      top: [layer.name],
      ...layer,
      type: format.numbered ? numbers[type] : type,
      blobs: blobs.map((blob) => encodeBlob(blob, format)),
    }
    previous = message.top[0]!
    return message
  })
  return netType.encode(netType.create({ [format.numbered ? 'layers' : 'layer']: messages })).finish()
}

/** Writes Caffe's message `BlobProto`. */
export function encodeBlob({ shape, data }: EncodedBlob, format = newFormat): Uint8Array {
  const writer = protobuf.Writer.create()
  if (format.fourSizes) {
    const sizes = [1, 1, 1, ...shape].slice(-4)
    for (const [index, size] of sizes.entries()) writer.uint32(((index + 1) << 3) | 0).uint32(size)
  }
  if (format.unpacked) for (const number of data) writer.uint32((5 << 3) | 5).float(number)
  else writer.uint32((5 << 3) | 2).bytes(new Uint8Array(data.buffer, data.byteOffset, data.byteLength))
  if (!format.fourSizes) writer.uint32((7 << 3) | 2).bytes(shapeType.encode({ dim: shape }).finish())
  return writer.finish()
}
