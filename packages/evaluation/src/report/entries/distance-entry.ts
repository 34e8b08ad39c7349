import * as z from 'zod/mini'

const Count = z.int().check(z.nonnegative())

/** What every measure on features says of its surroundings. */
const measuredOnFeatures = {
  /** `id` of the model. */
  model: z.string(),
  /** `name` of the estimator whose features were compared. */
  estimator: z.string(),
  /** Pictures drawn; with trials, in each of them. */
  samples: Count,
  /** Real pictures that they were compared with. */
  reals: Count,
  /** Sentences for people. */
  warnings: z.array(z.string()),
}

/** FID by the paper's protocol (Table 3): a fake for the tags of each real picture, several trials. */
export const FidEntry = z.object({
  ...measuredOnFeatures,
  trials: z.array(z.number()),
  mean: z.number(),
  /** The largest less the smallest of the trials. */
  range: z.number(),
})
export type FidEntry = z.infer<typeof FidEntry>

/** One set of fakes beside the real pictures, by the measures that have come after the paper. */
export const ScoresEntry = z.object({
  ...measuredOnFeatures,
  fid: z.number(),
  /** Kernel distance; its standard error is null where it cannot be told. */
  kid: z.object({ distance: z.number(), standardError: z.nullable(z.number()) }),
  precision: z.number(),
  recall: z.number(),
  density: z.number(),
  coverage: z.number(),
  memorization: z.object({
    /** 0.5 for fresh pictures of the same kind, near 1 for copies of training pictures. */
    score: z.number(),
    /** Share of the fakes that are nearer to a training picture than 99% of the training pictures are to another. */
    copies: z.number(),
    isCopying: z.boolean(),
  }),
})
export type ScoresEntry = z.infer<typeof ScoresEntry>
