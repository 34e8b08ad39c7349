import { listParameters } from '@animegan/core'
import { scalar, type Tensor, type Tensor2D, type Tensor4D } from '@tensorflow/tfjs'
import { augmentationInputs, augmentImages } from '../augmentation.js'
import { conditionLoss, generatorAdversarialLoss, meanDistance, tagAccuracy } from '../losses.js'
import { applyDiscriminator } from '../networks/discriminator.js'
import { applyGenerator, trainingNorm } from '../networks/generator.js'
import type { TrainingConfig } from '../training-config.js'
import { lossGradients } from './loss-gradients.js'
import { adamInputs, gradientNorm, momentInputs, optimise, parameterInputs } from './optimise.js'
import { imageOrder, type NamedTensors, putGroup, type Step, takeGroup } from './step.js'

/**
 * One update of G (paper C.2): L(G) = lambda_adv * L_adv + L_cls on generated pictures, then Adam, the running batch
 * statistics and the moving average.
 *
 * Takes both networks, G's moments, the average of G, `latents` and `conditions`; with a relativistic loss `images` with their
 * `tags` too; with `tagBalance` and tags of the data `tagWeights`; with augmentation the groups `augment.fake` and `augment.real`;
 * with a teacher its pictures `targets` of the latents and conditions, and `adversarial.share`, the part (0 to 1) of D's say. Gives G, its moments, the average and metrics.
 */
export function buildGeneratorStep(config: TrainingConfig): Step {
  const { generator, discriminator, batchSize, losses, sampling } = config
  const tagCount = config.tags.tags.length
  const relativistic = losses.adversarial === 'relativistic'
  // By the paper's prior no tag is rare.
  const lifts = losses.tagBalance > 0 && sampling.conditions === 'data'
  const augmentation = augmentationInputs(config)
  const side = generator.resolution
  const state = {
    ...parameterInputs('generator', generator),
    ...momentInputs('generator', generator),
    ...parameterInputs('average', generator),
  }
  const trained = new Set(
    listParameters(generator)
      .filter((parameter) => parameter.trained)
      .map(({ name }) => name),
  )

  const { distillation } = config

  const run = (inputs: NamedTensors): NamedTensors => {
    const current = takeGroup(inputs, 'generator')
    const latents = inputs.latents as Tensor2D
    const conditions = inputs.conditions as Tensor2D
    const judge = takeGroup(inputs, 'discriminator')
    const see = (x: Tensor4D) =>
      applyDiscriminator(
        discriminator,
        judge,
        augmentImages(x, takeGroup(inputs, 'augment.fake')),
        conditions,
      )
    const trainable = Object.fromEntries(Object.entries(current).filter(([name]) => trained.has(name)))
    const real = relativistic
      ? applyDiscriminator(
          discriminator,
          judge,
          augmentImages(inputs.images as Tensor4D, takeGroup(inputs, 'augment.real')),
          inputs.tags as Tensor2D,
        ).adversarial
      : undefined
    const targets = inputs.targets as Tensor4D | undefined
    const targetMaps = targets && see(targets).maps
    const { gradients, reported } = lossGradients(trainable, (parameters, report) => {
      const norm = trainingNorm(generator, parameters, (name, mean, variance) => {
        report(`statistics/${name}.mean`, mean)
        report(`statistics/${name}.variance`, variance)
      })
      const fakes = applyGenerator(generator, parameters, latents, conditions, norm)
      const judgement = see(fakes)
      const adversarial = generatorAdversarialLoss(judgement.adversarial, real)
      const weights = lifts ? (inputs.tagWeights as Tensor2D) : undefined
      const tags = conditionLoss(judgement.tags, conditions, tagCount, weights)
      let total = adversarial.mul(losses.adversarialWeight).add(tags.mul(losses.tagWeight))
      if (distillation !== undefined) {
        const pixel = meanDistance([fakes], [targets!])
        const feature = meanDistance(judgement.maps, targetMaps!)
        report('metrics/pixel', pixel)
        report('metrics/feature', feature)
        total = total
          .mul(inputs['adversarial.share']!)
          .add(pixel.mul(distillation.pixel))
          .add(feature.mul(distillation.feature))
      }
      report('metrics/adversarial', adversarial)
      report('metrics/tags', tags)
      report('metrics/accuracyTags', tagAccuracy(judgement.tags, conditions, tagCount))
      report('metrics/loss', total)
      return total.asScalar()
    })
    const optimised = optimise('generator', inputs, gradients, config.adam)
    const decay = scalar(config.statisticsDecay)
    const statistics = blendAll(current, takeGroup(reported, 'statistics'), decay)
    const average = takeGroup(inputs, 'average')
    const averaged = blendAll(
      average,
      { ...takeGroup(optimised, 'generator'), ...statistics },
      inputs['average.decay']!,
    )
    return {
      ...optimised,
      ...putGroup('generator', statistics),
      ...putGroup('average', averaged),
      ...putGroup('metrics', { ...takeGroup(reported, 'metrics'), gradientNorm: gradientNorm(gradients) }),
    }
  }

  return {
    inputs: {
      ...state,
      ...parameterInputs('discriminator', discriminator),
      ...adamInputs,
      'average.decay': { shape: [] },
      latents: { shape: [batchSize, generator.latentSize] },
      conditions: { shape: [batchSize, generator.conditionSize] },
      ...(lifts ? { tagWeights: { shape: [2, tagCount] } } : {}),
      ...putGroup('augment.fake', augmentation),
      ...(distillation === undefined
        ? {}
        : {
            targets: { shape: [batchSize, side, side, 3], order: imageOrder },
            'adversarial.share': { shape: [] },
          }),
      ...(relativistic
        ? {
            images: { shape: [batchSize, side, side, 3], order: imageOrder },
            tags: { shape: [batchSize, discriminator.conditionSize] },
            ...putGroup('augment.real', augmentation),
          }
        : {}),
    },
    outputs: state,
    run,
  }
}

/** Every new value, mixed with the old one: old * decay + new * (1 - decay). */
function blendAll(old: NamedTensors, next: NamedTensors, decay: Tensor): NamedTensors {
  const rest = scalar(1).sub(decay)
  const blend = (name: string, value: Tensor) => old[name]!.mul(decay).add(value.mul(rest))
  return Object.fromEntries(Object.entries(next).map(([name, value]) => [name, blend(name, value)]))
}
