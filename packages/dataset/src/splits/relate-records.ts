import { DisjointSets } from '../disjoint-sets.js'
import type { ImageRecord } from '../imagefolder/metadata.js'

const relations = ['file', 'duplicates', 'relatives', 'picture', 'work'] as const

/** What records can have in common so that a split must not part them. */
export type Relation = (typeof relations)[number]

/** Records that stay together. */
export interface RelatedRecords {
  /** Places of the records. */
  members: number[]
  /** What decides where the group goes; it stays the same when records join that have it too. */
  key: string
}

/** Groups of records, and for each relation how many groups of two or more it makes by itself. */
export interface RelatedGroups {
  groups: RelatedRecords[]
  counts: Record<Relation, number>
}

/**
 * Groups records that have something in common, over any number of steps: the same image file, a group of `duplicates` or
 * `relatives` (mirror images; see the deduplicate stage), the picture that faces were cut from (`origin.picture`), or the work, a game
 * (`origin.work`).
 */
export function relateRecords(records: readonly ImageRecord[]): RelatedGroups {
  const sets = new DisjointSets(records.length)
  const counts = { file: 0, duplicates: 0, relatives: 0, picture: 0, work: 0 }
  for (const relation of relations) {
    const first = new Map<string, { place: number; isCounted: boolean }>()
    for (const [place, record] of records.entries()) {
      const value = readRelation(record, relation)
      if (value === undefined) continue
      const other = first.get(value)
      if (other === undefined) {
        first.set(value, { place, isCounted: false })
        continue
      }
      if (!other.isCounted) counts[relation]++
      other.isCounted = true
      sets.join(other.place, place)
    }
  }
  const groups = sets.list().map((members) => ({
    members,
    key: members.map((place) => nameOf(records[place]!)).sort()[0]!,
  }))
  return { groups, counts }
}

/** The most lasting thing that a record belongs to. */
function nameOf(record: ImageRecord): string {
  for (const relation of ['work', 'picture', 'file'] as const) {
    const value = readRelation(record, relation)
    if (value !== undefined) return `${relation} ${value}`
  }
  return `name ${record.file_name}`
}

/** What a record has of a relation; undefined when nothing. */
export function readRelation(record: ImageRecord, relation: Relation): string | undefined {
  const origin = (record.origin ?? {}) as { picture?: unknown; work?: unknown }
  const value = {
    file: record.sha256,
    duplicates: record.duplicates,
    relatives: record.relatives,
    picture: origin.picture,
    work: origin.work,
  }[relation]
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
}
