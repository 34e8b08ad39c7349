import type { ImageRecord } from '../imagefolder/metadata.js'
import type { Problem, ProblemCode } from './problem.js'

/** A record, where it stands, and the hash of its image if that could be read. */
export interface VerifiedRecord {
  line: number
  record: ImageRecord
  sha256?: string | undefined
}

/** The records that stand in another split than the first of the same image, group of duplicates or work. */
export function checkSplits(records: readonly VerifiedRecord[]): Problem[] {
  return [
    ...findTorn(records, 'image-in-two-splits', 'image', ({ sha256 }) => sha256),
    ...findTorn(
      records,
      'duplicates-in-two-splits',
      'group of duplicates',
      ({ record }) => record.duplicates,
    ),
    ...findTorn(
      records,
      'work-in-two-splits',
      'work',
      ({ record }) => (record.origin as { work?: unknown } | undefined)?.work,
    ),
  ]
}

function findTorn(
  records: readonly VerifiedRecord[],
  code: ProblemCode,
  what: string,
  keyOf: (record: VerifiedRecord) => unknown,
): Problem[] {
  const first = new Map<unknown, VerifiedRecord>()
  return records.flatMap((verified) => {
    const key = keyOf(verified)
    if (key === undefined || key === null) return []
    const before = first.get(key)
    if (before === undefined) first.set(key, verified)
    const { line, record } = verified
    if (before === undefined || before.record.split === record.split) return []
    const detail = `it is in split ${record.split}, and the same ${what} in line ${before.line} is in ${before.record.split}`
    return [{ code, line, file_name: record.file_name, detail }]
  })
}
