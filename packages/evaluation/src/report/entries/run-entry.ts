import * as z from 'zod/mini'

const Numbers = z.array(z.number())

/** How a training went: FID over its checkpoints (the paper's Figure 13), and its metrics. */
export const RunEntry = z.object({
  /** Of its folder. */
  name: z.string(),
  /** Images in a step. */
  batchSize: z.int(),
  /** Points measured in one and the same way, by steps. */
  fid: z.array(
    z.object({
      /** What was compared: the estimator, the number of pictures, the data set. */
      label: z.string(),
      steps: Numbers,
      values: Numbers,
    }),
  ),
  /** The step of each value in the charts. */
  steps: Numbers,
  charts: z.array(
    z.object({
      title: z.string(),
      note: z.string(),
      /** Values are parts of a whole, 0 to 1. */
      isPart: z.boolean(),
      series: z.array(
        z.object({ label: z.string(), color: z.int(), values: z.array(z.nullable(z.number())) }),
      ),
    }),
  ),
})
export type RunEntry = z.infer<typeof RunEntry>
