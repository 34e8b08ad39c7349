import type { Face, FacePlan } from '@animegan/core'
import { decodePng } from './png.js'
import type { LoadedWeights } from './weights.js'

/** Keyword of the text chunk that holds a `PictureRecord`. */
const pictureRecordKeyword = 'animegan'

/** What a PNG of ours says about how it was made: enough to draw it again. */
export interface PictureRecord {
  schema: 'animegan.picture/1'
  weights: { name: string; version: string; dtype: string; sha256: string }
  /** Options that shaped all faces: truncation, prior, attributes, ... */
  settings: Record<string, unknown>
  /** Faces in a row; absent on a picture of one face. */
  columns?: number
  /** In the order of the sheet, row by row. `seed` is null for a face made of given vectors. */
  faces: RecordedFace[]
}

/** What a face was drawn from, as records and `--json` say it. */
export interface RecordedFace {
  seed: number | null
  tags: string[]
  /** Absent for weights without attributes. */
  attributes?: Record<string, number>
  /** Only of a face on the way from one seed to another. */
  between?: FacePlan['between']
}

/** A face without its numbers. */
export function recordFace({
  seed,
  tags,
  attributes,
  between,
}: Omit<FacePlan, 'latent' | 'condition'>): RecordedFace {
  return {
    seed: seed ?? null,
    tags,
    ...(Object.keys(attributes).length > 0 ? { attributes } : {}),
    ...(between ? { between } : {}),
  }
}

export interface RecordPictureOptions {
  faces: readonly Face[]
  weights: Pick<LoadedWeights, 'manifest' | 'dtype' | 'sha256'>
  settings?: Record<string, unknown> | undefined
  columns?: number | undefined
}

/** The text chunks of a picture of these faces, for `encodePng`. */
export function recordPicture(options: RecordPictureOptions): Record<string, string> {
  const { faces, weights, settings = {}, columns } = options
  const record: PictureRecord = {
    schema: 'animegan.picture/1',
    weights: {
      name: weights.manifest.name,
      version: weights.manifest.version,
      dtype: weights.dtype,
      sha256: weights.sha256,
    },
    settings,
    ...(columns === undefined ? {} : { columns }),
    faces: faces.map(recordFace),
  }
  return { Software: 'AnimeGAN', [pictureRecordKeyword]: JSON.stringify(record) }
}

/** The record inside a PNG of ours; undefined when the PNG carries none. Throws `INVALID_DATA` for what is no PNG. */
export function readPictureRecord(png: Uint8Array, source?: string): PictureRecord | undefined {
  const text = decodePng(png, source).text[pictureRecordKeyword]
  if (text === undefined) return undefined
  try {
    const record: unknown = JSON.parse(text)
    const schema = typeof record === 'object' && record !== null && 'schema' in record && record.schema
    return schema === 'animegan.picture/1' ? (record as PictureRecord) : undefined
  } catch {
    return undefined
  }
}
