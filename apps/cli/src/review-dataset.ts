import { once } from 'node:events'
import * as z from 'zod/mini'
import { oneOf, parseFlags, wholeNumber } from './flag-values.js'
import { openInBrowser } from './open-in-browser.js'
import { readTagSchema } from './tag-schema.js'
import { createTerminalProgress } from './terminal-progress.js'

const flagsSchema = z.object({
  dir: z.string().check(z.minLength(1, 'expected the folder of a data set')),
  port: wholeNumber(0, 65535),
  open: z.optional(oneOf(['yes', 'no'])),
  schema: z.string(),
})

/**
 * Does `animegan dataset review`: serves the page until Ctrl-C. Throws `INVALID_OPTION`, `INVALID_SPEC`, `INVALID_DATA`,
 * `REVIEW_LOCKED`, `NOT_WRITABLE`, and `ABORTED` when it is stopped before it serves.
 */
export async function reviewDataset(rawFlags: Record<string, unknown>, signal: AbortSignal): Promise<void> {
  const { dir, port, open, schema } = parseFlags(flagsSchema, rawFlags)
  const tagSchema = await readTagSchema(schema)
  const commandFor = (port: number) =>
    [
      'animegan dataset review',
      quote(dir),
      ...(schema === 'anime' ? [] : ['--schema', quote(schema)]),
      `--port ${port}`,
    ].join(' ')
  const { startReview } = await import('@animegan/dataset')
  const onProgress = createTerminalProgress('pictures read')
  const review = await startReview(dir, { schema: tagSchema, port, commandFor, signal, onProgress }).finally(
    onProgress.clear,
  )
  try {
    console.log(
      `${review.address}\nPress Ctrl-C when you are done; every decision is kept in ${dir}/decisions.jsonl.`,
    )
    if (open === 'yes' || (open === undefined && process.stdout.isTTY)) await openInBrowser(review.address)
    if (!signal.aborted) await once(signal, 'abort')
  } finally {
    await review.close()
  }
  const { pictures, accepted, rejected, retagged } = review.count()
  console.log(`${pictures} pictures: ${accepted} accepted, ${rejected} rejected, ${retagged} with other tags`)
}

/** A word as a shell takes it. */
const quote = (word: string): string =>
  /^[\w./~-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
