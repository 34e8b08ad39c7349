import * as z from 'zod/mini'

/** A figure of the paper, drawn by each model that can: the sheets stand side by side. */
export const FigureEntry = z.object({
  /** What the figure is called, such as `fixed-noise`. */
  name: z.string(),
  /** Its numbers in the paper. */
  numbers: z.array(z.int()).check(z.minLength(1)),
  title: z.string(),
  sheets: z.array(
    z.object({
      /** `id` of the model; absent for a figure of the data set. */
      model: z.optional(z.string()),
      /** What the rows and columns are. */
      caption: z.string(),
      /** The whole sheet, a PNG below the report's folder. */
      file: z.string(),
      /** In pixels. */
      width: z.int(),
      height: z.int(),
    }),
  ),
})
export type FigureEntry = z.infer<typeof FigureEntry>
