import type { Decisions } from './decisions.js'
import type { IdentifiedRecord } from './identify-records.js'

/** How far a review is, in pictures. */
export interface ReviewCounts {
  pictures: number
  accepted: number
  rejected: number
  /** Those whose tags were changed. */
  retagged: number
}

/** Counts what holds for records: what was decided, or else what the records themselves say. */
export function countReview(records: readonly IdentifiedRecord[], decisions: Decisions): ReviewCounts {
  const counts: ReviewCounts = { pictures: records.length, accepted: 0, rejected: 0, retagged: 0 }
  for (const { sha256, review } of records) {
    const { verdict, tags } = decisions.get(sha256) ?? {}
    const says = (decided: string, recorded: string) =>
      verdict === undefined ? review === recorded : verdict === decided
    if (says('accept', 'accepted')) counts.accepted++
    if (says('reject', 'rejected')) counts.rejected++
    if (tags) counts.retagged++
  }
  return counts
}
