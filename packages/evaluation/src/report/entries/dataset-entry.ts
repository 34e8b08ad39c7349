import * as z from 'zod/mini'

const Count = z.int().check(z.nonnegative())

/** The real pictures of a report, and how often they have each tag (the paper's Table 1). */
export const DatasetEntry = z.object({
  /** Of its folder. */
  name: z.string(),
  pictures: Count,
  /** Of its list of pictures. */
  sha256: z.string(),
  /** `source` of its pictures, the most frequent first. */
  sources: z.array(z.object({ name: z.string(), pictures: Count })),
  tags: z.array(
    z.object({
      id: z.string(),
      label: z.string(),
      group: z.string(),
      pictures: Count,
      /** Of all pictures, 0 to 1. */
      share: z.number(),
      /** The same in the paper's corpus. */
      paper: z.optional(z.object({ pictures: Count, share: z.number() })),
    }),
  ),
})
export type DatasetEntry = z.infer<typeof DatasetEntry>
