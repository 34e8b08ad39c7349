import type { ImageRecord } from '../imagefolder/metadata.js'
import { toCielab } from './cielab.js'
import type { IdentifiedPicture } from './collect-fingerprints.js'
import { prepareComparison } from './compare-thumbnails.js'
import type { FingerprintStore, StoredFingerprint } from './fingerprint-store.js'
import { type DuplicateGroups, groupDuplicates } from './group-duplicates.js'
import { mirrorThumbnail } from './mirror-thumbnail.js'
import { computeSignature, signatureLength } from './signature.js'

export interface FindDuplicatesOptions {
  /** The difference at which two pictures are no longer duplicates. */
  threshold: number
  signal?: AbortSignal | undefined
  onProgress?: ((progress: { done: number; total: number }) => void) | undefined
}

/** Groups of pictures, by their places in `pictures`. */
export interface FoundDuplicates extends DuplicateGroups {
  /** Best first, see {@link findDuplicates}. */
  pictures: readonly IdentifiedPicture[]
  /** Hash of the decoded pixels of each. */
  pixels: readonly string[]
}

/**
 * Finds what shows the same among pictures whose fingerprints are stored. Of a group, the one that was cut from the largest face
 * is the original; of equally large faces the one from the largest picture, then the sharpest (column `face`), then the first.
 *
 * Throws `ABORTED`.
 */
export async function findDuplicates(
  unsorted: readonly IdentifiedPicture[],
  store: FingerprintStore,
  { threshold, signal, onProgress }: FindDuplicatesOptions,
): Promise<FoundDuplicates> {
  const stored = new Map(unsorted.map(({ sha256 }) => [sha256, store.read(sha256)]))
  const pictures = sortByWorth(unsorted, stored)
  const signatures = new Float32Array(pictures.length * signatureLength)
  const readLab = (index: number) => toCielab(store.readThumbnail(pictures[index]!.sha256))
  for (let index = 0; index < pictures.length; index++) {
    signatures.set(computeSignature(readLab(index)), index * signatureLength)
  }
  const pixels = pictures.map(({ sha256 }) => stored.get(sha256)!.pixels)
  const groups = await groupDuplicates({
    pixels,
    signatures,
    threshold,
    compareWith(index) {
      const compare = prepareComparison(readLab(index))
      return (other, mirrored) => compare(mirrored ? mirrorThumbnail(readLab(other)) : readLab(other))
    },
    signal,
    onProgress: (done) => onProgress?.({ done, total: pictures.length }),
  })
  return { ...groups, pictures, pixels }
}

function sortByWorth(
  pictures: readonly IdentifiedPicture[],
  stored: ReadonlyMap<string, StoredFingerprint>,
): IdentifiedPicture[] {
  const worths = new Map(
    pictures.map((picture) => [picture, measureWorth(picture.record, stored.get(picture.sha256)!)]),
  )
  return pictures.toSorted((first, second) => {
    const [a, b] = [worths.get(first)!, worths.get(second)!]
    return b.face - a.face || b.area - a.area || b.sharpness - a.sharpness
  })
}

/** Pixels of the face where it was cut out, else of the picture; pixels of the picture; sharpness, 0 when unknown. */
function measureWorth(
  record: ImageRecord,
  { width, height }: StoredFingerprint,
): { face: number; area: number; sharpness: number } {
  const face = record.face as { box?: unknown; sharpness?: unknown } | undefined
  const box = Array.isArray(face?.box) ? face.box.map(Number) : []
  const area = width * height
  return {
    face: box.length === 4 && box.every(Number.isFinite) ? box[2]! * box[3]! : area,
    area,
    sharpness: typeof face?.sharpness === 'number' ? face.sharpness : 0,
  }
}
