import { readFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join, posix } from 'node:path'
import { InvalidInputError, type TagSchema, throwIfAborted } from '@animegan/core'
import { type ImageRecord, parseMetadata } from '../imagefolder/metadata.js'
import { completeLimits, type PictureLimits } from '../sources/decode-picture.js'
import { isPictureName } from '../sources/picture-name.js'
import { walkFolder } from '../sources/walk-folder.js'
import { checkImage } from './check-image.js'
import { checkLabels } from './check-labels.js'
import { checkSplits, type VerifiedRecord } from './check-splits.js'
import type { Problem, ProblemCode } from './problem.js'

export interface VerifyDatasetOptions extends PictureLimits {
  signal?: AbortSignal | undefined
  onProgress?: ((progress: { done: number; total: number }) => void) | undefined
}

/** What was found out about a data set. */
export interface Verification {
  /** Records that could be read. */
  records: number
  /** False when no record has a tag: then the data set is not tagged yet, and its labels are not looked at. */
  labelsChecked: boolean
  /** How many problems there are of each code. */
  counts: Partial<Record<ProblemCode, number>>
  /** In the order of the lines; files that no line lists come last. */
  problems: Problem[]
}

/**
 * Looks at all of a data set: every line of its metadata, every image decoded to the last pixel and compared with its record, every
 * label against the schema and its scores, that no image, group of duplicates or work is in two splits, and that no image lies about unlisted.
 * It changes nothing.
 *
 * Throws `INVALID_DATA` when there is no metadata.jsonl, and `ABORTED`.
 */
export async function verifyDataset(
  dir: string,
  schema: TagSchema,
  options: VerifyDatasetOptions = {},
): Promise<Verification> {
  const { signal, onProgress } = options
  const limits = completeLimits(options)
  const { records, problems } = await readLines(dir)
  problems.push(...findRepeated(records))
  const labelsChecked = records.some(({ record }) => record.tags.length > 0)
  const queue = records.values()
  let done = 0
  const check = async () => {
    for (const verified of queue) {
      throwIfAborted(signal, 'verification')
      const { line, record } = verified
      const image = await checkImage(dir, record, limits)
      verified.sha256 = image.sha256
      const labels = labelsChecked ? checkLabels(record, schema) : []
      for (const problem of [...image.problems, ...labels]) {
        problems.push({ line, file_name: record.file_name, ...problem })
      }
      onProgress?.({ done: ++done, total: records.length })
    }
  }
  await Promise.all(Array.from({ length: availableParallelism() + 1 }, check))
  problems.push(...checkSplits(records), ...(await findUnlisted(dir, records)))
  problems.sort((a, b) => (a.line ?? Number.MAX_VALUE) - (b.line ?? Number.MAX_VALUE))
  const counts: Verification['counts'] = {}
  for (const { code } of problems) counts[code] = (counts[code] ?? 0) + 1
  return { records: records.length, labelsChecked, counts, problems }
}

/** Every line by itself, so that a bad one hides none of the others. */
async function readLines(dir: string): Promise<{ records: VerifiedRecord[]; problems: Problem[] }> {
  const source = join(dir, 'metadata.jsonl')
  const text = await readFile(source, 'utf8').catch((cause: unknown) => {
    const message = `cannot read ${source}; ${dir} should be a folder with images and a metadata.jsonl`
    throw new InvalidInputError('INVALID_DATA', message, { cause })
  })
  const records: VerifiedRecord[] = []
  const problems: Problem[] = []
  for (const [index, content] of text.split('\n').entries()) {
    const line = index + 1
    try {
      for (const record of parseMetadata(content, '')) records.push({ line, record })
    } catch (error) {
      const detail = error instanceof Error ? error.message.replace(/^, line 1: /, '') : String(error)
      problems.push({ code: 'bad-line', line, detail })
    }
  }
  return { records, problems }
}

function findRepeated(records: readonly VerifiedRecord[]): Problem[] {
  const first = new Map<string, number>()
  return records.flatMap(({ line, record: { file_name } }) => {
    const before = first.get(file_name)
    if (before === undefined) first.set(file_name, line)
    const code = 'repeated-file-name' as const
    return before === undefined
      ? []
      : [{ code, line, file_name, detail: `line ${before} has the same image` }]
  })
}

async function findUnlisted(dir: string, records: readonly VerifiedRecord[]): Promise<Problem[]> {
  const listed = new Set(
    records.map(({ record }: { record: ImageRecord }) => posix.normalize(record.file_name)),
  )
  const problems: Problem[] = []
  for await (const { name, kind } of walkFolder(dir)) {
    if (kind !== 'file' || listed.has(name) || !isPictureName(name)) continue
    const detail = 'no line of metadata.jsonl lists this picture'
    problems.push({ code: 'unlisted-image', file_name: name, detail })
  }
  return problems
}
