import { listParameters } from '@animegan/core'
import { scalar, type Tensor, type Tensor2D } from '@tensorflow/tfjs'
import { accuracy, generatorAdversarialLoss, tagLoss } from '../losses.js'
import { applyDiscriminator } from '../networks/discriminator.js'
import { applyGenerator, trainingNorm } from '../networks/generator.js'
import type { TrainingConfig } from '../training-config.js'
import { lossGradients } from './loss-gradients.js'
import { adamInputs, gradientNorm, momentInputs, optimise, parameterInputs } from './optimise.js'
import { type NamedTensors, putGroup, type Step, takeGroup } from './step.js'

/**
 * One update of G (paper C.2): L(G) = lambda_adv * L_adv + L_cls on generated pictures, then Adam, the running batch
 * statistics and the moving average.
 *
 * Takes both networks, G's moments, the average of G, `latents` and `conditions`. Gives G, its moments, the average
 * and metrics.
 */
export function buildGeneratorStep(config: TrainingConfig): Step {
  const { generator, discriminator, batchSize, losses } = config
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

  const run = (inputs: NamedTensors): NamedTensors => {
    const current = takeGroup(inputs, 'generator')
    const latents = inputs.latents as Tensor2D
    const conditions = inputs.conditions as Tensor2D
    const judge = takeGroup(inputs, 'discriminator')
    const weights = Object.fromEntries(Object.entries(current).filter(([name]) => trained.has(name)))
    const { gradients, reported } = lossGradients(weights, (parameters, report) => {
      const norm = trainingNorm(generator, parameters, (name, mean, variance) => {
        report(`statistics/${name}.mean`, mean)
        report(`statistics/${name}.variance`, variance)
      })
      const fakes = applyGenerator(generator, parameters, latents, conditions, norm)
      const judgement = applyDiscriminator(discriminator, judge, fakes)
      const adversarial = generatorAdversarialLoss(judgement.adversarial)
      const tags = tagLoss(judgement.tags, conditions)
      const total = adversarial.mul(losses.adversarialWeight).add(tags.mul(losses.tagWeight))
      report('metrics/adversarial', adversarial)
      report('metrics/tags', tags)
      report('metrics/accuracyTags', accuracy(judgement.tags, conditions))
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
