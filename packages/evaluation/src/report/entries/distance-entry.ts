import * as z from 'zod/mini'
import type { FidEvaluation } from '../../metrics/evaluate-fid.js'
import type { PictureScores } from '../../metrics/score-pictures.js'

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
}) satisfies z.ZodMiniType<FidEvaluation>
export type FidEntry = z.infer<typeof FidEntry>

/** One set of fakes beside the real pictures, by the measures that have come after the paper. */
export const ScoresEntry = z.object({
  ...measuredOnFeatures,
  fid: z.number(),
  /** The standard error is null where it cannot be told. */
  kid: z.object({
    distance: z.number(),
    standardError: z.nullable(z.number()),
    subsets: Count,
    subsetSize: Count,
  }),
  precision: z.number(),
  recall: z.number(),
  density: z.number(),
  coverage: z.number(),
  /** Null where it cannot be told. */
  memorization: z.nullable(
    z.object({ score: z.number(), copies: z.number(), isCopying: z.boolean(), verdict: z.string() }),
  ),
}) satisfies z.ZodMiniType<PictureScores>
export type ScoresEntry = z.infer<typeof ScoresEntry>
