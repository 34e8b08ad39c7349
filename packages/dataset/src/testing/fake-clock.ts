import { throwIfAborted } from '@animegan/core'
import type { Clock } from '../sources/polite/clock.js'

/** A clock that only goes on when somebody waits, at once, and that remembers how long they did. */
export interface FakeClock extends Clock {
  /** Milliseconds of each wait. */
  readonly waits: number[]
}

export function createFakeClock(start = Date.UTC(2026, 0, 1)): FakeClock {
  let now = start
  const waits: number[] = []
  return {
    waits,
    now: () => now,
    async wait(milliseconds, signal) {
      throwIfAborted(signal, 'waiting')
      waits.push(milliseconds)
      now += milliseconds
    },
  }
}
