import { type FacePlan, InvalidInputError, throwIfAborted, type WeightsManifest } from '@animegan/core'
import {
  defaultTagImages,
  type PlanTagImagesOptions,
  planTagImages,
  type TagImages,
} from './plan-tag-images.js'
import { summarizeTagPrecision, type TagCount } from './summarize-tag-precision.js'
import type { EstimatorJudge, TagPrecision } from './tag-precision.js'

/** What a judge saw in the images of one tag. */
export interface TagVerdicts {
  /** Of the tag that the images were asked to show. */
  id: string
  /** For each image, in the order of its plans, the ids of all tags that it shows. */
  seen: string[][]
}

export interface MeasureTagPrecisionOptions<Picture> extends PlanTagImagesOptions {
  /** Of the generator. */
  manifest: WeightsManifest
  /** Draws a picture for each plan. */
  draw: (plans: readonly FacePlan[], signal?: AbortSignal) => Promise<readonly Picture[]>
  /** The tags that a picture shows, by id; `judge.rule` says how it decides. */
  lookFor: (picture: Picture, signal?: AbortSignal) => Promise<readonly string[]>
  /** Who decides in `lookFor`. */
  judge: EstimatorJudge
  /** Ids of the tags that `lookFor` can find: others are left out, with a warning. */
  knownTags: readonly string[]
  /** Pictures that are drawn together. Default 16. */
  batchSize?: number | undefined
  /** Of an earlier call with the same options that was stopped: these tags are not drawn again. */
  finished?: readonly TagVerdicts[] | undefined
  signal?: AbortSignal | undefined
  /** Called after every tag, with its pictures and what was seen in them, to be kept as `finished`. */
  onTag?: ((verdicts: TagVerdicts, pictures: readonly Picture[]) => void | Promise<void>) | undefined
  /** Called after every batch, in images of all tags. */
  onProgress?: ((progress: { done: number; total: number }) => void) | undefined
}

/**
 * Precision per tag by the protocol of the paper's Table 2, with an estimator in the place of the authors' eyes: for each tag, faces that
 * are asked to show it while everything else comes by chance, and how many do. Since the estimator looks for all tags in every image, the
 * images for other tags tell how often it sees the tag where it was not the one asked for: the chance level. Holds the pictures of a tag.
 *
 * Throws `INVALID_OPTION` when the judge knows none of the tags, `ABORTED`, and what `planTagImages`, `draw`, `lookFor` and `onTag` throw.
 */
export async function measureTagPrecision<Picture>(
  options: MeasureTagPrecisionOptions<Picture>,
): Promise<TagPrecision> {
  const {
    manifest,
    judge,
    images = defaultTagImages,
    seed = 0,
    truncation,
    finished = [],
    batchSize = 16,
  } = options
  if (!Number.isSafeInteger(batchSize) || batchSize < 1) {
    throw new InvalidInputError('INVALID_OPTION', `batchSize: expected an integer from 1, got ${batchSize}`)
  }
  const planned = planTagImages(manifest, options)
  const known = new Set(options.knownTags)
  const plan = planned.filter(({ id }) => known.has(id))
  if (plan.length === 0) {
    throw new InvalidInputError(
      'INVALID_OPTION',
      `${judge.name} knows none of the tags to measure: ${listIds(planned)}; take an estimator that does`,
    )
  }
  const total = images * plan.length
  const verdicts: TagVerdicts[] = []
  for (const tag of plan) {
    const before = images * verdicts.length
    const report = (done: number) => options.onProgress?.({ done: before + done, total })
    const kept = finished.find(({ id }) => id === tag.id)
    verdicts.push(kept ?? (await judgeTag(tag, { ...options, batchSize }, report)))
    if (kept) report(images)
  }
  const summary = summarizeTagPrecision({
    ...{ images, seed, truncation, judge },
    schema: manifest.tags,
    counts: countVerdicts(verdicts),
  })
  const unknown = planned.filter(({ id }) => !known.has(id))
  if (unknown.length > 0) summary.warnings.push(`${judge.name} does not know: ${listIds(unknown)}`)
  return summary
}

async function judgeTag<Picture>(
  { id, plans }: TagImages,
  { draw, lookFor, onTag, signal, batchSize }: MeasureTagPrecisionOptions<Picture> & { batchSize: number },
  onDone: (done: number) => void,
): Promise<TagVerdicts> {
  const pictures: Picture[] = []
  const seen: string[][] = []
  for (let start = 0; start < plans.length; start += batchSize) {
    throwIfAborted(signal, 'measuring precision')
    for (const picture of await draw(plans.slice(start, start + batchSize), signal)) {
      throwIfAborted(signal, 'measuring precision')
      pictures.push(picture)
      seen.push([...(await lookFor(picture, signal))])
    }
    onDone(seen.length)
  }
  const verdicts = { id, seen }
  await onTag?.(verdicts, pictures)
  return verdicts
}

/** Hits of each tag, in its own images and in those of all others. */
function countVerdicts(verdicts: readonly TagVerdicts[]): TagCount[] {
  const count = (id: string, from: readonly TagVerdicts[]) => {
    const images = from.flatMap(({ seen }) => seen)
    return { asked: images.length, shown: images.filter((tags) => tags.includes(id)).length }
  }
  return verdicts.map((own) => ({
    id: own.id,
    ...count(own.id, [own]),
    others: count(
      own.id,
      verdicts.filter((other) => other !== own),
    ),
  }))
}

const listIds = (tags: readonly { id: string }[]): string => tags.map(({ id }) => id).join(', ')
