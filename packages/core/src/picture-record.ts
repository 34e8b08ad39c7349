import * as z from 'zod/mini'
import type { Face } from './face.js'
import type { FacePlan } from './face-plan.js'
import type { WeightsManifest } from './weights-manifest.js'

/** Keyword of the PNG text chunk that holds a `PictureRecord`. */
const pictureRecordKeyword = 'animegan'

const recordedFaceShape = z.object({
  /** Null for a face made of given vectors. */
  seed: z.nullable(z.int().check(z.nonnegative())),
  tags: z.array(z.string()),
  /** Absent for weights without attributes. */
  attributes: z.optional(z.record(z.string(), z.number())),
  /** Only of a face on the way from one seed to another. */
  between: z.optional(z.object({ seeds: z.tuple([z.number(), z.number()]), position: z.number() })),
})

const pictureRecordShape = z.object({
  schema: z.literal('animegan.picture/1'),
  weights: z.object({ name: z.string(), version: z.string(), dtype: z.string(), sha256: z.string() }),
  /** Options that shaped all faces: truncation, prior, attributes, ... */
  settings: z.record(z.string(), z.json()),
  /** Faces in a row; absent on a picture of one face. */
  columns: z.optional(z.int().check(z.positive())),
  /** In the order of the sheet, row by row. */
  faces: z.array(recordedFaceShape).check(z.minLength(1)),
})

/** What a PNG of ours says about how it was made: enough to draw it again. */
export type PictureRecord = z.infer<typeof pictureRecordShape>

/** What a face was drawn from, as records and `--json` say it. */
export type RecordedFace = z.infer<typeof recordedFaceShape>

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
  faces: readonly Omit<Face, 'pixels' | 'latent' | 'condition'>[]
  /** What they were drawn with, as `loadWeights` of a runtime returns it. */
  weights: { manifest: Pick<WeightsManifest, 'name' | 'version'>; dtype: string; sha256: string }
  settings?: Record<string, unknown> | undefined
  columns?: number | undefined
}

/** The text chunks of a PNG of these faces, by keyword. */
export function recordPicture(options: RecordPictureOptions): Record<string, string> {
  const { faces, weights, settings = {}, columns } = options
  const { name, version } = weights.manifest
  const record = {
    schema: 'animegan.picture/1',
    weights: { name, version, dtype: weights.dtype, sha256: weights.sha256 },
    settings,
    ...(columns === undefined ? {} : { columns }),
    faces: faces.map(recordFace),
  }
  return { Software: 'AnimeGAN', [pictureRecordKeyword]: JSON.stringify(record) }
}

/** The record among the text chunks of a PNG, by keyword; undefined when there is none, or none that can be read. */
export function parsePictureRecord(text: Readonly<Record<string, string>>): PictureRecord | undefined {
  try {
    return z.parse(pictureRecordShape, JSON.parse(text[pictureRecordKeyword] ?? 'null'))
  } catch {
    return undefined
  }
}
