import { recordOnnx } from '@animegan/tfjs-onnx'
import { type LayersModel, model, type Tensor } from '@tensorflow/tfjs'
import { imageOrder } from '../steps/step.js'
import { type TaggerPrecision, taggerStorages } from '../tagger/write-tagger.js'

export interface RecordClassifierOptions {
  /** The layer that gives vectors [N, size]. */
  featureLayer: string
  dtype: TaggerPrecision
}

/**
 * Writes a classifier of pictures as an ONNX model that gives what it says and what it says it by.
 *
 * @param classifier takes [N, height, width, channels], gives probabilities [N, classes]; it is not changed
 * @returns the ONNX file: `images` [N, channels, height, width] to `tags` [N, classes] and `features` [N, size]
 */
export function recordClassifier(
  classifier: LayersModel,
  { featureLayer, dtype }: RecordClassifierOptions,
): Uint8Array {
  const { inputs, outputs } = classifier
  const both = model({ inputs, outputs: [...outputs, classifier.getLayer(featureLayer).output].flat() })
  const [, ...shape] = inputs[0]!.shape as number[]
  const { bytes } = recordOnnx(
    ({ images }) => {
      const [tags, features] = both.apply(images) as Tensor[]
      return { tags: tags!, features: features! }
    },
    { images: { shape: ['batch', ...shape], order: imageOrder } },
    { producer: 'animegan', storage: taggerStorages[dtype] },
  )
  return bytes
}
