import { createHash } from 'node:crypto'
import { access, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AnimeganError, throwIfAborted } from '@animegan/core'
import type { Report } from '@animegan/evaluation'
import * as z from 'zod/mini'

/** One measurement of a report, which is kept on disk when it is done. */
export interface ReportPart<Result> {
  /** For people, and for the name of its file: `FID, illustration2vec`. */
  name: string
  /** `id` of the model that is measured, if it is one. */
  model?: string | undefined
  /** All that the result depends on, as JSON: with other settings it is measured anew. */
  settings: unknown
  schema: z.ZodMiniType<Result>
  measure(): Promise<Result>
  /** Files below the report's folder that belong to the result; when one is missing, all is measured anew. */
  listFiles?(result: Result): readonly string[]
}

export interface ReportPartsOptions {
  /** Of the report; results are kept in `.parts` in it. */
  folder: string
  /** Number of parts that there will be. */
  total: number
  signal: AbortSignal
  /** Called before each part that must be measured. `at` counts all parts from 1. */
  onPart(part: { name: string; model?: string | undefined; at: number; total: number }): void
}

/** The parts of a report, one after the other: each gives its result, or a failure. */
export class ReportParts {
  /** What could not be measured so far, and why. */
  readonly failures: Report['failures'] = []
  #at = 0
  #measured = 0

  constructor(readonly options: ReportPartsOptions) {}

  /** How many parts were measured, and not found as an earlier report had left them. */
  get measured(): number {
    return this.#measured
  }

  /**
   * The result of a part: what an earlier report left, or else measured now. `undefined` when that fails, and then `failures` says why. An
   * interruption and a folder that cannot be written to are no failures of a part: they are thrown, as `ABORTED` and `NOT_WRITABLE`.
   */
  async run<Result>(part: ReportPart<Result>): Promise<Result | undefined> {
    const { folder, total, signal, onPart } = this.options
    const { name, model, settings } = part
    const at = ++this.#at
    throwIfAborted(signal, 'the report')
    const path = join(folder, '.parts', nameFile(part))
    const kept = await readResult(path, part, folder)
    if (kept !== undefined) return kept
    onPart({ name, model, at, total })
    let result: Result
    try {
      result = await part.measure()
    } catch (error) {
      if (isFatal(error, signal)) throw error
      const reason = error instanceof Error ? error.message : String(error)
      this.failures.push({ part: name, ...(model === undefined ? {} : { model }), reason })
      return undefined
    }
    this.#measured++
    const { writeFileAtomic } = await import('@animegan/node-files')
    await writeFileAtomic(path, `${JSON.stringify({ settings, result }, null, 2)}\n`)
    return result
  }
}

const isFatal = (error: unknown, signal: AbortSignal): boolean =>
  signal.aborted ||
  (AnimeganError.isInstance(error) && (error.code === 'ABORTED' || error.code === 'NOT_WRITABLE'))

function nameFile({ name, settings }: Pick<ReportPart<unknown>, 'name' | 'settings'>): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([name, settings]))
    .digest('hex')
  return `${name.toLowerCase().replace(/[^a-z0-9]+/g, '-')}-${hash.slice(0, 12)}.json`
}

/** A file that is absent, damaged or of an older schema counts as none. */
async function readResult<Result>(
  path: string,
  { schema, listFiles }: ReportPart<Result>,
  folder: string,
): Promise<Result | undefined> {
  try {
    const { result } = z.parse(z.object({ result: schema }), JSON.parse(await readFile(path, 'utf8')))
    for (const file of listFiles?.(result) ?? []) await access(join(folder, file))
    return result
  } catch {
    return undefined
  }
}
