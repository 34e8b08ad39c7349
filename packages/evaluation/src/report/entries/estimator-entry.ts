import * as z from 'zod/mini'

/** A network whose features or tags a report measured with. */
export const EstimatorEntry = z.object({
  name: z.string(),
  /** Length of its features; absent when it gives none. */
  features: z.optional(z.int()),
  /** Of the ONNX file that gives the features, or the tags. */
  sha256: z.string(),
  /** Pixels on a side to which pictures are resized, with antialiasing, by this filter. */
  resolution: z.int(),
  filter: z.string(),
  fit: z.string(),
})
export type EstimatorEntry = z.infer<typeof EstimatorEntry>
