import { AnimeganError } from './errors.js'

/** The part of the platform's `AbortSignal` that is read here, so that this package needs no DOM types. */
export interface AbortSignalLike {
  readonly aborted: boolean
  readonly reason?: unknown
}

/** Throws `ABORTED`, with the signal's reason as cause, when `signal` is aborted. `what` names the work: "generation". */
export function throwIfAborted(signal: AbortSignalLike | undefined, what: string): void {
  if (signal?.aborted) throw new AnimeganError('ABORTED', `${what} was aborted`, { cause: signal.reason })
}
