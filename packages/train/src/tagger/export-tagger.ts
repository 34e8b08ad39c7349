import { listParameters, type TaggerSpec, type TagSchema } from '@animegan/core'
import { recordOnnx, type WeightStorage } from '@animegan/tfjs-onnx'
import { type Tensor4D, tensor, tidy } from '@tensorflow/tfjs'
import type { ParameterArrays } from '../parameters.js'
import { imageOrder } from '../steps/step.js'
import { tagProbabilities } from './tag-probabilities.js'
import { applyTagger } from './tagger-network.js'

/**
 * A tag estimator as an ONNX model.
 *
 * Input `images` [N, 3, side, side], RGB in [-1, 1]; outputs `tags` [N, tags], probabilities, and `features`
 * [N, features]; N is free.
 *
 * @param parameters as `listParameters(spec)` names and shapes them
 */
export function exportTagger(
  spec: TaggerSpec,
  schema: TagSchema,
  parameters: ParameterArrays,
  storage: WeightStorage,
): Uint8Array {
  const side = spec.resolution
  const { bytes } = recordOnnx(
    ({ images }) =>
      tidy(() => {
        const weights = Object.fromEntries(
          listParameters(spec).map(({ name, shape }) => [name, tensor(parameters[name]!, shape)]),
        )
        const { features, logits } = applyTagger(spec, weights, images as Tensor4D)
        return { tags: tagProbabilities(schema, logits), features }
      }),
    { images: { shape: ['batch', side, side, 3], order: imageOrder } },
    { producer: 'animegan', storage },
  )
  return bytes
}
