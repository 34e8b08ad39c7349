import * as z from 'zod/mini'

/** How long models took for one face each, in turn, on one machine (Table 4). */
export const SpeedEntry = z.object({
  machine: z.object({
    /** As the system calls it. */
    processor: z.string(),
    cores: z.int(),
    system: z.string(),
    node: z.string(),
  }),
  /** What computed, such as `cpu`. */
  device: z.string(),
  /** Inside one operation; absent: the runtime's choice. */
  threads: z.optional(z.int()),
  /** Faces that were timed of each model, after `warmUp` that were not. */
  rounds: z.int(),
  warmUp: z.int(),
  models: z.array(
    z.object({
      /** `id` of the model. */
      model: z.string(),
      /** Milliseconds for a face: the median, and the quartiles about it. */
      median: z.number(),
      lower: z.number(),
      upper: z.number(),
    }),
  ),
})
export type SpeedEntry = z.infer<typeof SpeedEntry>
