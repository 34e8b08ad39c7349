import type { TrainingConfig } from '../training-config.js'
import { buildDiscriminatorStep, type DiscriminatorStepOptions } from './discriminator-step.js'
import { buildGeneratorStep } from './generator-step.js'
import { type NamedTensors, putGroup, type Step, takeGroup } from './step.js'

/**
 * One update of D, then one of G, judged by the new D, on the same generated pictures: so G draws once for both (as Radford et al.
 * 2016 train). Takes what both take, gives what both give, with `metrics/discriminator/...` and `metrics/generator/...`.
 *
 * Nothing here shares the pictures: a recorded graph holds equal calls once, and G's part is the same in both.
 */
export function buildTrainingStep(config: TrainingConfig, options: DiscriminatorStepOptions): Step {
  const discriminator = buildDiscriminatorStep(config, options)
  const generator = buildGeneratorStep(config)
  return {
    inputs: { ...discriminator.inputs, ...generator.inputs },
    outputs: { ...discriminator.outputs, ...generator.outputs },
    run(inputs) {
      const judged = nameMetrics('discriminator', discriminator.run(inputs))
      const drawn = nameMetrics('generator', generator.run({ ...inputs, ...judged }))
      return { ...judged, ...drawn }
    },
  }
}

const isMetric = (name: string) => name.startsWith('metrics/')

function nameMetrics(network: string, values: NamedTensors): NamedTensors {
  return {
    ...Object.fromEntries(Object.entries(values).filter(([name]) => !isMetric(name))),
    ...putGroup('metrics', putGroup(network, takeGroup(values, 'metrics'))),
  }
}
