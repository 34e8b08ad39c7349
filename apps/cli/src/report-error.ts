import { AnimeganError, InvalidInputError } from '@animegan/core'

/** What the shell gets: 2 for what was typed wrongly, 130 after Ctrl-C, 1 for everything else. */
export const exitCodes = { ok: 0, failure: 1, usage: 2, interrupted: 130 } as const

/** Writes one line on stderr that says what went wrong (with ANIMEGAN_DEBUG=1 the stack too), and tells the exit code. */
export function reportError(error: unknown): number {
  const known = AnimeganError.isInstance(error)
  const message = error instanceof Error ? error.message : String(error)
  const line = message.replace(/\s*\n\s*/g, ' ').trim()
  const hint = known ? '' : ' (unexpected; ANIMEGAN_DEBUG=1 shows where)'
  const aborted = known && error.code === 'ABORTED'
  process.stderr.write(`animegan: ${aborted ? 'stopped' : `${line}${hint}`}\n`)
  if (process.env.ANIMEGAN_DEBUG === '1' && error instanceof Error) process.stderr.write(`${error.stack}\n`)
  if (aborted) return exitCodes.interrupted
  return InvalidInputError.isInstance(error) ? exitCodes.usage : exitCodes.failure
}
