import { AnimeganError } from '@animegan/core'
import { guessFileKind } from '../webdnn/file-kind.js'
import { type CaffeBlob, decodeBlob } from './caffe-blob.js'
import { decodeLayers, type LayerMessage, type LayerSettings } from './caffe-schema.js'

/** One layer of a net. */
export interface CaffeLayer extends LayerSettings {
  readonly name: string
  /** As in new files: "Convolution". */
  readonly type: string
  /** Names of the tensors that it reads. One that declares an input of the net reads none. */
  readonly bottom: readonly string[]
  /** Names of the tensors that it gives; one that it reads is replaced. */
  readonly top: readonly string[]
  /** Weights, then biases. */
  readonly blobs: readonly CaffeBlob[]
  /** File, layer and type, for messages. */
  readonly place: string
}

/** A trained Caffe net: layers in the order in which they compute, with their weights. */
export interface CaffeNet {
  /** Path or address, for messages. */
  readonly file: string
  readonly layers: readonly CaffeLayer[]
}

/** The types that old files number, from 0. */
const numberedTypes =
  'None Accuracy BNLL Concat Convolution Data Dropout EuclideanLoss Flatten HDF5Data HDF5Output Im2col ImageData ' +
  'InfogainLoss InnerProduct LRN MultinomialLogisticLoss Pooling ReLU Sigmoid Softmax SoftmaxWithLoss Split TanH ' +
  'WindowData Eltwise Power SigmoidCrossEntropyLoss HingeLoss MemoryData ArgMax Threshold DummyData Slice MVN AbsVal ' +
  'Silence ContrastiveLoss Exp Deconvolution'
const typeNames = numberedTypes.split(' ')

/**
 * Reads a `.caffemodel`, of the format of before or after 2015. The weights are copied, so that `bytes` may go.
 *
 * @param file path or address, for messages
 * Throws `WEIGHTS_UNKNOWN` for a file of another kind and `WEIGHTS_CORRUPT` for a damaged one.
 */
export function readCaffeNet(bytes: Uint8Array, file: string): CaffeNet {
  const kind = guessFileKind(bytes)
  if (kind !== undefined) throw foreign(file, `it looks like ${kind}`)
  const messages = attempt(file, () => decodeLayers(bytes))
  if (messages.length === 0) throw foreign(file, 'no layer is in it')
  return { file, layers: messages.map((message) => readLayer(message, file)) }
}

function readLayer(message: LayerMessage, file: string): CaffeLayer {
  const { name, bottom, top, type: given } = message
  const { convolutionParam, innerProductParam, poolingParam, reluParam, softmaxParam } = message
  const type = typeof given === 'string' ? given : (typeNames[given] ?? `of number ${given}`)
  const place = `${file}: layer "${name}" (${type})`
  return {
    ...{ name, type, bottom, top, place },
    ...{ convolutionParam, innerProductParam, poolingParam, reluParam, softmaxParam },
    blobs: message.blobs.map((blob) => attempt(place, () => decodeBlob(blob))),
  }
}

/** Runs a decoder of bytes, whose complaints become `WEIGHTS_CORRUPT`. */
function attempt<T>(place: string, decode: () => T): T {
  try {
    return decode()
  } catch (error) {
    throw new AnimeganError(
      'WEIGHTS_CORRUPT',
      `${place} is damaged or cut short, or was never a Caffe model: ${(error as Error).message}; get the file again and ` +
        'compare its size',
      { cause: error },
    )
  }
}

const foreign = (file: string, came: string): AnimeganError =>
  new AnimeganError(
    'WEIGHTS_UNKNOWN',
    `${file} is no Caffe model: ${came}; expected a file named *.caffemodel`,
  )
