import type { TrainingProgress } from '@animegan/train'
import { nameMetric } from './metric-names.js'

/** A report of a training on one line. */
export function describeProgress(progress: TrainingProgress): string {
  const { step, steps, imagesSeen, metrics, stepsPerSecond } = progress
  const number = (name: string, digits = 2) => metrics[name]?.toFixed(digits) ?? '-'
  const penalties = Object.keys(metrics)
    .filter((name) => nameMetric(name).isPenalty)
    .map((name) => `${nameMetric(name).term} ${number(name, 3)}`)
  const minutes = Math.ceil((steps - step) / stepsPerSecond / 60)
  return [
    `step ${step}/${steps}`,
    `${imagesSeen} images`,
    `D ${number('discriminator/adversarial')}`,
    `real ${number('discriminator/accuracyReal')}`,
    `fake ${number('discriminator/accuracyFake')}`,
    ...penalties,
    `tags ${number('discriminator/accuracyTags', 3)}`,
    `gradient ${number('discriminator/gradientNorm')}`,
    `G ${number('generator/adversarial')}`,
    `tags ${number('generator/accuracyTags', 3)}`,
    `gradient ${number('generator/gradientNorm')}`,
    `${stepsPerSecond.toFixed(2)} steps/s`,
    `${minutes} min left`,
  ].join('  ')
}
