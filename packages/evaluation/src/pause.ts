import { setImmediate } from 'node:timers/promises'
import { throwIfAborted } from '@animegan/core'

/** Lets other work run in between, a server's answers or the key that stops all. Throws `ABORTED`; `what` names the work. */
export async function pause(signal: AbortSignal | undefined, what: string): Promise<void> {
  await setImmediate()
  throwIfAborted(signal, what)
}
