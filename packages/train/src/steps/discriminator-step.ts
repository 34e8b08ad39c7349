import { concat, type Scalar, split, type Tensor1D, type Tensor2D, type Tensor4D } from '@tensorflow/tfjs'
import { augmentationInputs, augmentImages } from '../augmentation.js'
import { type Critic, draganPenalty, perturbImages, zeroCentredPenalty } from '../gradient-penalty.js'
import { accuracy, conditionLoss, discriminatorAdversarialLoss, tagAccuracy } from '../losses.js'
import { applyDiscriminator } from '../networks/discriminator.js'
import { applyGenerator, trainingNorm } from '../networks/generator.js'
import type { TrainingConfig } from '../training-config.js'
import { lossGradients } from './loss-gradients.js'
import { adamInputs, gradientNorm, momentInputs, optimise, parameterInputs } from './optimise.js'
import { imageOrder, type NamedTensors, putGroup, type Step, takeGroup } from './step.js'

export interface DiscriminatorStepOptions {
  /** Whether this step carries the gradient penalties; DRAGAN's then takes `noise`, uniform in [0, 1). */
  penalty: boolean
}

/**
 * One update of D (paper C.2): L(D) = L_cls + lambda_adv * L_adv + lambda_gp * L_gp, then Adam.
 *
 * Takes both networks, D's moments, `images` [batch, resolution, resolution, 3] with their `tags` [batch,
 * conditionSize], `latents` with the `conditions` to generate from, and what the configuration asks for: `tagWeights`, the
 * groups `augment.real` and `augment.fake`. Gives D, its moments and metrics.
 */
export function buildDiscriminatorStep(config: TrainingConfig, { penalty }: DiscriminatorStepOptions): Step {
  const { generator, discriminator, batchSize, losses } = config
  const weights = config.penalty
  const tagCount = config.tags.tags.length
  const augmentation = augmentationInputs(config)
  const perturbs = penalty && weights.dragan > 0
  const side = generator.resolution
  const pictures = { shape: [batchSize, side, side, 3], order: imageOrder }
  const state = {
    ...parameterInputs('discriminator', discriminator),
    ...momentInputs('discriminator', discriminator),
  }

  const run = (inputs: NamedTensors): NamedTensors => {
    const images = augmentImages(inputs.images as Tensor4D, takeGroup(inputs, 'augment.real'))
    const tags = inputs.tags as Tensor2D
    const conditions = inputs.conditions as Tensor2D
    const generatorParameters = takeGroup(inputs, 'generator')
    const norm = trainingNorm(generator, generatorParameters)
    const fakes = augmentImages(
      applyGenerator(generator, generatorParameters, inputs.latents as Tensor2D, conditions, norm),
      takeGroup(inputs, 'augment.fake'),
    )
    const perturbed = perturbs ? perturbImages(images, inputs.noise as Tensor4D) : undefined

    const { gradients, reported } = lossGradients(
      takeGroup(inputs, 'discriminator'),
      (parameters, report) => {
        const judge = (x: Tensor4D, c: Tensor2D) => applyDiscriminator(discriminator, parameters, x, c)
        const judgement = judge(concat([images, fakes], 0), concat([tags, conditions], 0))
        const [real, fake] = split(judgement.adversarial, 2) as [Tensor1D, Tensor1D]
        const [realTags, fakeTags] = split(judgement.tags, 2) as [Tensor2D, Tensor2D]
        const adversarial = discriminatorAdversarialLoss(real, fake, losses.adversarial)
        const realTagLoss = conditionLoss(realTags, tags, tagCount, inputs.tagWeights as Tensor2D | undefined)
        const classification = losses.tagsOfFakes
          ? realTagLoss.add(conditionLoss(fakeTags, conditions, tagCount))
          : realTagLoss
        report('adversarial', adversarial)
        report('tags', realTagLoss)
        report('accuracyReal', accuracy(real, 1))
        report('accuracyFake', accuracy(fake, -1))
        report('accuracyTags', tagAccuracy(realTags, tags, tagCount))
        let total = adversarial.mul(losses.adversarialWeight).add(classification.mul(losses.tagWeight))
        const penalise = (name: 'dragan' | 'r1' | 'r2', value: () => Scalar) => {
          if (!penalty || weights[name] === 0) return
          const term = value()
          report(name, term)
          total = total.add(term.mul(weights[name] * weights.interval))
        }
        const criticOf =
          (c: Tensor2D): Critic =>
          (x) =>
            judge(x, c).adversarial
        penalise('dragan', () => draganPenalty(criticOf(tags), perturbed as Tensor4D))
        penalise('r1', () => zeroCentredPenalty(criticOf(tags), images))
        penalise('r2', () => zeroCentredPenalty(criticOf(conditions), fakes))
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
      ...(perturbs ? { noise: pictures } : {}),
      ...(losses.tagBalance > 0 ? { tagWeights: { shape: [2, tagCount] } } : {}),
      ...putGroup('augment.real', augmentation),
      ...putGroup('augment.fake', augmentation),
    },
    outputs: state,
    run,
  }
}
