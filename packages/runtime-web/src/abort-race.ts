import { throwIfAborted } from '@animegan/core'

/** The part of an `AbortSignal` that is enough to look at; a whole one can also be listened to. */
type Signal = { readonly aborted: boolean; readonly reason?: unknown } & Partial<EventTarget>

/** What `work` comes to, or `ABORTED` as soon as the signal is, whatever the work is doing. `what` names it: "generation". */
export async function raceAbort<Value>(
  work: Promise<Value>,
  signal: Signal | undefined,
  what: string,
): Promise<Value> {
  if (!signal?.addEventListener) return await work
  const stop = new AbortController()
  const aborted = new Promise<never>((_, reject) => {
    const check = () => {
      try {
        throwIfAborted(signal, what)
      } catch (error) {
        reject(error as Error)
      }
    }
    signal.addEventListener?.('abort', check, { signal: stop.signal })
    check()
  })
  try {
    return await Promise.race([work, aborted])
  } finally {
    stop.abort()
  }
}
