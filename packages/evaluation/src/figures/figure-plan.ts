import { type FacePlan, InvalidInputError, type TagSchema } from '@animegan/core'
import type { TagSet } from './tag-sets.js'

/** A figure that a model draws by itself. */
export type FigureName = 'random' | 'fixed-noise' | 'fixed-tags' | 'interpolation' | 'tag-sets' | 'years'

/** Faces side by side, before they are drawn. */
export interface PlannedRow {
  /** See `FigureRow`. */
  heading?: string | undefined
  plans: readonly FacePlan[]
}

/** All that determines a figure of a model, before its faces are drawn. */
export interface FigurePlan {
  name: FigureName
  /** Numbers of the paper's figures of this kind. */
  paperFigures: readonly number[]
  title: string
  /** What is shown and by which seeds, in sentences. */
  caption: string
  /** Rows of one length. */
  rows: readonly PlannedRow[]
  columnLabels?: readonly string[] | undefined
}

export interface PlanFigureOptions {
  /** Decides all that is drawn by chance; neighbouring faces or rows have the seeds after it. Default 0. */
  seed?: number | undefined
  /** Rows, of each set of tags where there are sets, from 1. Default: what suits the figure. */
  rows?: number | undefined
  /** Faces in a row, from 1, or 2 where something moves along it. Default: what suits the figure. */
  columns?: number | undefined
  /** Of `fixed-tags`: as text, or as ids or labels. Default: the paper's. */
  tags?: string | readonly string[] | undefined
  /** Of `tag-sets`. Default: the paper's. */
  tagSets?: readonly TagSet[] | undefined
  /** See `SampleLatentOptions`. */
  truncation?: number | undefined
}

/** How many rows and columns a figure has. */
export interface FigureSize {
  rows: number
  columns: number
}

/**
 * The size that was asked for, or else the usual one. Throws `INVALID_OPTION` for what is no integer from 1, or for fewer columns
 * than `leastColumns`.
 */
export function chooseFigureSize(
  { rows, columns }: PlanFigureOptions,
  usual: FigureSize,
  leastColumns = 1,
): FigureSize {
  const size = { rows: rows ?? usual.rows, columns: columns ?? usual.columns }
  for (const [what, least] of [
    ['rows', 1],
    ['columns', leastColumns],
  ] as const) {
    if (Number.isSafeInteger(size[what]) && size[what] >= least) continue
    throw new InvalidInputError(
      'INVALID_OPTION',
      `${what}: expected an integer from ${least}, got ${size[what]}`,
    )
  }
  return size
}

/** Plans as rows of so many columns. */
export function arrangeRows(plans: readonly FacePlan[], columns: number): PlannedRow[] {
  return Array.from({ length: plans.length / columns }, (_, row) => ({
    plans: plans.slice(row * columns, (row + 1) * columns),
  }))
}

/** One vector for each of `count` faces. */
export function repeatVector(vector: Float32Array, count: number): Float32Array {
  const repeated = new Float32Array(count * vector.length)
  for (let i = 0; i < count; i++) repeated.set(vector, i * vector.length)
  return repeated
}

/** The middle of each attribute's range, by id: for faces that differ by nothing but their latents. */
export function middleAttributes({ attributes }: TagSchema): Record<string, number> {
  return Object.fromEntries(attributes.map(({ id, range: [min, max] }) => [id, (min + max) / 2]))
}

/** Tags as a sentence names them, from their ids. */
export function nameTags(schema: TagSchema, ids: readonly string[]): string {
  return ids.map((id) => schema.tags.find((tag) => tag.id === id)?.labels.en ?? id).join(', ')
}

/** "seed 7", "seeds 7 to 9". */
export function nameSeeds(first: number, count: number): string {
  return count === 1 ? `seed ${first}` : `seeds ${first} to ${first + count - 1}`
}
