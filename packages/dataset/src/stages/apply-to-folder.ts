import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { InvalidInputError } from '@animegan/core'
import { writeFileAtomic } from '@animegan/node-files'
import { formatMetadata, type ImageRecord, parseMetadata } from '../imagefolder/metadata.js'
import { readRecords } from '../imagefolder/read-records.js'
import { formatRejects, parseRejects, type Reject } from './rejects.js'
import type { CorpusStage, StageResult } from './stage.js'

/**
 * Applies a stage to a finished data set: rewrites its metadata.jsonl and rejects.jsonl, each in one moment. What the stage itself
 * left out before is put back first, so it can be applied again with other options, and twice is the same as once. Image files stay
 * where they are.
 *
 * Throws `INVALID_DATA`, `NOT_WRITABLE`, `ABORTED`, and what the stage throws.
 */
export async function applyToFolder(
  dir: string,
  stage: CorpusStage,
  signal?: AbortSignal | undefined,
): Promise<StageResult> {
  const listed = await readRecords(dir)
  const rejects = await readRejects(dir)
  const names = new Set(listed.map(({ file_name }) => file_name))
  const restored = rejects
    .filter(({ stage: by }) => by === stage.name)
    .flatMap(readRecord)
    .filter(({ file_name }) => !names.has(file_name) && existsSync(join(dir, file_name)))
  const records = [...listed, ...restored]
  const context = { folder: dir, journal: join(dir, '.pipeline', 'journal'), signal }
  const result = await stage.apply(records, context)

  const before = new Map(records.map((record) => [record.file_name, record]))
  const others = rejects.filter(({ stage: by, name }) => by !== stage.name || !before.has(name))
  const added = result.rejects.map((reject): Reject => ({ ...reject, record: before.get(reject.name) }))
  // First: a picture that is in both files is less bad than one that is in none.
  if (rejects.length > 0 || added.length > 0) {
    await writeFileAtomic(join(dir, 'rejects.jsonl'), formatRejects([...others, ...added]))
  }
  await writeFileAtomic(join(dir, 'metadata.jsonl'), formatMetadata(result.records))
  return result
}

/** Reads the rejects of a data set: none where there is no rejects.jsonl. Throws `INVALID_DATA`. */
export async function readRejects(dir: string): Promise<Reject[]> {
  const path = join(dir, 'rejects.jsonl')
  const text = await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return ''
    throw new InvalidInputError('INVALID_DATA', `cannot read ${path}: ${cause.message}`, { cause })
  })
  return parseRejects(text, path)
}

/** The record of a picture that was left out, if the reject has it. */
function readRecord({ name, record }: Reject): ImageRecord[] {
  return record === undefined ? [] : parseMetadata(JSON.stringify(record), `rejects.jsonl, ${name}`)
}
