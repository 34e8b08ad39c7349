import * as z from 'zod/mini'
import type { TagPrecision } from '../../precision/tag-precision.js'

const Share = z.number().check(z.minimum(0), z.maximum(1))
const interval = { precision: Share, low: Share, high: Share }

const Judge = z.union([
  z.object({ kind: z.literal('hand') }),
  z.object({
    kind: z.literal('estimator'),
    name: z.string(),
    sha256: z.string(),
    rule: z.object({ threshold: z.number(), thresholds: z.record(z.string(), z.number()) }),
    labelledTrainingData: z.optional(z.boolean()),
    heldOutAveragePrecision: z.optional(z.record(z.string(), z.number())),
  }),
])

/** Precision per tag (Table 2) of a model: its `id`, and a {@link TagPrecision}. */
export const PrecisionEntry = z.object({
  model: z.string(),
  images: z.int(),
  seed: z.int(),
  truncation: z.optional(z.number()),
  judge: Judge,
  tags: z.array(
    z.object({
      id: z.string(),
      asked: z.int(),
      shown: z.int(),
      ...interval,
      chance: z.optional(Share),
      paper: z.optional(Share),
    }),
  ),
  means: z.array(
    z.object({
      group: z.optional(z.string()),
      tags: z.int(),
      ...interval,
      chance: z.optional(Share),
      paper: z.optional(Share),
    }),
  ),
  warnings: z.array(z.string()),
}) satisfies z.ZodMiniType<TagPrecision & { model: string }>
export type PrecisionEntry = z.infer<typeof PrecisionEntry>
