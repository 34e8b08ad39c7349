import type { ImageRecord } from '../imagefolder/metadata.js'

/** Where the scores of a tag lie. */
export interface ScoreQuantiles {
  /** Pictures that have the tag and a score of it. */
  count: number
  /** The score that a tenth of them are below. */
  tenth: number
  median: number
  /** The score that nine tenths of them are below. */
  nineTenths: number
}

/**
 * Summarises a tagger's scores, 0 to 1, of the pictures that have a tag: low ones are worth a look. undefined when none has a
 * score of it. Between two scores, quantiles are interpolated.
 */
export function summarizeScores(records: readonly ImageRecord[], tag: string): ScoreQuantiles | undefined {
  const scores = records
    .flatMap(({ tags, scores }) => (tags.includes(tag) ? (scores?.[tag] ?? []) : []))
    .sort((a, b) => a - b)
  if (scores.length === 0) return undefined
  const quantile = (part: number): number => {
    const place = part * (scores.length - 1)
    const low = scores[Math.floor(place)]!
    return low + (place % 1) * (scores[Math.ceil(place)]! - low)
  }
  return { count: scores.length, tenth: quantile(0.1), median: quantile(0.5), nineTenths: quantile(0.9) }
}
