import * as z from 'zod/mini'

const Count = z.int().check(z.nonnegative())

/** A model of a report: which one it is, and how large. */
export const ModelEntry = z.object({
  /** What the other entries of the report call it; no two models share one. */
  id: z.string().check(z.minLength(1)),
  name: z.string(),
  version: z.string(),
  title: z.optional(z.string()),
  licence: z.string(),
  credit: z.optional(z.string()),
  /** Which of its files drew: `fp32`, `fp16` or `int8`. */
  dtype: z.string(),
  /** Of that ONNX file. */
  sha256: z.string(),
  /** Kind of network, such as `srresnet`. */
  architecture: z.string(),
  /** Pixels on a side. */
  resolution: Count,
  tags: Count,
  attributes: z.array(z.string()),
  parameters: z.object({ trained: Count, statistics: Count }),
  /** For one face; a multiply-add counts as 2. */
  flops: Count,
  files: z.array(z.object({ dtype: z.string(), bytes: Count })),
  /** Whether it was trained on the report's data set, as far as its manifest tells. */
  trainedOnDataset: z.enum(['yes', 'no', 'unknown']),
})
export type ModelEntry = z.infer<typeof ModelEntry>
