import type { DecisionBook } from './decision-book.js'
import type { ReviewItem } from './review-item.js'

/** From and to, both included; an end that is absent does not limit. */
export interface Range {
  from?: number | undefined
  to?: number | undefined
}

export type VerdictFilter = 'all' | 'undecided' | 'accepted' | 'rejected' | 'retagged'

export const sortings = ['file', 'confidence', 'duplicates', 'face', 'sharpness'] as const
export type Sorting = (typeof sortings)[number]

/** Which pictures are shown, and in which order. */
export interface PictureFilter {
  text: string
  verdict: VerdictFilter
  /** By number of the tag: whether it must be on or off. */
  tags: ReadonlyMap<number, boolean>
  /** The tag whose confidence is meant; undefined: of a picture's tags the one that is least certain. */
  confidenceOf: number | undefined
  confidence: Range
  face: Range
  sharpness: Range
  onlyDuplicates: boolean
  sorting: Sorting
}

/** Shows everything in the order of the records. */
export const emptyFilter: PictureFilter = {
  text: '',
  verdict: 'all',
  tags: new Map(),
  confidenceOf: undefined,
  confidence: {},
  face: {},
  sharpness: {},
  onlyDuplicates: false,
  sorting: 'file',
}

/** Probability of a tag, or of the least certain tag that is on; undefined when no tagger has looked. */
export function confidenceIn(
  item: ReviewItem,
  tags: readonly number[],
  tag: number | undefined,
): number | undefined {
  const { scores } = item
  if (scores === undefined) return undefined
  const known = (tag === undefined ? tags : [tag]).map((tag) => scores[tag]!).filter((score) => score >= 0)
  return known.length === 0 ? undefined : Math.min(...known)
}

/** The places of the records that a filter shows, in its order. */
export function listShown(items: readonly ReviewItem[], filter: PictureFilter, book: DecisionBook): number[] {
  const shown = items.filter(createMatcher(filter, book)).map(({ index }) => index)
  const keyOf = sortKey(items, filter, book)
  if (keyOf === undefined) return shown
  const keys = new Map(shown.map((index) => [index, keyOf(items[index]!)]))
  return shown.sort((a, b) => keys.get(a)! - keys.get(b)! || a - b)
}

/** Tells of pictures whether a filter shows them now. */
export function createMatcher(filter: PictureFilter, book: DecisionBook): (item: ReviewItem) => boolean {
  const { text, verdict, tags, confidence, confidenceOf, face, sharpness, onlyDuplicates } = filter
  const words = text.toLowerCase().split(/\s+/)
  const asksConfidence = confidence.from !== undefined || confidence.to !== undefined
  return (item) => {
    if (onlyDuplicates && item.duplicates === undefined) return false
    if (!hasVerdict(item, verdict, book)) return false
    if (!isWithin(item.face, face) || !isWithin(item.sharpness, sharpness)) return false
    if (!words.every((word) => item.text.includes(word))) return false
    const on = book.tagsOf(item)
    if (asksConfidence && !isWithin(confidenceIn(item, on, confidenceOf), confidence)) return false
    for (const [tag, wanted] of tags) if (on.includes(tag) !== wanted) return false
    return true
  }
}

function hasVerdict(item: ReviewItem, wanted: VerdictFilter, book: DecisionBook): boolean {
  if (wanted === 'all') return true
  if (wanted === 'retagged') return book.isRetagged(item)
  const verdict = book.verdictOf(item)
  return wanted === 'undecided' ? verdict === null : verdict === (wanted === 'accepted' ? 'accept' : 'reject')
}

function isWithin(value: number | undefined, { from, to }: Range): boolean {
  if (from === undefined && to === undefined) return true
  return value !== undefined && (from === undefined || value >= from) && (to === undefined || value <= to)
}

function sortKey(
  items: readonly ReviewItem[],
  { sorting, confidenceOf }: PictureFilter,
  book: DecisionBook,
): ((item: ReviewItem) => number) | undefined {
  const last = Number.MAX_VALUE
  if (sorting === 'file') return undefined
  if (sorting === 'face') return ({ face }) => face ?? last
  if (sorting === 'sharpness') return ({ sharpness }) => sharpness ?? last
  if (sorting === 'confidence') return (item) => confidenceIn(item, book.tagsOf(item), confidenceOf) ?? last
  const places = new Map<string, number>()
  for (const { duplicates, index } of items) {
    if (duplicates !== undefined && !places.has(duplicates)) places.set(duplicates, index)
  }
  return ({ duplicates }) => (duplicates === undefined ? last : places.get(duplicates)!)
}
