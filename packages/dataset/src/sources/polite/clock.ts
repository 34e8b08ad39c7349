import { setTimeout } from 'node:timers/promises'
import { throwIfAborted } from '@animegan/core'

/** Time, and waiting: an argument wherever pauses matter, so that tests need not wait. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  /** Resolves after some milliseconds. Throws `ABORTED`. */
  wait(milliseconds: number, signal?: AbortSignal): Promise<void>
}

/** The clock of the system. */
export const systemClock: Clock = {
  now: () => Date.now(),
  async wait(milliseconds, signal) {
    try {
      await setTimeout(milliseconds, undefined, { signal })
    } catch (error) {
      throwIfAborted(signal, 'waiting')
      throw error
    }
  },
}
