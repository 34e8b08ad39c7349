import { join } from 'node:path'
import { writeFileAtomic } from '@animegan/node-files'
import { formatMetadata, type ImageRecord } from '../../imagefolder/metadata.js'
import { formatRejects, type Reject } from '../../stages/rejects.js'
import type { CollectedSoFar } from './collection-journal.js'
import { pageName } from './game-page.js'

/** What a collection's folder holds. */
export interface CollectionSummary {
  /** Games that ErogameScape has listed. */
  games: number
  /** Pages at Getchu that were read. */
  pages: number
  /** Of these, pages without character pictures. */
  pagesWithoutPictures: number
  /** Pictures in metadata.jsonl. */
  pictures: number
  /** What was left out, by reason. */
  rejects: Record<string, number>
}

/**
 * Writes metadata.jsonl and rejects.jsonl from all that has been collected, in the order of the games' days of sale and of the
 * pictures on their pages. Of several pictures with equal pixels the first stays. Throws `NOT_WRITABLE`.
 */
export async function writeCollection(folder: string, collected: CollectedSoFar): Promise<CollectionSummary> {
  const records = new Map<string, ImageRecord>()
  const rejects: Reject[] = []
  const games = collected.listKnownGames()
  const pages = games.map(({ comike }) => collected.outcomes.get(pageName(comike)))
  for (const outcome of pages) {
    if (outcome && 'reject' in outcome) rejects.push(outcome.reject)
    if (!outcome || !('pictures' in outcome)) continue
    for (const path of outcome.pictures) {
      const picture = collected.outcomes.get(path)
      if (picture && 'reject' in picture) rejects.push(picture.reject)
      if (!picture || !('record' in picture)) continue
      const { record } = picture
      const first = records.get(record.file_name)
      if (first) rejects.push(rejectDuplicate(path, record, first))
      else records.set(record.file_name, record)
    }
  }
  await writeFileAtomic(join(folder, 'rejects.jsonl'), formatRejects(rejects))
  await writeFileAtomic(join(folder, 'metadata.jsonl'), formatMetadata([...records.values()]))
  const read = pages.flatMap((outcome) => (outcome && 'pictures' in outcome ? [outcome.pictures] : []))
  return {
    games: games.length,
    pages: read.length,
    pagesWithoutPictures: read.filter((pictures) => pictures.length === 0).length,
    pictures: records.size,
    rejects: countReasons(rejects),
  }
}

function rejectDuplicate(name: string, { sha256 }: ImageRecord, first: ImageRecord): Reject {
  const { origin } = first as { origin?: { name?: string } }
  return {
    name,
    source: 'getchu',
    stage: 'collect',
    reason: 'duplicate',
    detail: `has the pixels of ${origin?.name ?? first.file_name}`,
    ...(typeof sha256 === 'string' && { sha256 }),
  }
}

function countReasons(rejects: readonly Reject[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { reason } of rejects) counts[reason] = (counts[reason] ?? 0) + 1
  return counts
}
