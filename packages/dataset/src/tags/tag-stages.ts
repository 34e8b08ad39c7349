import type { TagSchema } from '@animegan/core'
import type { ImageRecord } from '../imagefolder/metadata.js'
import { identifyPicture } from '../imagefolder/picture-identity.js'
import type { CorpusStage, ItemStage } from '../stages/stage.js'
import { hashJson } from '../stages/stage-journal.js'
import { attemptPicture } from './attempt-picture.js'
import { type ChooseTagsOptions, checkThresholds, chooseTags, defaultThreshold } from './choose-tags.js'
import { assertKeepsFaceTags } from './keep-face-tags.js'
import type { TagEstimator } from './tag-estimator.js'

export interface CreateTagStagesOptions extends ChooseTagsOptions {
  /** Who made its session disposes of it. */
  estimator: TagEstimator
  /** SHA-256 of the estimator's ONNX file: with another model, all is estimated again. */
  modelSha256: string
}

/** Significant digits of the probabilities in a record. Small ones keep theirs, since the most probable of a group may be one. */
const scoreDigits = 4

/** Raised when the code gives other scores for the same settings. */
const version = 1

/** Pictures in work at a time: while the network runs on one, the next are decoded. */
const concurrency = 4

/**
 * The two stages that tag pictures. The first, `estimate`, sets the column `scores`, and leaves out a picture that is
 * `missing` or `damaged`; the second, `choose-tags`, sets `tags` by the rounded scores. So the network runs once a picture, whatever
 * thresholds are tried. Other columns are kept.
 *
 * Throws what {@link chooseTags} throws for wrong thresholds; listing throws `INVALID_OPTION` for an estimator that knows no tags of faces
 * where pictures have such.
 */
export function createTagStages({
  estimator,
  modelSha256,
  threshold = defaultThreshold,
  thresholds = {},
}: CreateTagStagesOptions): readonly [ItemStage<ImageRecord>, CorpusStage] {
  const rule = { threshold, thresholds }
  return [createEstimateStage(estimator, modelSha256), createChooseTagsStage(estimator.manifest.tags, rule)]
}

function createEstimateStage(estimator: TagEstimator, modelSha256: string): ItemStage<ImageRecord> {
  const { input, preprocessing, outputs, tags: schema } = estimator.manifest
  const name = 'estimate'
  return {
    name,
    settings: {
      version,
      modelSha256,
      input,
      preprocessing,
      output: outputs.tags,
      tags: schema.tags.map(({ id }) => id),
    },
    concurrency,
    async *list(records, { folder }) {
      assertKeepsFaceTags(records, estimator.manifest)
      for (const record of records) {
        const { tags, scores, ...rest } = record
        yield { key: hashJson([await identifyPicture(folder, record), rest]), input: record }
      }
    },
    async process({ file_name, tags, scores, ...rest }, { folder }) {
      const record = { file_name, ...rest, tags: [] }
      const outcome = await attemptPicture(folder, record, name, estimator.estimate)
      if ('reject' in outcome) return { records: [], rejects: [outcome.reject] }
      // Nothing of what the columns held before: it is not in the key.
      return { records: [{ file_name, tags: [], scores: roundScores(outcome.result), ...rest }], rejects: [] }
    },
  }
}

function createChooseTagsStage(schema: TagSchema, rule: Required<ChooseTagsOptions>): CorpusStage {
  const choose = ({ scores = {} }: ImageRecord) => chooseTags(scores, schema, rule)
  checkThresholds(schema, rule)
  return {
    name: 'choose-tags',
    settings: { schema, ...rule },
    apply: async (records) => ({
      records: records.map((record) => ({ ...record, tags: choose(record) })),
      rejects: [],
    }),
  }
}

const roundScores = (scores: Record<string, number>): Record<string, number> =>
  Object.fromEntries(
    Object.entries(scores).map(([id, score]) => [id, Number(score.toPrecision(scoreDigits))]),
  )
