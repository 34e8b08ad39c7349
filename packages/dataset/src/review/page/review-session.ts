import type { SendQueue, SendQueueOptions } from '@animegan/local-page/browser'
import type { ReviewData, ReviewDecision, ReviewGroup, ReviewTag, ReviewVerdict } from '../review-data.js'
import type { Change, DecisionBook } from './decision-book.js'
import { DecisionHistory } from './decision-history.js'
import { createMatcher, emptyFilter, listShown, type PictureFilter } from './picture-filter.js'
import { listItems, type ReviewItem } from './review-item.js'
import { toggleTag } from './tag-choice.js'

/** Pictures by what was said of them. */
export interface ReviewProgress {
  accepted: number
  rejected: number
  retagged: number
}

/** Everything that a reviewer sees and does, without the page: pictures, filter, cursor, selection, decisions, undo. */
export class ReviewSession {
  readonly folder: string
  readonly command: string
  readonly groups: readonly ReviewGroup[]
  readonly tags: readonly ReviewTag[]
  readonly items: readonly ReviewItem[]
  /** What at least one record tells. */
  readonly columns: ReadonlySet<string>
  readonly #history: DecisionHistory
  #filter = emptyFilter
  /** Places of the records that are shown; decisions do not change it, so that nothing moves under the cursor. */
  #shown: readonly number[]
  #cursor = 0
  /** Where a range begins that moves with Shift select. */
  #anchor = 0
  /** Where a range begins that `selectTo` selects: the place that was last taken into the selection or out of it. */
  #mark: number | undefined
  #selection: ReadonlySet<ReviewItem> = new Set()
  #message = ''
  /** Counts are kept until something changes that they depend on. */
  #counts: ReviewProgress | undefined
  #outdated: number | undefined
  readonly #listeners = new Set<() => void>()

  constructor(data: ReviewData, transport: Omit<SendQueueOptions<ReviewDecision>, 'onChange'>) {
    this.folder = data.folder
    this.command = data.command
    this.groups = data.groups
    this.tags = data.tags
    this.items = listItems(data.pictures)
    this.columns = new Set(Object.keys(data.pictures))
    this.#history = new DecisionHistory(data, { ...transport, onChange: () => this.#changed() })
    this.#shown = listShown(this.items, this.#filter, this.book)
  }

  /** Calls `listener` after every change until what is returned is called. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  get book(): DecisionBook {
    return this.#history.book
  }

  get queue(): SendQueue<ReviewDecision> {
    return this.#history.queue
  }

  get filter(): PictureFilter {
    return this.#filter
  }

  /** How many pictures are shown. */
  get length(): number {
    return this.#shown.length
  }

  /** Place of the cursor among what is shown. */
  get cursor(): number {
    return this.#cursor
  }

  get selection(): ReadonlySet<ReviewItem> {
    return this.#selection
  }

  /** What was done last, for people. */
  get message(): string {
    return this.#message
  }

  get canUndo(): boolean {
    return this.#history.canUndo
  }

  /** The picture at a place among what is shown; by default at the cursor. */
  itemAt(place = this.#cursor): ReviewItem | undefined {
    return this.items[this.#shown[place] ?? -1]
  }

  /** What the next decision is about: the selection, or else the picture at the cursor. */
  listTargets(): ReviewItem[] {
    if (this.#selection.size > 0) return [...this.#selection]
    const item = this.itemAt()
    return item ? [item] : []
  }

  /** Pictures that are shown but, by now, do not match the filter. */
  countOutdated(): number {
    if (this.#outdated === undefined) {
      const matches = createMatcher(this.#filter, this.book)
      this.#outdated = this.#shown.filter((index) => !matches(this.items[index]!)).length
    }
    return this.#outdated
  }

  /** Changes parts of the filter; the cursor stays on its picture if that is still shown. */
  setFilter(change: Partial<PictureFilter>): void {
    const item = this.itemAt()
    this.#filter = { ...this.#filter, ...change }
    this.#shown = listShown(this.items, this.#filter, this.book)
    this.#outdated = undefined
    this.#cursor = Math.max(0, item ? this.#shown.indexOf(item.index) : 0)
    this.#anchor = this.#cursor
    this.#mark = undefined
    this.#changed()
  }

  /** Moves the cursor; with `extend`, the selection becomes all from where the last move without it ended. */
  moveTo(place: number, extend = false): void {
    if (this.length === 0) return
    this.#cursor = Math.min(this.length - 1, Math.max(0, place))
    if (extend) this.#selection = new Set(this.#range(this.#anchor, this.#cursor))
    else this.#anchor = this.#cursor
    this.#changed()
  }

  /** Moves to the next picture without a verdict, from the start again after the end. */
  moveToUndecided(): void {
    for (let step = 1; step <= this.length; step++) {
      const place = (this.#cursor + step) % this.length
      if (this.book.verdictOf(this.itemAt(place)!) !== null) continue
      this.moveTo(place)
      return
    }
    this.#message = 'Every picture that is shown has a verdict'
    this.#changed()
  }

  /** Takes the picture at a place into the selection, or out of it. */
  toggleSelected(place = this.#cursor): void {
    const item = this.itemAt(place)
    if (!item) return
    const selection = new Set(this.#selection)
    if (!selection.delete(item)) selection.add(item)
    this.#selection = selection
    this.#mark = place
    this.moveTo(place)
  }

  /** Adds everything from the picture that was selected last to the cursor. */
  selectToCursor(): void {
    this.#selection = new Set([...this.#selection, ...this.#range(this.#mark ?? this.#cursor, this.#cursor)])
    this.#mark = this.#cursor
    this.#changed()
  }

  selectAll(): void {
    this.#selection = new Set(this.#range(0, this.length - 1))
    this.#changed()
  }

  clearSelection(): void {
    if (this.#selection.size === 0) return
    this.#selection = new Set()
    this.#changed()
  }

  /** Gives a verdict to the selection, or to the picture at the cursor and goes on to the next. Null takes verdicts back. */
  decide(verdict: ReviewVerdict | null): void {
    const targets = this.listTargets()
    if (targets.length === 0) return
    const isSingle = this.#selection.size === 0
    const label = verdict === null ? 'Verdict cleared' : verdict === 'accept' ? 'Accepted' : 'Rejected'
    this.#do(
      label,
      targets.map((item) => ({ item, verdict })),
    )
    this.#selection = new Set()
    if (isSingle && verdict !== null) this.moveTo(this.#cursor + 1)
    else this.#changed()
  }

  /** Switches a tag of what the next decision is about: on, unless all have it. In an exclusive group it replaces its rival. */
  toggleTag(tag: number): void {
    const targets = this.listTargets()
    const on = !targets.every((item) => this.book.tagsOf(item).includes(tag))
    const changes = targets.map((item) => {
      const tags = toggleTag(this.book.tagsOf(item), tag, on, this.tags, this.groups)
      const own = tags.length === item.tags.length && tags.every((tag) => item.tags.includes(tag))
      return { item, tags: own ? null : tags }
    })
    this.#do(`${on ? 'With' : 'Without'} “${this.tags[tag]?.label}”`, changes)
    this.#changed()
  }

  /** Takes back what was done last, and shows it. */
  undo(): void {
    const undone = this.#history.undo()
    this.#forgetCounts()
    this.#message = undone ? `Undone: ${undone.label}` : 'Nothing to undo'
    const place = undone ? this.#shown.indexOf(undone.item.index) : -1
    if (place >= 0) this.moveTo(place)
    else this.#changed()
  }

  /** How far the review is. */
  count(): ReviewProgress {
    this.#counts ??= countItems(this.items, this.book)
    return this.#counts
  }

  #do(label: string, changes: readonly Change[]): void {
    const [first] = changes
    const what = changes.length === 1 ? (first?.item.file ?? '') : `${formatCount(changes.length)} pictures`
    this.#message = `${label}: ${what}`
    if (this.#history.make(this.#message, changes)) this.#forgetCounts()
  }

  #forgetCounts(): void {
    this.#counts = undefined
    this.#outdated = undefined
  }

  #range(a: number, b: number): ReviewItem[] {
    const [from, to] = a < b ? [a, b] : [b, a]
    return this.#shown.slice(from, to + 1).map((index) => this.items[index]!)
  }

  #changed(): void {
    for (const listener of this.#listeners) listener()
  }
}

function countItems(items: readonly ReviewItem[], book: DecisionBook): ReviewProgress {
  const counts: ReviewProgress = { accepted: 0, rejected: 0, retagged: 0 }
  for (const item of items) {
    const verdict = book.verdictOf(item)
    if (verdict === 'accept') counts.accepted++
    if (verdict === 'reject') counts.rejected++
    if (book.isRetagged(item)) counts.retagged++
  }
  return counts
}

/** 50000 as 50,000. */
export const formatCount = (count: number): string => count.toLocaleString('en')
