import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AnimeganError } from '@animegan/core'
import type { ImageRecord } from '../imagefolder/metadata.js'
import { identifyPicture } from '../imagefolder/picture-identity.js'
import type { ItemStage } from '../stages/stage.js'
import { type ChooseTagsOptions, chooseTags } from './choose-tags.js'
import type { TagEstimator } from './tag-estimator.js'

export interface CreateTagStageOptions extends ChooseTagsOptions {
  /** Who made its session disposes of it. */
  estimator: TagEstimator
  /** SHA-256 of the estimator's ONNX file: with another model, all is estimated again. */
  modelSha256: string
}

/** Decimal places of the probabilities in a record. The tags follow from what is written, not from what was rounded. */
export const scoreDigits = 4

/** Raised when the code gives other results for the same settings. */
const version = 1

/** Pictures in work at a time: while the network runs on one, the next are decoded. */
const concurrency = 4

/**
 * A stage that estimates the tags of pictures: it sets `tags` and `scores` of each record and keeps the other columns.
 * A picture that is `missing` or `damaged` is left out.
 *
 * Throws what {@link chooseTags} throws for wrong thresholds.
 */
export function createTagStage(options: CreateTagStageOptions): ItemStage<ImageRecord> {
  const { estimator, modelSha256, threshold, thresholds = {} } = options
  const { input, preprocessing, outputs, tags: schema } = estimator.manifest
  const choose = (scores: Record<string, number>) => chooseTags(scores, schema, { threshold, thresholds })
  choose({})
  const name = 'tag'
  return {
    name,
    settings: {
      version,
      modelSha256,
      input,
      preprocessing,
      output: outputs.tags,
      schema,
      threshold,
      thresholds: Object.entries(thresholds).sort(),
    },
    concurrency,
    async *list(records, { folder }) {
      for (const record of records) {
        const { tags, scores, ...rest } = record
        const picture = await identifyPicture(folder, record)
        yield { key: JSON.stringify([picture, rest]), input: record }
      }
    },
    async process(record, { folder }) {
      const path = join(folder, record.file_name)
      const reject = (reason: string, detail: string) => {
        const { source, sha256 } = record
        return {
          records: [],
          rejects: [
            {
              name: record.file_name,
              ...(source === undefined ? {} : { source }),
              stage: name,
              reason,
              detail,
              ...(typeof sha256 === 'string' ? { sha256 } : {}),
            },
          ],
        }
      }
      const bytes = await readFile(path).catch(() => undefined)
      if (bytes === undefined) return reject('missing', `${record.file_name} cannot be read`)
      try {
        const scores = roundScores(await estimator.estimate(bytes, record.file_name))
        return { records: [{ ...record, tags: choose(scores), scores }], rejects: [] }
      } catch (error) {
        if (!AnimeganError.isInstance(error) || error.code !== 'INVALID_DATA') throw error
        return reject('damaged', error.message)
      }
    },
  }
}

const roundScores = (scores: Record<string, number>): Record<string, number> =>
  Object.fromEntries(Object.entries(scores).map(([id, score]) => [id, Number(score.toFixed(scoreDigits))]))
