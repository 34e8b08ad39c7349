import { once } from 'node:events'
import { InvalidInputError } from '@animegan/core'
import type { HandPrecision, JudgingSettings } from '@animegan/evaluation'
import * as z from 'zod/mini'
import { oneOf, parseFlags, positiveNumber, wholeNumber } from '../flag-values.js'
import { openInBrowser } from '../open-in-browser.js'
import { drawJudged } from './draw-judged.js'
import { modelFlags } from './open-model.js'
import { formatPrecision } from './precision-table.js'
import { formatModel, printResult } from './result-output.js'

const flagsSchema = z.object({
  ...modelFlags,
  out: z.string().check(z.minLength(1, 'expected a folder')),
  weights: z.optional(modelFlags.weights),
  images: z.optional(wholeNumber(1, 10_000)),
  tags: z.optional(z.string()),
  seed: z.optional(wholeNumber(0)),
  truncation: z.optional(positiveNumber()),
  report: z.optional(z.boolean()),
  json: z.optional(z.boolean()),
  port: wholeNumber(0, 65535),
  open: z.optional(oneOf(['yes', 'no'])),
})
type Flags = z.output<typeof flagsSchema>

/**
 * Does `animegan evaluate judge`: draws what is missing and serves the page until Ctrl-C, or prints the table. Throws
 * `INVALID_OPTION`, `INVALID_DATA`, `JUDGING_LOCKED`, `NOT_WRITABLE`, `ABORTED` when it is stopped before it serves, and as
 * `openModel` does.
 */
export async function evaluateJudge(rawFlags: Record<string, unknown>, signal: AbortSignal): Promise<void> {
  const flags = parseFlags(flagsSchema, rawFlags)
  const { out, weights, report, json } = flags
  const { readJudgingSettings } = await import('@animegan/evaluation')
  if (report) {
    const { precision, text } = await summarize(out)
    printResult(precision, { text, json, pictures: [] })
    return
  }
  if (json)
    throw new InvalidInputError('INVALID_OPTION', '--json: only the table comes as JSON: add --report')
  if (weights !== undefined) await drawJudged({ ...flags, weights }, signal)
  else refuseToDraw(flags, await readJudgingSettings(out))
  await serve(flags, signal)
  console.log(`\n${(await summarize(out)).text}`)
}

/** Without weights nothing can be drawn: the folder must have all already. */
function refuseToDraw({ out, ...flags }: Flags, settings: JudgingSettings | undefined): void {
  const refuse = (message: string) => new InvalidInputError('INVALID_OPTION', message)
  if (settings === undefined) {
    throw refuse(`${out} has no images to judge yet: say with --weights which model draws them`)
  }
  const name = (['images', 'tags', 'seed', 'truncation'] as const).find((name) => flags[name] !== undefined)
  if (name !== undefined) throw refuse(`--${name}: say with --weights which model draws, or leave it out`)
}

async function serve({ out, port, open }: Flags, signal: AbortSignal): Promise<void> {
  const { startJudging } = await import('@animegan/evaluation')
  const commandFor = (port: number) => `animegan evaluate judge --out ${quote(out)} --port ${port}`
  const judging = await startJudging(out, { port, commandFor })
  try {
    console.log(
      `${judging.address}\nPress Ctrl-C when you are done; every judgement is kept in ${out}/judgements.jsonl.`,
    )
    if (open === 'yes' || (open === undefined && process.stdout.isTTY)) await openInBrowser(judging.address)
    if (!signal.aborted) await once(signal, 'abort')
  } finally {
    await judging.close()
  }
}

/** What was judged so far, and as a table. */
async function summarize(out: string): Promise<{ precision: HandPrecision; text: string }> {
  const { readJudgingSettings, summarizeJudging } = await import('@animegan/evaluation')
  const precision = await summarizeJudging(out)
  const { asked, images, tags: schema } = (await readJudgingSettings(out))!
  const judged = precision.tags.reduce((sum, { asked }) => sum + asked, 0)
  const table = judged === 0 ? [] : ['', formatPrecision(precision, schema)]
  const model = formatModel(precision.model, precision.truncation)
  const text = [`${model}: ${judged} of ${asked.length * images} images judged`, ...table].join('\n')
  return { precision, text }
}

/** A word as a shell takes it. */
const quote = (word: string): string =>
  /^[\w./~-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
