import { type PageServer, type SendOutcome, SendQueue } from '@animegan/local-page/browser'
import { summarizeTagPrecision } from '../../precision/summarize-tag-precision.js'
import type { TagPrecision } from '../../precision/tag-precision.js'
import type { JudgingData, SentJudgement } from '../judging-data.js'
import { type JudgedTag, listJudgedTags } from './judged-tag.js'

/** What holds of an image: whether it shows the tag, or null when it was not judged. */
export type Verdict = boolean | null

/** How a page reaches its server. */
export interface JudgingTransport extends PageServer {
  /** Kept: all of them are on the disk. */
  send(judgements: readonly SentJudgement[]): Promise<SendOutcome>
}

/** A judgement on its way; the id says which image, for the dot that it has until it is saved. */
interface QueuedJudgement extends SentJudgement {
  id: string
}

/** What was done at once, and what it was before. */
interface Step {
  label: string
  tag: JudgedTag
  before: { place: number; verdict: Verdict }[]
}

const keyOf = (tag: JudgedTag, place: number): string => `${tag.id}/${place + 1}`

/** Everything that a judge sees and does, without the page: tags, images, cursor, judgements, undo. */
export class JudgingSession {
  readonly data: JudgingData
  readonly tags: readonly JudgedTag[]
  readonly queue: SendQueue<QueuedJudgement>
  #tag: number
  #cursor = 0
  #message = ''
  readonly #steps: Step[] = []
  readonly #listeners = new Set<() => void>()

  constructor(data: JudgingData, { send, probe, wait }: JudgingTransport) {
    this.data = data
    this.tags = listJudgedTags(data)
    this.queue = new SendQueue<QueuedJudgement>({
      ...{ probe, wait },
      send: (judgements) => send(judgements.map(({ tag, image, shows }) => ({ tag, image, shows }))),
      onChange: () => this.#changed(),
    })
    this.#tag = Math.max(
      0,
      this.tags.findIndex(({ verdicts }) => verdicts.includes(null)),
    )
    this.#cursor = this.#firstOpen()
  }

  /** Calls `listener` after every change until what is returned is called. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** The tag whose images are shown. */
  get tag(): JudgedTag {
    return this.tags[this.#tag]!
  }

  /** Its place among the tags. */
  get tagPlace(): number {
    return this.#tag
  }

  /** Place of the image that keys are about. */
  get cursor(): number {
    return this.#cursor
  }

  /** What was done last, for people. */
  get message(): string {
    return this.#message
  }

  get canUndo(): boolean {
    return this.#steps.length > 0
  }

  /** Whether every image of every tag is judged. */
  get isFinished(): boolean {
    return this.tags.every(({ verdicts }) => !verdicts.includes(null))
  }

  isPending(place: number): boolean {
    return this.queue.isPending(keyOf(this.tag, place))
  }

  /** Judged images of all tags, and all images. */
  count(): { judged: number; total: number } {
    const judged = this.tags.reduce((sum, { judged }) => sum + judged, 0)
    return { judged, total: this.tags.length * this.data.images }
  }

  /** The table of what was judged so far. */
  summarize(): TagPrecision {
    const { schema, images, seed, truncation } = this.data
    const counts = this.tags.map(({ id, judged, shown }) => ({ id, asked: judged, shown }))
    return summarizeTagPrecision({ schema, images, seed, truncation, judge: { kind: 'hand' }, counts })
  }

  moveTo(place: number): void {
    this.#cursor = Math.min(this.data.images - 1, Math.max(0, place))
    this.#changed()
  }

  /** Shows another tag, at its first image that was not judged. */
  openTag(place: number): void {
    if (place < 0 || place >= this.tags.length) return
    this.#tag = place
    this.#cursor = this.#firstOpen()
    this.#message = ''
    this.#changed()
  }

  /** Moves to the next image that was not judged, of this tag or, from its end on, of the next that has one. */
  moveToOpen(): void {
    const ofTag = this.tag.nextOpen(this.#cursor)
    const places = this.tags.map((_, step) => (this.#tag + 1 + step) % this.tags.length)
    const tag = places.find((place) => this.tags[place]!.verdicts.includes(null))
    if (ofTag !== undefined) this.moveTo(ofTag)
    else if (tag !== undefined) this.openTag(tag)
    else this.#sayDone()
  }

  /** Says of the image at the cursor whether it shows the tag, and goes on to the next that was not judged. */
  judge(shows: boolean): void {
    const place = this.#cursor
    this.#apply(`Image ${place + 1} ${shows ? 'shows' : 'does not show'} ${this.tag.label}`, [
      { place, verdict: shows },
    ])
    const next = this.tag.nextOpen(place)
    if (next !== undefined) this.moveTo(next)
    else this.#sayDone()
  }

  /** Switches an image between showing the tag and not; one that was not judged shows it first. */
  toggle(place = this.#cursor): void {
    this.#cursor = place
    const shows = this.tag.verdicts[place] !== true
    this.#apply(`Image ${place + 1} ${shows ? 'shows' : 'does not show'} ${this.tag.label}`, [
      { place, verdict: shows },
    ])
    if (!this.tag.verdicts.includes(null)) this.#sayDone()
  }

  /** Says the same of all images of the tag that were not judged, as one step. */
  judgeRest(shows: boolean): void {
    const open = [...this.tag.verdicts.keys()].filter((place) => this.tag.verdicts[place] === null)
    this.#apply(
      `${open.length} more ${shows ? 'show' : 'do not show'} ${this.tag.label}`,
      open.map((place) => ({ place, verdict: shows })),
    )
    this.#sayDone()
  }

  /** Takes the judgement of the image at the cursor back. */
  clear(): void {
    this.#apply(`Image ${this.#cursor + 1} is open again`, [{ place: this.#cursor, verdict: null }])
  }

  /** Takes back what was done last, and shows it. */
  undo(): void {
    const step = this.#steps.pop()
    if (step === undefined) {
      this.#say('Nothing to undo')
      return
    }
    this.#tag = this.tags.indexOf(step.tag)
    this.#cursor = step.before[0]!.place
    this.#send(step.before)
    this.#say(`Undone: ${step.label}`)
  }

  #apply(label: string, wanted: readonly { place: number; verdict: Verdict }[]): void {
    const changes = wanted.filter(({ place, verdict }) => this.tag.verdicts[place] !== verdict)
    if (changes.length === 0) return
    const before = changes.map(({ place }) => ({ place, verdict: this.tag.verdicts[place]! }))
    this.#steps.push({ label, tag: this.tag, before })
    this.#send(changes)
    this.#say(label)
  }

  #send(changes: readonly { place: number; verdict: Verdict }[]): void {
    const { tag } = this
    for (const { place, verdict } of changes) tag.verdicts[place] = verdict
    this.queue.add(
      changes.map(({ place, verdict }) => ({
        ...{ id: keyOf(tag, place), tag: tag.id, image: place + 1, shows: verdict },
      })),
    )
  }

  #firstOpen(): number {
    return Math.max(0, this.tag.verdicts.indexOf(null))
  }

  #sayDone(): void {
    this.#say(this.isFinished ? 'Every image is judged' : `All of ${this.tag.label} judged`)
  }

  #say(message: string): void {
    this.#message = message
    this.#changed()
  }

  #changed(): void {
    for (const listener of this.#listeners) listener()
  }
}
