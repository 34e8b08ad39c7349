import { checkRecord } from '../imagefolder/metadata.js'
import type { KnownColumns, Refusal } from './import-item.js'

/** What is filled in where a record does not say it. */
export interface MissingColumns {
  source: string
  split: string
  year?: number | undefined
}

/**
 * The columns of another data set's record as ours: all are kept. Tags may also be text with commas or a JSON list, and numbers may
 * be text, as a CSV has them; empty text counts as absent. A record that is still none of ours is refused.
 */
export function readColumns(
  row: Readonly<Record<string, unknown>>,
  missing: MissingColumns,
): { columns: KnownColumns } | { refusal: Refusal } {
  const columns: Record<string, unknown> = { tags: [], ...missing }
  for (const [name, value] of Object.entries(row)) {
    if (name === 'file_name' || value === '' || value === undefined) continue
    if (name === 'year' && value === null && missing.year !== undefined) continue
    columns[name] = readers[name]?.(value) ?? value
  }
  if (columns.year === undefined) delete columns.year
  try {
    const { file_name: _, ...checked } = checkRecord({ file_name: 'any', ...columns }, 'record')
    return { columns: { ...checked, source: checked.source ?? missing.source } }
  } catch (error) {
    const detail = error instanceof Error ? error.message.replace(/^record: /, '') : String(error)
    return { refusal: { reason: 'bad-record', detail } }
  }
}

const readNumber = (value: unknown): unknown =>
  typeof value === 'string' && Number.isFinite(Number(value)) ? Number(value) : value

function readJson(value: unknown): unknown {
  if (typeof value !== 'string') return value
  try {
    return JSON.parse(value)
  } catch {
    return value
  }
}

function readTags(value: unknown): unknown {
  const list = value === null ? [] : readJson(value)
  if (typeof list !== 'string') return list
  return list
    .split(/[,、，]/)
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '')
}

const readers: Record<string, (value: unknown) => unknown> = {
  tags: readTags,
  scores: readJson,
  year: readNumber,
  seed: readNumber,
}
