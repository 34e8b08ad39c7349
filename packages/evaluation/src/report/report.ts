import { AnimeganError, parseSchema } from '@animegan/core'
import * as z from 'zod/mini'
import { DatasetEntry } from './entries/dataset-entry.js'
import { FidEntry, ScoresEntry } from './entries/distance-entry.js'
import { EstimatorEntry } from './entries/estimator-entry.js'
import { FigureEntry } from './entries/figure-entry.js'
import { ModelEntry } from './entries/model-entry.js'
import { PrecisionEntry } from './entries/precision-entry.js'
import { RunEntry } from './entries/run-entry.js'
import { SpeedEntry } from './entries/speed-entry.js'

/** All that was measured of some models, side by side. As JSON it is a report.json. */
export const Report = z.object({
  schema: z.literal('animegan.report/1'),
  title: z.string(),
  /** When it was put together, ISO 8601. */
  created: z.string(),
  /** What was asked for. */
  settings: z.object({
    /** Fakes in a trial of FID, and for the other scores. */
    samples: z.int(),
    trials: z.int(),
    /** Faces judged for each tag. */
    images: z.int(),
    seed: z.int(),
  }),
  dataset: DatasetEntry,
  estimators: z.array(EstimatorEntry),
  models: z.array(ModelEntry),
  figures: z.array(FigureEntry),
  precision: z.array(PrecisionEntry),
  fid: z.array(FidEntry),
  scores: z.array(ScoresEntry),
  speed: z.optional(SpeedEntry),
  runs: z.array(RunEntry),
  /** What could not be measured, and why. */
  failures: z.array(z.object({ part: z.string(), model: z.optional(z.string()), reason: z.string() })),
})
export type Report = z.infer<typeof Report>

/** Validates the JSON of a report that was read from `source`. Throws `INVALID_DATA` with every wrong field. */
export function parseReport(json: unknown, source: string): Report {
  return parseSchema(
    Report,
    json,
    (problems) => new AnimeganError('INVALID_DATA', `${source} is no report: ${problems}`),
  )
}
