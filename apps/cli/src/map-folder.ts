import { basename, resolve } from 'node:path'
import * as z from 'zod/mini'
import { oneOf, parseFlags, wholeNumber } from './flag-values.js'
import { drawFolderMap } from './folder-map.js'
import { estimatorFlags } from './open-estimator.js'

const path = (what: string) => z.string().check(z.minLength(1, `expected ${what}`))

const flagsSchema = z.object({
  ...estimatorFlags,
  dir: path('an image folder'),
  estimator: z.optional(estimatorFlags.estimator),
  features: z.optional(path('the path of a .npy file')),
  count: wholeNumber(10, 5000),
  seed: wholeNumber(0),
  perplexity: z.optional(wholeNumber(2, 1000)),
  steps: wholeNumber(1, 10_000),
  out: z.optional(z.string().check(z.regex(/\.png$/i, 'expected the path of a .png file'))),
  html: z.optional(z.string().check(z.regex(/\.html?$/i, 'expected the path of an .html file'))),
  arrange: oneOf(['scatter', 'grid']),
  size: wholeNumber(256, 16_384),
  title: z.optional(z.string().check(z.minLength(1, 'expected a title'))),
  schema: z.string(),
})

/**
 * Does `animegan dataset map`. Throws `INVALID_OPTION` for wrong flags, `NOT_WRITABLE`, and as {@link drawFolderMap} does.
 */
export async function mapFolder(rawFlags: Record<string, unknown>, signal: AbortSignal): Promise<void> {
  const flags = parseFlags(flagsSchema, rawFlags)
  const { title = basename(resolve(flags.dir)) } = flags
  const wantsBoth = flags.out === undefined && flags.html === undefined
  const { out, html } = wantsBoth ? { out: 'map.png', html: 'map.html' } : flags
  const { assertWritable, writeFileAtomic } = await import('@animegan/runtime-node')
  for (const file of [out, html]) if (file !== undefined) await assertWritable(file)
  const { map, shown, total, featuresName } = await drawFolderMap({ ...flags, title }, signal)
  if (out !== undefined) await writeFileAtomic(out, map.png)
  if (html !== undefined) await writeFileAtomic(html, Buffer.from(map.html))
  console.log(
    `wrote ${[out, html].filter((file) => file !== undefined).join(' and ')}: ${shown} of ${total} pictures ` +
      `by ${featuresName}; trustworthiness ${map.trustworthiness.toFixed(3)}`,
  )
}
