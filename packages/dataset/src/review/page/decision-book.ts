import type { ReviewData, ReviewTag, ReviewVerdict } from '../review-data.js'
import type { ReviewItem } from './review-item.js'

/** Something said of one picture: null takes back what was said, an absent field says nothing. */
export interface Change {
  item: ReviewItem
  verdict?: ReviewVerdict | null
  /** Numbers of the tags that are on. */
  tags?: readonly number[] | null
}

interface Entry {
  verdict?: ReviewVerdict | null
  tags?: readonly number[] | null
}

/** What holds for every picture: what was decided, or else what its record says. Pictures with the same bytes share it. */
export class DecisionBook {
  readonly #entries = new Map<string, Entry>()

  /** @param decisions what was decided before; tags that the schema lacks are passed over */
  constructor(decisions: ReviewData['decisions'], tags: readonly ReviewTag[]) {
    const numbers = new Map(tags.map(({ id }, index) => [id, index]))
    for (const [id, { verdict, tags }] of Object.entries(decisions)) {
      const entry: Entry = {}
      if (verdict !== undefined) entry.verdict = verdict
      if (tags !== undefined) {
        entry.tags = tags?.map((tag) => numbers.get(tag)).filter((number) => number !== undefined) ?? null
      }
      this.#entries.set(id, entry)
    }
  }

  verdictOf(item: ReviewItem): ReviewVerdict | null {
    const entry = this.#entries.get(item.id)
    return entry?.verdict === undefined ? (item.verdict ?? null) : entry.verdict
  }

  tagsOf(item: ReviewItem): readonly number[] {
    return this.#entries.get(item.id)?.tags ?? item.tags
  }

  /** Whether a reviewer changed the tags. */
  isRetagged(item: ReviewItem): boolean {
    return Boolean(this.#entries.get(item.id)?.tags)
  }

  /** Makes a change hold, and gives the one that would take it back; undefined when it changes nothing. */
  apply({ item, verdict, tags }: Change): Change | undefined {
    const entry = { ...this.#entries.get(item.id) }
    const before: Change = { item }
    if (verdict !== undefined && verdict !== this.verdictOf(item)) {
      before.verdict = this.verdictOf(item)
      entry.verdict = verdict
    }
    if (tags !== undefined && !sameTags(tags ?? item.tags, this.tagsOf(item))) {
      before.tags = entry.tags ?? null
      entry.tags = tags
    }
    if (before.verdict === undefined && before.tags === undefined) return undefined
    this.#entries.set(item.id, entry)
    return before
  }
}

const sameTags = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((tag) => b.includes(tag))
