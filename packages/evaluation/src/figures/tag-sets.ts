import { InvalidInputError, listExclusiveGroups, type TagSchema } from '@animegan/core'
import type { TagPrecisionRow } from '../precision/tag-precision.js'

/** Tags that some faces share. */
export interface TagSet {
  /** Ids; they may contradict each other, as in the paper's set (d). */
  tags: readonly string[]
  learnt: 'well' | 'badly'
}

/** What is asked of a tag's precision to choose by it. */
type MeasuredTag = Pick<TagPrecisionRow, 'id' | 'precision' | 'low' | 'high'>

/** Of the paper's Figure 11. The last asks for eyes of two colours. */
export const paperTagSets: readonly TagSet[] = [
  { tags: ['blonde-hair', 'twintails', 'blush', 'smile', 'ribbon', 'red-eyes'], learnt: 'well' },
  { tags: ['silver-hair', 'long-hair', 'blush', 'smile', 'open-mouth', 'blue-eyes'], learnt: 'well' },
  { tags: ['aqua-hair', 'long-hair', 'drill-hair', 'open-mouth', 'glasses', 'aqua-eyes'], learnt: 'badly' },
  { tags: ['orange-hair', 'ponytail', 'hat', 'glasses', 'red-eyes', 'orange-eyes'], learnt: 'badly' },
]

/** Tags of a set that may be absent from a face. */
const independentTags = 3

/**
 * Chooses two sets of well-learnt tags and two of badly-learnt ones by precision per tag: the best tags and the second best,
 * the worst and the second worst, one of each exclusive group and three others.
 *
 * Throws `INVALID_DATA` when an exclusive group has no measured tag.
 */
export function chooseTagSets(schema: TagSchema, precision: { tags: readonly MeasuredTag[] }): TagSet[] {
  const best = [...precision.tags].sort((a, b) => b.precision - a.precision || b.low - a.low)
  const worst = [...precision.tags].sort((a, b) => a.precision - b.precision || a.high - b.high)
  return [
    { tags: pickTags(schema, best, 0), learnt: 'well' },
    { tags: pickTags(schema, best, 1), learnt: 'well' },
    { tags: pickTags(schema, worst, 0), learnt: 'badly' },
    { tags: pickTags(schema, worst, 1), learnt: 'badly' },
  ]
}

/** The first tags of an order, or the second ones; where these are too few, the last that there are. In schema order. */
function pickTags(schema: TagSchema, order: readonly MeasuredTag[], rank: 0 | 1): string[] {
  const groups = listExclusiveGroups(schema)
  const exclusive = new Map(groups.flatMap(({ group, tags }) => tags.map(({ id }) => [id, group.id])))
  const picked = new Set(
    groups.map(({ group }) => {
      const members = order.filter(({ id }) => exclusive.get(id) === group.id)
      const member = members[Math.min(rank, members.length - 1)]
      if (member) return member.id
      throw new InvalidInputError(
        'INVALID_DATA',
        `precision per tag: expected some tag of the group "${group.id}", since every face has one, but none was measured`,
      )
    }),
  )
  const others = order.filter(({ id }) => !exclusive.has(id) && schema.tags.some((tag) => tag.id === id))
  const first = Math.max(0, Math.min(rank * independentTags, others.length - independentTags))
  for (const { id } of others.slice(first, first + independentTags)) picked.add(id)
  return schema.tags.filter(({ id }) => picked.has(id)).map(({ id }) => id)
}

/** Those of some ids that a schema lacks. */
export function findMissingTags(schema: TagSchema, ids: readonly string[]): string[] {
  return ids.filter((id) => !schema.tags.some((tag) => tag.id === id))
}
