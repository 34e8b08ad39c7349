/** What became of things that were sent. */
export type SendOutcome =
  | { kind: 'kept' }
  /** Nobody answers. */
  | { kind: 'gone' }
  /** The server does not know this page (any more). */
  | { kind: 'stranger' }
  /** The server could not keep them, and says why. */
  | { kind: 'refused'; reason: string }

/** Why things could not be kept. */
export type Trouble = Exclude<SendOutcome, { kind: 'kept' }>

export interface SendQueueOptions<Item> {
  /** Kept: all of them are on the disk. */
  send(items: readonly Item[]): Promise<SendOutcome>
  /** Asks whether the server is there. */
  probe(): Promise<SendOutcome>
  /** Called whenever `trouble` or what is pending changes. */
  onChange(): void
  /** Resolves after so many milliseconds. */
  wait(milliseconds: number): Promise<void>
}

const mostAtOnce = 2000
const shortestWait = 250
const longestWait = 4000

/**
 * Things on their way from a page to the disk, in the order in which they were made. What the server has not confirmed stays
 * here and is sent again until it has.
 */
export class SendQueue<Item extends { id: string }> {
  readonly #options: SendQueueOptions<Item>
  #waiting: Item[] = []
  /** How many things with an id are not confirmed. */
  readonly #pending = new Map<string, number>()
  #sending = false
  #trouble: Trouble | undefined
  #recoveries = 0

  constructor(options: SendQueueOptions<Item>) {
    this.#options = options
  }

  /** How many things are not confirmed. */
  get size(): number {
    return this.#waiting.length
  }

  /** Why the last attempt failed; undefined once one succeeds. */
  get trouble(): Trouble | undefined {
    return this.#trouble
  }

  /** How often trouble has ended: what could not be loaded is worth another try. */
  get recoveries(): number {
    return this.#recoveries
  }

  isPending(id: string): boolean {
    return this.#pending.has(id)
  }

  /** Sends things after all that came before. */
  add(items: readonly Item[]): void {
    this.#waiting.push(...items)
    for (const { id } of items) this.#pending.set(id, (this.#pending.get(id) ?? 0) + 1)
    void this.#run()
  }

  /** Looks whether the server is there, unless things on their way will tell. */
  async check(): Promise<void> {
    if (!this.#sending) this.#note(await this.#options.probe())
  }

  async #run(): Promise<void> {
    if (this.#sending) return
    this.#sending = true
    let wait = shortestWait
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.slice(0, mostAtOnce)
      const outcome = await this.#options.send(batch)
      if (outcome.kind === 'kept') this.#confirm(batch)
      this.#note(outcome)
      if (outcome.kind === 'kept') {
        wait = shortestWait
      } else {
        await this.#options.wait(wait)
        wait = Math.min(2 * wait, longestWait)
      }
    }
    this.#sending = false
  }

  #note(outcome: SendOutcome): void {
    const had = this.#trouble !== undefined
    this.#trouble = outcome.kind === 'kept' ? undefined : outcome
    if (had && !this.#trouble) this.#recoveries++
    this.#options.onChange()
  }

  #confirm(batch: readonly Item[]): void {
    this.#waiting = this.#waiting.slice(batch.length)
    for (const { id } of batch) {
      const left = this.#pending.get(id)! - 1
      if (left === 0) this.#pending.delete(id)
      else this.#pending.set(id, left)
    }
  }
}
