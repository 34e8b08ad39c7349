import type { CollectionPlan, CollectionSummary } from '@animegan/dataset/sources/getchu'
import * as z from 'zod/mini'
import { formatDuration } from './duration.js'
import { parseFlags, positiveNumber, wholeNumber } from './flag-values.js'
import { createTerminalProgress } from './terminal-progress.js'

const flagsSchema = z.object({
  out: z.string('expected a folder').check(z.minLength(1, 'expected a folder')),
  'from-year': wholeNumber(1980, 2100),
  'to-year': z.optional(wholeNumber(1980, 2100)),
  limit: z.optional(wholeNumber(1)),
  interval: positiveNumber(),
  contact: z.optional(z.string()),
  erogamescape: z.optional(z.string()),
  getchu: z.optional(z.string()),
  'dry-run': z.optional(z.boolean()),
})

/** Does `animegan dataset collect getchu`. Throws `INVALID_OPTION` for wrong flags, and as `collectGetchu` does. */
export async function collectGetchuToFolder(
  rawFlags: Record<string, unknown>,
  signal: AbortSignal,
): Promise<void> {
  const flags = parseFlags(flagsSchema, rawFlags)
  const { 'from-year': fromYear, 'to-year': toYear, 'dry-run': dryRun, ...rest } = flags
  const options = { ...rest, fromYear, toYear, signal }
  const { collectGetchu, planCollection } = await import('@animegan/dataset/sources/getchu')
  if (dryRun) {
    console.log(formatPlan(await planCollection(options)))
    return
  }
  const onListing = createTerminalProgress('listing games')
  const onCollecting = createTerminalProgress('games')
  try {
    const summary = await collectGetchu({
      ...options,
      onProgress: ({ phase, ...progress }) => (phase === 'listing' ? onListing : onCollecting)(progress),
      onRetry({ delay, failure }) {
        onCollecting.clear()
        process.stderr.write(`${failure.detail}; trying again in ${formatDuration(delay / 1000)}\n`)
      },
    })
    onCollecting.clear()
    console.log(formatSummary(flags.out, summary))
  } finally {
    onListing.clear()
    onCollecting.clear()
  }
}

/** What a collection holds, and what was left out. */
function formatSummary(out: string, summary: CollectionSummary): string {
  const { games, pages, pagesWithoutPictures, pictures, rejects } = summary
  const reasons = Object.entries(rejects).sort(([, a], [, b]) => b - a)
  const left = reasons.reduce((sum, [, count]) => sum + count, 0)
  return [
    `${out} holds ${pictures} pictures with metadata.jsonl`,
    `games: ${games} listed, ${pages} pages read, ${pagesWithoutPictures} of them without character pictures`,
    left === 0
      ? 'left out: nothing'
      : `left out (rejects.jsonl): ${left}, ${reasons.map(([reason, count]) => `${reason} ${count}`).join(', ')}`,
    ...(rejects['age-gate'] || rejects['page-changed']
      ? [`pages that were not understood are in ${out}/pages-kept; delete one to have it asked for again`]
      : []),
  ].join('\n')
}

/** What a collection would ask for: what is known by address, and the form of the rest. */
function formatPlan({ userAgent, interval, form, site, queries, pages, pictures }: CollectionPlan): string {
  const lines = [`every ${interval} s at most one request, as ${userAgent}, where robots.txt allows it`]
  const [query] = queries
  if (query) {
    const years = queries.length === 1 ? `${query.year}` : `${query.year} to ${queries.at(-1)!.year}`
    lines.push(`games of ${years}: POST ${form}, a year at a time until no row comes`, `  ${query.sql}`)
  }
  const listFirst = (what: string, addresses: readonly string[]) => {
    if (addresses.length === 0) return
    lines.push(`${what}: ${addresses.length}`, ...addresses.slice(0, 3).map((address) => `  GET ${address}`))
  }
  listFirst('pages of games listed earlier', pages)
  listFirst('pictures found earlier', pictures)
  lines.push(`for each game that is listed: GET ${site}soft.phtml?id=ID&gc=gc`)
  lines.push(`for each character picture on its page: GET ${site}brandnew/ID/cIDcharaN.jpg`)
  return [...lines, 'dry run: nothing was asked for'].join('\n')
}
