import type { Tensor2D } from '@tensorflow/tfjs'
import { applyGenerator, inferenceNorm } from '../networks/generator.js'
import type { TrainingConfig } from '../training-config.js'
import { parameterInputs } from './optimise.js'
import { imageOrder, type Step, takeGroup } from './step.js'

/** Draws with the averaged generator: `latents` and `conditions` [count, …] to `images` [count, side, side, 3]. */
export function buildPreviewStep({ generator }: TrainingConfig, count: number): Step {
  return {
    inputs: {
      ...parameterInputs('average', generator),
      latents: { shape: [count, generator.latentSize] },
      conditions: { shape: [count, generator.conditionSize] },
    },
    outputs: { images: { order: imageOrder } },
    run: (inputs) => {
      const parameters = takeGroup(inputs, 'average')
      const [latents, conditions] = [inputs.latents as Tensor2D, inputs.conditions as Tensor2D]
      const norm = inferenceNorm(generator, parameters)
      return { images: applyGenerator(generator, parameters, latents, conditions, norm) }
    },
  }
}
