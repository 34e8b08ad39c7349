import { type AbortSignalLike, type InferenceSession, type TagSchema, throwIfAborted } from '@animegan/core'
import type { TrainingData } from '../training-batch.js'
import { calibrationError, measureTag, type TagMetrics } from './tag-metrics.js'
import { gatherBatch } from './tagger-batch.js'

/** What a tag estimator knows of pictures that it has not seen. */
export interface TaggerReport {
  /** Pictures measured on. */
  pictures: number
  /** From this probability on, a picture is said to have a tag: for precision, recall and F1. */
  threshold: number
  tags: ({ id: string } & TagMetrics)[]
  /** Mean of the average precisions of the tags that some picture has; null when none has any. */
  meanAveragePrecision: number | null
  /** The tag with the lowest average precision, null when there is none. */
  lowest: { id: string; averagePrecision: number } | null
  /** Distance of probabilities from frequencies, over all tags; see `calibrationError`. */
  calibrationError: number
}

const threshold = 0.5

/**
 * Measures probabilities against the truth.
 *
 * @param probabilities [pictures, tags]
 * @param truth [pictures, tags], positive where a picture has the tag
 */
export function reportTags(
  schema: TagSchema,
  probabilities: ArrayLike<number>,
  truth: ArrayLike<number>,
): TaggerReport {
  const width = schema.tags.length
  const pictures = probabilities.length / width
  const rows = Array.from({ length: pictures }, (_, i) => i)
  const tags = schema.tags.map(({ id }, tag) => {
    const metrics = measureTag(
      rows.map((i) => probabilities[i * width + tag]!),
      rows.map((i) => truth[i * width + tag]! > 0),
      threshold,
    )
    return { id, ...metrics }
  })
  const present = Array.from(truth, (value) => value > 0)
  return {
    pictures,
    threshold,
    ...summarize(tags),
    calibrationError: calibrationError(probabilities, present),
  }
}

/** The report with other measurements of some tags, which were made on other pictures. */
export function replaceMetrics(
  report: TaggerReport,
  measured: Readonly<Record<string, TagMetrics>>,
): TaggerReport {
  return { ...report, ...summarize(report.tags.map((tag) => ({ ...tag, ...measured[tag.id] }))) }
}

function summarize(
  tags: TaggerReport['tags'],
): Pick<TaggerReport, 'tags' | 'meanAveragePrecision' | 'lowest'> {
  const measured = tags.flatMap(({ id, averagePrecision }) =>
    averagePrecision === null ? [] : [{ id, averagePrecision }],
  )
  const sum = measured.reduce((total, { averagePrecision }) => total + averagePrecision, 0)
  const [lowest] = [...measured].sort((a, b) => a.averagePrecision - b.averagePrecision)
  return {
    tags,
    meanAveragePrecision: measured.length === 0 ? null : sum / measured.length,
    lowest: lowest ?? null,
  }
}

export interface EvaluateTaggerOptions {
  /** Pictures in one run of the model. Default 128. */
  batchSize?: number
  signal?: AbortSignalLike | undefined
  onProgress?: ((progress: { done: number; total: number }) => void) | undefined
}

/**
 * Runs an exported tag estimator on some pictures, unchanged, and measures it.
 *
 * @param session a model as `exportTagger` makes it
 * @param places of the pictures in the data
 */
export async function evaluateTagger(
  session: InferenceSession,
  data: TrainingData,
  places: Uint32Array,
  options: EvaluateTaggerOptions = {},
): Promise<TaggerReport> {
  const { batchSize = 128, signal, onProgress } = options
  const width = data.tagSchema.tags.length
  const probabilities = new Float32Array(places.length * width)
  const truth = new Float32Array(places.length * width)
  for (let from = 0; from < places.length; from += batchSize) {
    throwIfAborted(signal, 'measuring')
    const { images, tags } = gatherBatch(data, places.subarray(from, from + batchSize))
    const outputs = await session.run({ images })
    probabilities.set(outputs.tags!.data, from * width)
    truth.set(tags.data, from * width)
    onProgress?.({ done: Math.min(from + batchSize, places.length), total: places.length })
  }
  return reportTags(data.tagSchema, probabilities, truth)
}
