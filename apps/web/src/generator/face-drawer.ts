import { AnimeganError, type Face, type FacePlan } from '@animegan/core'

/** A picture that is wanted. The same key always stands for the same plan. */
export interface WantedFace {
  key: string
  plan: FacePlan
}

/** How far a `FaceDrawer` is; another object whenever something has changed. */
export interface FaceDrawerState {
  /** How many of the wanted faces are there; undefined when nothing is being drawn. */
  drawing: { done: number; total: number } | undefined
  /** Why drawing stopped; `retry` goes on. */
  error: AnimeganError | undefined
}

/** Bytes of pixels that are remembered. */
const mostBytes = 96 * 2 ** 20

/**
 * Draws what is wanted, one face after the other in the order of the wish, and remembers faces, so that the wish may change many times a
 * second. What is wanted no longer is given up; a face that is on its way and still wanted is not.
 */
export class FaceDrawer implements Disposable {
  readonly #draw: (plan: FacePlan, signal: AbortSignal) => Promise<Face>
  /** By key, the least recently used first. */
  readonly #faces = new Map<string, Face>()
  #bytes = 0
  #wanted: readonly WantedFace[] = []
  #running: { key: string; stop: AbortController } | undefined
  #state: FaceDrawerState = { drawing: undefined, error: undefined }
  readonly #listeners = new Set<() => void>()

  constructor(draw: (plan: FacePlan, signal: AbortSignal) => Promise<Face>) {
    this.#draw = draw
  }

  readonly getState = (): FaceDrawerState => this.#state

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** A face that is there. */
  find(key: string): Face | undefined {
    return this.#faces.get(key)
  }

  /** Replaces what is wanted; the most urgent stands first. */
  want(wanted: readonly WantedFace[]): void {
    this.#wanted = wanted
    const running = this.#running
    if (running && !wanted.some(({ key }) => key === running.key)) {
      running.stop.abort()
      this.#running = undefined
    }
    this.#report(undefined)
    this.#next()
  }

  /** Goes on after an error. */
  retry(): void {
    this.want(this.#wanted)
  }

  /** One face, from memory or drawn now. Throws what drawing throws. */
  async draw({ key, plan }: WantedFace, signal: AbortSignal): Promise<Face> {
    const found = this.#faces.get(key)
    if (found) return found
    const face = await this.#draw(plan, signal)
    this.#remember(key, face)
    return face
  }

  /** Gives up what is on its way. Faces stay. */
  [Symbol.dispose](): void {
    this.#wanted = []
    this.#running?.stop.abort()
    this.#running = undefined
  }

  #next(): void {
    if (this.#running) return
    const next = this.#wanted.find(({ key }) => !this.#faces.has(key))
    if (!next) return
    const running = { key: next.key, stop: new AbortController() }
    this.#running = running
    this.draw(next, running.stop.signal).then(
      () => this.#finish(running, undefined),
      (cause: unknown) => this.#finish(running, cause),
    )
  }

  #finish(running: { stop: AbortController }, cause: unknown): void {
    // Another wish has come in between, and has gone on by itself.
    if (this.#running !== running) return
    this.#running = undefined
    const error = cause === undefined ? undefined : toAnimeganError(cause)
    this.#report(error)
    if (!error) this.#next()
  }

  #remember(key: string, face: Face): void {
    this.#bytes += face.pixels.byteLength - (this.#faces.get(key)?.pixels.byteLength ?? 0)
    this.#faces.delete(key)
    this.#faces.set(key, face)
    const needed = new Set(this.#wanted.map((wanted) => wanted.key))
    for (const [old, { pixels }] of this.#faces) {
      if (this.#bytes <= mostBytes) break
      if (needed.has(old) || old === key) continue
      this.#faces.delete(old)
      this.#bytes -= pixels.byteLength
    }
  }

  #report(error: AnimeganError | undefined): void {
    const total = this.#wanted.length
    const done = this.#wanted.filter(({ key }) => this.#faces.has(key)).length
    this.#state = { drawing: error || done === total ? undefined : { done, total }, error }
    for (const listener of this.#listeners) listener()
  }
}

const toAnimeganError = (cause: unknown): AnimeganError =>
  AnimeganError.isInstance(cause) ? cause : new AnimeganError('DEVICE_UNAVAILABLE', String(cause), { cause })
