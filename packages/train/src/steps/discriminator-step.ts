import { concat, split, type Tensor1D, type Tensor2D, type Tensor4D } from '@tensorflow/tfjs'
import { draganPenalty, perturbImages } from '../dragan-penalty.js'
import { accuracy, discriminatorAdversarialLoss, tagLoss } from '../losses.js'
import { applyDiscriminator } from '../networks/discriminator.js'
import { applyGenerator, trainingNorm } from '../networks/generator.js'
import type { TrainingConfig } from '../training-config.js'
import { lossGradients } from './loss-gradients.js'
import { adamInputs, gradientNorm, momentInputs, optimise, parameterInputs } from './optimise.js'
import { imageOrder, type NamedTensors, putGroup, type Step, takeGroup } from './step.js'

export interface DiscriminatorStepOptions {
  /** Whether this step carries the gradient penalty; it then also takes `noise`, uniform in [0, 1). */
  penalty: boolean
}

/**
 * One update of D (paper C.2): L(D) = L_cls + lambda_adv * L_adv + lambda_gp * L_gp, then Adam.
 *
 * Takes both networks, D's moments, `images` [batch, resolution, resolution, 3] with their `tags` [batch,
 * conditionSize], and `latents` with the `conditions` to generate from. Gives D, its moments and metrics.
 */
export function buildDiscriminatorStep(config: TrainingConfig, { penalty }: DiscriminatorStepOptions): Step {
  const { generator, discriminator, batchSize, losses } = config
  const side = generator.resolution
  const pictures = { shape: [batchSize, side, side, 3], order: imageOrder }
  const state = {
    ...parameterInputs('discriminator', discriminator),
    ...momentInputs('discriminator', discriminator),
  }

  const run = (inputs: NamedTensors): NamedTensors => {
    const images = inputs.images as Tensor4D
    const tags = inputs.tags as Tensor2D
    const conditions = inputs.conditions as Tensor2D
    const generatorParameters = takeGroup(inputs, 'generator')
    const norm = trainingNorm(generator, generatorParameters)
    const fakes = applyGenerator(generator, generatorParameters, inputs.latents as Tensor2D, conditions, norm)
    const perturbed = penalty ? perturbImages(images, inputs.noise as Tensor4D) : undefined

    const { gradients, reported } = lossGradients(
      takeGroup(inputs, 'discriminator'),
      (parameters, report) => {
        const judgement = applyDiscriminator(discriminator, parameters, concat([images, fakes], 0))
        const [real, fake] = split(judgement.adversarial, 2) as [Tensor1D, Tensor1D]
        const [realTags, fakeTags] = split(judgement.tags, 2) as [Tensor2D, Tensor2D]
        const adversarial = discriminatorAdversarialLoss(real, fake)
        const realTagLoss = tagLoss(realTags, tags)
        const classification = losses.tagsOfFakes
          ? realTagLoss.add(tagLoss(fakeTags, conditions))
          : realTagLoss
        report('adversarial', adversarial)
        report('tags', realTagLoss)
        report('accuracyReal', accuracy(real, 1))
        report('accuracyFake', accuracy(fake, -1))
        report('accuracyTags', accuracy(realTags, tags))
        let total = adversarial.mul(losses.adversarialWeight).add(classification.mul(losses.tagWeight))
        if (perturbed !== undefined) {
          const logits = (x: Tensor4D) => applyDiscriminator(discriminator, parameters, x).adversarial
          const gradientPenalty = draganPenalty(logits, perturbed)
          report('penalty', gradientPenalty)
          total = total.add(gradientPenalty.mul(config.penalty.weight * config.penalty.interval))
        }
        report('loss', total)
        return total.asScalar()
      },
    )
    return {
      ...optimise('discriminator', inputs, gradients, config.adam),
      ...putGroup('metrics', { ...reported, gradientNorm: gradientNorm(gradients) }),
    }
  }

  return {
    inputs: {
      ...state,
      ...parameterInputs('generator', generator, true),
      ...adamInputs,
      images: pictures,
      tags: { shape: [batchSize, discriminator.conditionSize] },
      latents: { shape: [batchSize, generator.latentSize] },
      conditions: { shape: [batchSize, generator.conditionSize] },
      ...(penalty ? { noise: pictures } : {}),
    },
    outputs: state,
    run,
  }
}
