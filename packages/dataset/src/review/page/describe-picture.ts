import type { ReviewItem } from './review-item.js'
import type { ReviewSession } from './review-session.js'

const verdicts = { accept: 'accepted', reject: 'rejected' } as const

/** A picture in one line of words. */
export function describePicture({ book, tags }: ReviewSession, item: ReviewItem): string {
  const verdict = book.verdictOf(item)
  const names = book.tagsOf(item).map((tag) => tags[tag]?.label)
  return [item.file, verdict === null ? 'undecided' : verdicts[verdict], ...names].join(', ')
}

/** What is known of a picture: name and value, in the order shown. */
export function listFacts(item: ReviewItem): [string, string][] {
  const facts: [string, string | number | undefined][] = [
    ['from', item.origin],
    ['source', item.source],
    ['year', item.year],
    ['pixels', item.size],
    ['face', item.face === undefined ? undefined : `${Math.round(item.face)} px`],
    ['sharpness', item.sharpness?.toPrecision(3)],
    ['duplicates', item.duplicates],
    ['split', item.split],
  ]
  return facts.filter(([, value]) => value !== undefined).map(([name, value]) => [name, String(value)])
}
