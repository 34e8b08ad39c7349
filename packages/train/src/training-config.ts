import {
  conditionSize,
  DiscriminatorSpec as Discriminator,
  GeneratorSpec as Generator,
  InvalidInputError,
  parseSchema,
  TagSchema,
} from '@animegan/core'
import * as z from 'zod/mini'

const Positive = z.number().check(z.positive())
const NonNegative = z.number().check(z.nonnegative())
const Count = z.int().check(z.positive())
const Fraction = z.number().check(z.gte(0), z.lt(1))

/** Everything that decides what a run computes, besides its data. Saved with the run. */
export const TrainingConfig = z.strictObject({
  /** The preset it was made from; for people. */
  preset: z.string(),
  generator: Generator,
  discriminator: Discriminator,
  tags: TagSchema,
  seed: z.int().check(z.nonnegative()),
  batchSize: Count,
  /** Adam (Kingma and Ba 2015) for both networks. */
  adam: z.strictObject({ learningRate: Positive, beta1: Fraction, beta2: Fraction, epsilon: Positive }),
  /** From step `after` on, the learning rate is multiplied by 0.5 every `halveEvery` steps (paper C.3: exponential decay). */
  decay: z.strictObject({ after: z.int().check(z.nonnegative()), halveEvery: Count }),
  losses: z.strictObject({
    /** lambda_adv of paper C.2; the paper uses the number of tags. */
    adversarialWeight: NonNegative,
    /** Weight of the tag loss in D and G; 1 in the paper. */
    tagWeight: NonNegative,
    /** Whether D also learns tags from generated pictures, as the paper's formula says. */
    tagsOfFakes: z.boolean(),
  }),
  /** DRAGAN (Kodali et al. 2017): lambda_gp of paper C.2, applied every `interval` steps with `interval` times the weight (lazy, Karras et al. 2020). */
  penalty: z.strictObject({ weight: NonNegative, interval: Count }),
  initialisation: z.enum(['normal', 'kaiming']),
  /** Mirror real pictures at random. */
  flip: z.boolean(),
  /** Decay of the running batch statistics. */
  statisticsDecay: Fraction,
  /** Decay of the exponential moving average of G's weights (Karras et al. 2018); 0 publishes the last weights. */
  averageDecay: Fraction,
})
export type TrainingConfig = z.infer<typeof TrainingConfig>

/** Validates a configuration, for example the one saved with a run. Throws INVALID_CONFIG, naming each wrong field. */
export function parseTrainingConfig(json: unknown, source: string): TrainingConfig {
  const config = parseSchema(
    TrainingConfig,
    json,
    (problems) =>
      new InvalidInputError('INVALID_CONFIG', `${source} is not a valid training configuration: ${problems}`),
  )
  checkAgreement(config, source)
  return config
}

function checkAgreement({ generator, discriminator, tags }: TrainingConfig, source: string): void {
  for (const field of ['resolution', 'conditionSize'] as const) {
    if (generator[field] === discriminator[field]) continue
    throw new InvalidInputError(
      'INVALID_CONFIG',
      `${source}: the generator has ${field} ${generator[field]}, the discriminator ${discriminator[field]}; they must be equal.`,
    )
  }
  if (conditionSize(tags) === generator.conditionSize) return
  throw new InvalidInputError(
    'INVALID_CONFIG',
    `${source}: the tag schema "${tags.name}" makes ${conditionSize(tags)} conditions, but the networks have conditionSize ${generator.conditionSize}; they must be equal.`,
  )
}
