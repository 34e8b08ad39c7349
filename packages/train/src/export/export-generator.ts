import { type GeneratorSpec, listParameters } from '@animegan/core'
import { recordOnnx, type WeightStorage } from '@animegan/tfjs-onnx'
import { type Tensor2D, tensor, tidy } from '@tensorflow/tfjs'
import { applyGenerator } from '../networks/generator.js'
import type { ParameterArrays } from '../parameters.js'
import { foldNorms } from './fold-norms.js'

/**
 * The generator as an ONNX model for inference.
 *
 * Inputs `latent` [N, latentSize] and `condition` [N, conditionSize], output `images` [N, 3, side, side], RGB in
 * [-1, 1]; N is free. Batch norms are folded into weights.
 *
 * @param parameters as `listParameters(spec)` names and shapes them
 */
export function exportGenerator(
  spec: GeneratorSpec,
  parameters: ParameterArrays,
  storage: WeightStorage,
): Uint8Array {
  const folded = foldNorms(spec, parameters)
  const shapes = new Map(listParameters(spec).map(({ name, shape }) => [name, [...shape]]))
  const { bytes } = recordOnnx(
    ({ latent, condition }) =>
      tidy(() => {
        const weights = Object.fromEntries(
          Object.entries(folded.parameters).map(([name, array]) => [name, tensor(array, shapes.get(name))]),
        )
        const images = applyGenerator(spec, weights, latent as Tensor2D, condition as Tensor2D, (name, x) => {
          const rest = folded.affine[name]
          return rest === undefined ? x : x.mul(tensor(rest.scale)).add(tensor(rest.shift))
        })
        return { images }
      }),
    {
      latent: { shape: ['batch', spec.latentSize] },
      condition: { shape: ['batch', spec.conditionSize] },
    },
    { outputs: { images: { order: [0, 3, 1, 2] } }, producer: 'animegan', storage },
  )
  return bytes
}
