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
const Part = z.number().check(z.minimum(0), z.maximum(1))
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
    /** Whether each fake is judged by itself (paper) or against a real picture (Jolicoeur-Martineau 2018; R3GAN). */
    adversarial: z.enum(['non-saturating', 'relativistic']),
    /** How much D's tag loss lifts rare tags: 0 not at all (paper), 1 as much as common ones. See `balanceTags`. */
    tagBalance: z.number().check(z.minimum(0), z.maximum(1)),
  }),
  /**
   * Gradient penalties on D, as weights: `dragan` on perturbed real pictures (Kodali et al. 2017; lambda_gp of paper C.2), `r1`
   * on real and `r2` on generated ones (Mescheder et al. 2018). They are applied every `interval` steps with `interval`
   * times their weight (lazily, Karras et al. 2020).
   */
  penalty: z.strictObject({ dragan: NonNegative, r1: NonNegative, r2: NonNegative, interval: Count }),
  /**
   * DiffAugment (Zhao et al. 2020) as strengths: `colour` (1 is the authors'; weak is better, for colours are tags), `translation`
   * and `cutout` as parts of the side (the authors take 1/8 and 1/2).
   */
  augmentation: z.strictObject({ colour: Part, translation: Part, cutout: Part }),
  /**
   * For a run that learns from a teacher: G also has to draw the teacher's picture for the same latent and condition. `pixel`
   * weighs the mean absolute difference (RGB in [-1, 1]), `feature` that of D's maps (feature matching, Larsen et al.
   * 2016); the adversarial and the tag loss reach G only from step `adversarialFrom` on.
   */
  distillation: z.optional(
    z.strictObject({
      pixel: NonNegative,
      feature: NonNegative,
      adversarialFrom: z.int().check(z.nonnegative()),
    }),
  ),
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
  checkGroups(config, source)
  return config
}

function checkGroups({ discriminator, batchSize }: TrainingConfig, source: string): void {
  const { deviationGroup } = discriminator
  if (deviationGroup === 0 || batchSize % deviationGroup === 0) return
  throw new InvalidInputError(
    'INVALID_CONFIG',
    `${source}: the minibatch standard deviation takes groups of ${deviationGroup} pictures, which do not divide a batchSize of ${batchSize}. Change discriminator.deviationGroup or batchSize.`,
  )
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
