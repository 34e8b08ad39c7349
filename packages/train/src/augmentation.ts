import type { InputSpec } from '@animegan/tfjs-onnx'
import { matMul, type Tensor, type Tensor3D, type Tensor4D } from '@tensorflow/tfjs'
import { augmentationShapes, listAugmentations } from './sample-augmentation.js'
import type { TrainingConfig } from './training-config.js'

/** The inputs of a step that augments a batch, by name; none when nothing is augmented. */
export function augmentationInputs({
  augmentation,
  batchSize,
  generator,
}: TrainingConfig): Record<string, InputSpec> {
  const shapes = augmentationShapes(batchSize, generator.resolution)
  return Object.fromEntries(listAugmentations(augmentation).map((part) => [part, { shape: shapes[part] }]))
}

/**
 * The changed pictures.
 *
 * @param images [batch, side, side, 3], RGB in [-1, 1]; the result may leave the range
 * @param inputs what {@link augmentationInputs} lists, from {@link sampleAugmentation}
 */
export function augmentImages(images: Tensor4D, inputs: Record<string, Tensor>): Tensor4D {
  let x = images
  const [batch, side] = [x.shape[0], x.shape[1]]
  if (inputs.colour !== undefined) {
    const [brightness, saturation, contrast] = inputs.colour.reshape([batch, 1, 1, 3]).split(3, 3) as [
      Tensor4D,
      Tensor4D,
      Tensor4D,
    ]
    x = x.add(brightness)
    x = scaleAround(x, x.mean(3, true), saturation)
    x = scaleAround(x, x.mean([1, 2, 3], true), contrast)
  }
  if (inputs.rows !== undefined) {
    x = matMul(inputs.rows as Tensor3D, x.reshape<Tensor3D>([batch, side, side * 3])).reshape(x.shape)
    const transposed = x.transpose([0, 2, 1, 3]).reshape<Tensor3D>([batch, side, side * 3])
    x = matMul(inputs.columns as Tensor3D, transposed)
      .reshape<Tensor4D>([batch, side, side, 3])
      .transpose([0, 2, 1, 3])
  }
  return inputs.mask === undefined ? x : x.mul(inputs.mask)
}

function scaleAround(x: Tensor4D, centre: Tensor, factor: Tensor4D): Tensor4D {
  return x.sub(centre).mul(factor).add(centre)
}
