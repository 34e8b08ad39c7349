import type { ImageRecord } from '../imagefolder/metadata.js'
import { type Relation, readRelation } from '../splits/relate-records.js'
import type { Problem, ProblemCode } from './problem.js'

/** A record, where it stands, and the hash of its image if that could be read. */
export interface VerifiedRecord {
  line: number
  record: ImageRecord
  sha256?: string | undefined
}

/** How a problem is called, and what it is that two splits have. */
const tears: readonly (readonly [Relation, ProblemCode, string])[] = [
  ['duplicates', 'duplicates-in-two-splits', 'group of duplicates'],
  ['relatives', 'relatives-in-two-splits', 'group of duplicates and mirror images'],
  ['picture', 'picture-in-two-splits', 'picture that it was cut from'],
  ['work', 'work-in-two-splits', 'work'],
]

/** The records that stand in another split than the first of the same image, or of something else that splits must not part. */
export function checkSplits(records: readonly VerifiedRecord[]): Problem[] {
  return [
    ...findTorn(records, 'image-in-two-splits', 'image', ({ sha256 }) => sha256),
    ...tears.flatMap(([relation, code, what]) =>
      findTorn(records, code, what, ({ record }) => readRelation(record, relation)),
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
