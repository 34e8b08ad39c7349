import type { ReviewColumns, ReviewVerdict } from '../review-data.js'

/** A picture of the data set, as the page works with it. */
export interface ReviewItem {
  /** Place among the records. */
  index: number
  id: string
  file: string
  /** What the text filter looks at, in lower case. */
  text: string
  /** Numbers of the tags that the record has. */
  tags: readonly number[]
  /** Probability of each tag, 0 to 1; negative where there is none. */
  scores: readonly number[] | undefined
  size: string | undefined
  face: number | undefined
  sharpness: number | undefined
  duplicates: string | undefined
  origin: string | undefined
  year: number | undefined
  source: string | undefined
  split: string
  verdict: ReviewVerdict | undefined
}

/** Turns the columns that the server sends into items. */
export function listItems(columns: ReviewColumns): ReviewItem[] {
  return columns.id.map((id, index) => {
    const file = columns.file[index]!
    const origin = columns.origin?.[index] ?? undefined
    const source = columns.source?.[index] ?? undefined
    return {
      index,
      id,
      file,
      text: [file, origin, source].join('\n').toLowerCase(),
      tags: columns.tags[index]!,
      scores: columns.scores?.[index]?.map((score) => score / 1000),
      size: columns.size?.[index] ?? undefined,
      face: columns.face?.[index] ?? undefined,
      sharpness: columns.sharpness?.[index] ?? undefined,
      duplicates: columns.duplicates?.[index] ?? undefined,
      origin,
      year: columns.year?.[index] ?? undefined,
      source,
      split: columns.split[index]!,
      verdict: columns.verdict?.[index] ?? undefined,
    }
  })
}
