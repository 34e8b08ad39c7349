import { SendQueue, type SendQueueOptions } from '@animegan/local-page/browser'
import type { ReviewData, ReviewDecision, ReviewTag } from '../review-data.js'
import { type Change, DecisionBook } from './decision-book.js'
import type { ReviewItem } from './review-item.js'

/** What was done at once, and what takes it back. */
interface Step {
  label: string
  undoing: readonly Change[]
}

const mostSteps = 1000

/** What holds, what is on its way to the disk, and the way back. */
export class DecisionHistory {
  readonly book: DecisionBook
  readonly queue: SendQueue<ReviewDecision>
  readonly #tags: readonly ReviewTag[]
  readonly #steps: Step[] = []

  constructor({ decisions, tags }: ReviewData, transport: SendQueueOptions<ReviewDecision>) {
    this.book = new DecisionBook(decisions, tags)
    this.queue = new SendQueue(transport)
    this.#tags = tags
  }

  get canUndo(): boolean {
    return this.#steps.length > 0
  }

  /** Makes changes hold, as one step that can be undone, and sends them. False when they change nothing. */
  make(label: string, changes: readonly Change[]): boolean {
    const undoing = this.#keep(changes)
    if (undoing.length === 0) return false
    this.#steps.push({ label, undoing })
    if (this.#steps.length > mostSteps) this.#steps.shift()
    return true
  }

  /** Takes back the last step, and gives its label and its first picture; undefined when there is none. */
  undo(): { label: string; item: ReviewItem } | undefined {
    const step = this.#steps.pop()
    if (step === undefined) return undefined
    this.#keep(step.undoing)
    return { label: step.label, item: step.undoing[0]!.item }
  }

  /** Gives what takes the changes back; those that change nothing are left out. */
  #keep(changes: readonly Change[]): Change[] {
    const undoing: Change[] = []
    const effective: Change[] = []
    for (const change of changes) {
      const before = this.book.apply(change)
      if (before === undefined) continue
      undoing.push(before)
      effective.push(change)
    }
    this.queue.add(
      effective.map(({ item, verdict, tags }) => ({
        id: item.id,
        ...(verdict === undefined ? {} : { verdict }),
        ...(tags === undefined ? {} : { tags: tags?.map((tag) => this.#tags[tag]!.id) ?? null }),
      })),
    )
    return undoing
  }
}
