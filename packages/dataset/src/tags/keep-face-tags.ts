import { animeTags, InvalidInputError, type TaggerManifest, type TagSchema } from '@animegan/core'
import type { ImageRecord } from '../imagefolder/metadata.js'

/**
 * Tags of faces make way for others of their kind, never for what an estimator says that knows none of them. Throws `INVALID_OPTION`
 * when they would.
 */
export function assertKeepsFaceTags(
  records: readonly ImageRecord[],
  { name, tags: schema }: TaggerManifest,
): void {
  const faceTags = new Set(animeTags.tags.map(({ id }) => id))
  if (schema.tags.some(({ id }) => faceTags.has(id))) return
  const lost = records.flatMap(({ tags }) => tags).find((id) => faceTags.has(id))
  if (lost === undefined) return
  throw new InvalidInputError(
    'INVALID_OPTION',
    `estimator "${name}" knows no tags of faces, only ${listIds(schema)}; the pictures have tags such as "${lost}", ` +
      'which would be lost. Take another estimator, such as illustration2vec, or pictures without tags',
  )
}

/** The first few, for people. */
function listIds({ tags }: TagSchema): string {
  const ids = tags.slice(0, 5).map(({ id }) => id)
  return `${ids.join(', ')}${tags.length > ids.length ? ` and ${tags.length - ids.length} more` : ''}`
}
