import { readFile } from 'node:fs/promises'
import { parse } from 'csv-parse/sync'
import type { Refusal } from './import-item.js'

/** One line of a metadata file: its columns, or what is wrong with it. */
export type MetadataRow = { line: number } & ({ columns: Record<string, unknown> } | { refusal: Refusal })

/** Names of the files that say what pictures of an image folder are, in Hugging Face's convention. */
export const metadataNames = ['metadata.jsonl', 'metadata.csv']

/** Reads a metadata.jsonl or metadata.csv line by line, without a schema. Throws what the system says when it cannot be read. */
export async function readMetadataRows(path: string): Promise<MetadataRow[]> {
  const text = (await readFile(path, 'utf8')).replace(/^\uFEFF/, '')
  return path.endsWith('.csv') ? readCsv(text) : readLines(text)
}

function readLines(text: string): MetadataRow[] {
  return text.split('\n').flatMap((content, index) => {
    if (content.trim() === '') return []
    return [{ line: index + 1, ...parseObject(content) }]
  })
}

/** Text that should hold one JSON object, as columns. */
export function parseObject(text: string): { columns: Record<string, unknown> } | { refusal: Refusal } {
  try {
    const json: unknown = JSON.parse(text)
    if (typeof json === 'object' && json !== null && !Array.isArray(json)) {
      return { columns: json as Record<string, unknown> }
    }
  } catch {
    // It is told below.
  }
  const detail = `expected one JSON object, got ${text.trim().slice(0, 40)}`
  return { refusal: { reason: 'bad-record', detail } }
}

function readCsv(text: string): MetadataRow[] {
  try {
    const rows: { record: Record<string, string>; info: { lines: number } }[] = parse(text, {
      ...{ columns: true, skip_empty_lines: true, info: true },
    })
    return rows.map(({ record, info }) => ({ line: info.lines, columns: record }))
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    return [{ line: 1, refusal: { reason: 'bad-record', detail: `the file is no CSV: ${detail}` } }]
  }
}
