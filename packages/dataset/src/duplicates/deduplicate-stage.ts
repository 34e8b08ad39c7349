import { InvalidInputError } from '@animegan/core'
import type { ImageRecord } from '../imagefolder/metadata.js'
import type { Reject } from '../stages/rejects.js'
import type { CorpusStage, StageResult } from '../stages/stage.js'
import { collectFingerprints } from './collect-fingerprints.js'
import { type FoundDuplicates, findDuplicates } from './find-duplicates.js'
import { FingerprintStore } from './fingerprint-store.js'

export interface DeduplicateOptions {
  /**
   * Two pictures are duplicates when their difference is below this: the largest difference of colour, in CIELAB, of any patch an eighth
   * of the side wide, after one is laid over the other. Above 0, default 8. At 12 and more, faces that only differ in the colour of
   * their hair or eyes count as duplicates.
   */
  threshold?: number | undefined
  /** `first` (the default) leaves out all but the best of each group; `all` only marks them. */
  keep?: 'first' | 'all' | undefined
  /** How far it is: all pictures are hashed, then each is compared with all others. */
  onProgress?:
    | ((progress: { phase: 'hashing' | 'comparing'; done: number; total: number }) => void)
    | undefined
}

const name = 'deduplicate'
/** Raised when the code changes what comes out. */
const revision = 1
const defaultThreshold = 8

/**
 * Makes the stage that finds pictures that show the same: with equal pixels, re-encoded, resized, slightly cropped, shifted,
 * lightened. Writes two columns, absent where there is nothing to say:
 *
 * - `duplicates`, the group: first digits of the SHA-256 of its best picture. Every member is near that one itself. The best has the largest face
 *   (then picture, then sharpness, then place in the list). By default the others become rejects with reason `duplicate`.
 * - `relatives`, what a split must keep together: duplicates and mirror images, over any number of steps.
 *
 * A picture that cannot be decoded becomes a reject with reason `unreadable`. Fingerprints are kept in the journal by the
 * SHA-256 of the files, so only new pictures are decoded.
 *
 * Throws `INVALID_OPTION`; the stage throws `INVALID_DATA` for a picture that is not there, `NOT_WRITABLE`, `ABORTED`.
 */
export function createDeduplicateStage(options: DeduplicateOptions = {}): CorpusStage {
  const { threshold = defaultThreshold, keep = 'first', onProgress } = options
  if (!(threshold > 0 && threshold <= 100)) {
    throw new InvalidInputError(
      'INVALID_OPTION',
      `threshold: expected a number above 0, up to 100, got ${threshold}`,
    )
  }
  if (keep !== 'first' && keep !== 'all') {
    throw new InvalidInputError('INVALID_OPTION', `keep: expected "first" or "all", got "${keep}"`)
  }
  return {
    name,
    settings: { threshold, keep, revision },
    async apply(records, { folder, journal, signal, onProgress: report }) {
      using store = new FingerprintStore(journal)
      const pictures = await collectFingerprints(records, store, {
        folder,
        signal,
        onProgress: (progress) => {
          onProgress?.({ phase: 'hashing', ...progress })
          report?.(progress)
        },
      })
      const found = await findDuplicates(
        pictures.filter(({ problem }) => problem === undefined),
        store,
        {
          threshold,
          signal,
          onProgress: (progress) => onProgress?.({ phase: 'comparing', ...progress }),
        },
      )
      const result = describeDuplicates(records, found, keep)
      for (const { record, sha256, problem } of pictures) {
        if (problem !== undefined)
          result.rejects.push(createReject(record, sha256, 'unreadable', { detail: problem }))
      }
      return result
    },
  }
}

/** Writes what was found into records and rejects, both in the order of the records. */
function describeDuplicates(
  records: readonly ImageRecord[],
  { pictures, pixels, originals, differences, relatives }: FoundDuplicates,
  keep: 'first' | 'all',
): StageResult {
  const nameOf = (place: number) => pictures[place]!.sha256.slice(0, 12)
  const members = countValues(originals)
  const isKept = (place: number) => keep === 'all' || originals[place] === place
  const roots = Int32Array.from(pictures.keys(), (place) => (isKept(place) ? relatives.find(place) : -1))
  const related = countValues(roots)
  const placeOf = new Map(pictures.map(({ record }, place) => [record, place]))
  const result: StageResult = { records: [], rejects: [] }
  for (const record of records) {
    const place = placeOf.get(record)
    if (place === undefined) continue
    const original = originals[place]!
    if (!isKept(place)) {
      const best = pictures[original]!.record.file_name
      const isEqual = pixels[place] === pixels[original]
      const how = isEqual ? 'equal pixels' : `difference ${differences[place]!.toFixed(1)}`
      result.rejects.push(
        createReject(record, pictures[place]!.sha256, 'duplicate', {
          detail: `shows the same as ${best} (${how})`,
          duplicate_of: best,
          duplicates: nameOf(original),
        }),
      )
      continue
    }
    const { duplicates: _, relatives: __, ...rest } = record
    const isGrouped = members.get(original)! > 1
    const root = roots[place]!
    result.records.push({
      ...rest,
      ...(isGrouped ? { duplicates: nameOf(original) } : {}),
      ...(related.get(root)! > 1 ? { relatives: nameOf(root) } : {}),
    })
  }
  return result
}

function countValues(values: Int32Array): Map<number, number> {
  const counts = new Map<number, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return counts
}

function createReject(
  { file_name, source }: ImageRecord,
  sha256: string,
  reason: string,
  details: { detail: string } & Record<string, unknown>,
): Reject {
  return {
    name: file_name,
    ...(source === undefined ? {} : { source }),
    stage: name,
    reason,
    ...details,
    sha256,
  }
}
