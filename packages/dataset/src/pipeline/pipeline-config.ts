import { InvalidInputError, parseJson } from '@animegan/core'
import * as z from 'zod/mini'

const path = () => z.string().check(z.minLength(1, 'expected a path'))
const positive = () => z.number().check(z.positive())
const share = () => z.number().check(z.minimum(0), z.maximum(1))

const limits = {
  maxPixels: z.optional(z.int().check(z.positive())),
  maxBytes: z.optional(z.int().check(z.positive())),
}

const importOptions = {
  /** Where it is, relative to the file. */
  path: path(),
  source: z.optional(z.string().check(z.minLength(1))),
  year: z.optional(z.number()),
  ...limits,
}

const Source = z.discriminatedUnion('from', [
  z.strictObject({ from: z.literal('folder'), work: z.optional(z.literal('folder')), ...importOptions }),
  z.strictObject({ from: z.literal('imagefolder'), ...importOptions }),
  z.strictObject({ from: z.literal('webdataset'), ...importOptions }),
  z.strictObject({
    from: z.literal('generator'),
    /** Weights that draw the pictures: a folder relative to the file, a package's name or a URL. */
    weights: z.string().check(z.minLength(1, 'expected the name or folder of weights')),
    count: z.int().check(z.positive()),
    seed: z.optional(z.int().check(z.nonnegative())),
    truncation: z.optional(positive()),
    prior: z.optional(z.enum(['uniform', 'corpus'])),
    /** Tags that are on or off in all of these pictures. */
    fixed: z.optional(z.record(z.string(), z.boolean())),
    source: z.optional(z.string().check(z.minLength(1))),
  }),
])

const DetectStage = z.strictObject({
  stage: z.literal('detect'),
  /** A cascade of OpenCV's; default: the anime faces of `animegan assets get lbpcascade`. */
  cascade: z.optional(path()),
  size: z.optional(z.int()),
  scale: z.optional(positive()),
  scaleFactor: z.optional(positive()),
  minNeighbors: z.optional(z.int()),
  minSize: z.optional(z.int()),
  /** `crops` of all faces, or the `pictures` in which there is one, whole. */
  keep: z.optional(z.enum(['crops', 'pictures'])),
  filters: z.optional(
    z.strictObject({
      minSide: z.optional(z.number()),
      minSharpness: z.optional(z.number()),
      minSaturation: z.optional(z.number()),
      maxOverlap: z.optional(share()),
    }),
  ),
})

const DeduplicateStage = z.strictObject({
  stage: z.literal('deduplicate'),
  threshold: z.optional(positive()),
  keep: z.optional(z.enum(['first', 'all'])),
})

const TagStage = z.strictObject({
  stage: z.literal('tag'),
  /** A folder with a tag estimator's manifest.json, its URL, or the name of one of the assets. */
  estimator: z.string().check(z.minLength(1)),
  threshold: z.optional(share()),
  thresholds: z.optional(z.record(z.string(), share())),
})

const ReviewStage = z.strictObject({
  stage: z.literal('review'),
  /** Default: decisions.jsonl in the data set, where `animegan dataset review` writes it. */
  decisions: z.optional(path()),
})

const SplitStage = z.strictObject({
  stage: z.literal('split'),
  /** Shares by name, which add up to 1. */
  parts: z.record(z.string(), share()),
  seed: z.optional(z.int().check(z.nonnegative())),
})

const Stage = z.discriminatedUnion('stage', [
  DetectStage,
  DeduplicateStage,
  TagStage,
  ReviewStage,
  SplitStage,
])

/** How a data set is made: pipeline.json. Paths are relative to the file. */
export const PipelineConfig = z.strictObject({
  schema: z.literal('animegan.pipeline/1'),
  sources: z.array(Source).check(z.minLength(1, 'expected at least one source')),
  stages: z.array(Stage),
})
export type PipelineConfig = z.infer<typeof PipelineConfig>

/** A source of a pipeline. */
export type SourceConfig = PipelineConfig['sources'][number]
/** A stage of a pipeline. */
export type StageConfig = PipelineConfig['stages'][number]

/** Reads the text of a pipeline.json. Throws `INVALID_CONFIG`, naming each wrong field, what came and what was expected. */
export function parsePipelineConfig(text: string, source: string): PipelineConfig {
  return parseJson(PipelineConfig, text, (problems, notJson) => {
    const why = notJson ? `: ${notJson.message}` : ''
    return new InvalidInputError('INVALID_CONFIG', `${source}: ${problems}${why}`)
  })
}
