import { InvalidInputError, type TagSchema } from '@animegan/core'
import * as z from 'zod/mini'
import type { ImageRecord } from '../imagefolder/metadata.js'
import type { ReviewColumns, ReviewGroup, ReviewTag } from './review-data.js'

const lenient = <Schema extends z.ZodMiniType>(schema: Schema) => z.catch(z.optional(schema), undefined)

/** The columns of a pipeline that a reviewer sees. What does not look like them is not shown. */
const ShownRecord = z.object({
  sha256: z.catch(z.string(), ''),
  width: lenient(z.number()),
  height: lenient(z.number()),
  face: lenient(
    z.object({
      box: lenient(z.tuple([z.number(), z.number(), z.number(), z.number()])),
      sharpness: lenient(z.number()),
    }),
  ),
  duplicates: lenient(z.union([z.string(), z.number()])),
  origin: lenient(z.object({ name: lenient(z.string()), title: lenient(z.string()) })),
  review: lenient(z.enum(['accepted', 'rejected'])),
})

/** The groups and tags of a schema, by number. */
export function describeSchema(schema: TagSchema): { groups: ReviewGroup[]; tags: ReviewTag[] } {
  const groupIds = schema.groups.map(({ id }) => id)
  return {
    groups: schema.groups.map(({ labels, exclusive }) => ({ label: labels.en, exclusive })),
    tags: schema.tags.map(({ id, labels, group }) => ({
      id,
      label: labels.en,
      group: groupIds.indexOf(group),
    })),
  }
}

/** Records as columns. Throws `INVALID_DATA` for a tag that the schema lacks. */
export function describeRecords(
  records: readonly ImageRecord[],
  schema: TagSchema,
  source: string,
): ReviewColumns {
  const numbers = new Map(schema.tags.map(({ id }, index) => [id, index]))
  const numberOf = (tag: string, index: number): number => {
    const number = numbers.get(tag)
    if (number !== undefined) return number
    throw new InvalidInputError(
      'INVALID_DATA',
      `${source}, record ${index + 1} (${records[index]?.file_name}): tag "${tag}" is not in tag schema "${schema.name}"; ` +
        'name the schema that it was tagged with',
    )
  }
  const shown = records.map((record) => z.parse(ShownRecord, record))
  const verdicts = { accepted: 'accept', rejected: 'reject' } as const
  return {
    id: shown.map(({ sha256 }) => sha256),
    file: records.map(({ file_name }) => file_name),
    tags: records.map(({ tags }, index) => tags.map((tag) => numberOf(tag, index))),
    ...column('scores', records, ({ scores }) =>
      scores === undefined
        ? undefined
        : schema.tags.map(({ id }) => Math.round(1000 * (scores[id] ?? -0.001))),
    ),
    ...column('size', shown, ({ width, height }) =>
      width === undefined || height === undefined ? undefined : `${width} × ${height}`,
    ),
    ...column('face', shown, ({ face }) => face?.box && Math.min(face.box[2], face.box[3])),
    ...column('sharpness', shown, ({ face }) => face?.sharpness),
    ...column('duplicates', shown, ({ duplicates }) => duplicates?.toString()),
    ...column('origin', shown, ({ origin }) => origin?.title ?? origin?.name),
    ...column('year', records, ({ year }) => year),
    ...column('source', records, ({ source }) => source),
    split: records.map(({ split }) => split),
    ...column('verdict', shown, ({ review }) => review && verdicts[review]),
  }
}

/** A column under its name, or nothing when it would be empty. */
function column<Name extends string, Row, Value>(
  name: Name,
  rows: readonly Row[],
  read: (row: Row) => Value | null | undefined,
): { [name in Name]?: (Value | null)[] } {
  const values = rows.map((row) => read(row) ?? null)
  if (values.every((value) => value === null)) return {}
  return { [name]: values } as { [name in Name]: (Value | null)[] }
}
