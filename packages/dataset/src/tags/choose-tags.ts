import { InvalidInputError, listExclusiveGroups, type TagSchema } from '@animegan/core'

/** As in Jin et al. (2017). */
export const defaultThreshold = 0.25

export interface ChooseTagsOptions {
  /** A tag is on when it is more probable than this. Default 0.25. */
  threshold?: number | undefined
  /**
   * Other thresholds, by id of a tag or of a group; a tag's comes before its group's. In an exclusive group, the most
   * probable tag must be above its own, which is 0 unless given here, so that there is always one.
   */
  thresholds?: Readonly<Record<string, number>> | undefined
}

/**
 * The tags that a picture has, of what an estimator says: of an exclusive group, such as hair colour, the most probable
 * alone; of all others, those above their threshold.
 *
 * @param scores probability by id; a tag without one is off
 * @returns ids in the schema's order
 * Throws `UNKNOWN_TAG` for a threshold of an id that the schema lacks, `INVALID_OPTION` for one outside 0 to 1.
 */
export function chooseTags(
  scores: Readonly<Record<string, number>>,
  schema: TagSchema,
  options: ChooseTagsOptions = {},
): string[] {
  checkThresholds(schema, options)
  const { threshold = defaultThreshold, thresholds = {} } = options
  const exclusive = listExclusiveGroups(schema)
  const leaders = new Map(exclusive.map(({ group, tags }) => [group.id, mostProbable(tags, scores)]))
  return schema.tags
    .filter(({ id, group }) => {
      const leader = leaders.get(group)
      if (leader !== undefined && leader !== id) return false
      const lowest = leader === undefined ? threshold : 0
      return (scores[id] ?? 0) > (thresholds[id] ?? thresholds[group] ?? lowest)
    })
    .map(({ id }) => id)
}

/** The first of those with the highest probability. */
function mostProbable(tags: readonly { id: string }[], scores: Readonly<Record<string, number>>): string {
  const ids = tags.map(({ id }) => id)
  return ids.reduce((best, id) => ((scores[id] ?? 0) > (scores[best] ?? 0) ? id : best))
}

/** Throws as {@link chooseTags} does: before pictures are looked at. */
export function checkThresholds(schema: TagSchema, options: ChooseTagsOptions): void {
  const { threshold = defaultThreshold, thresholds = {} } = options
  checkThreshold(threshold, 'threshold')
  const known = new Set([...schema.tags, ...schema.groups].map(({ id }) => id))
  for (const [id, value] of Object.entries(thresholds)) {
    if (!known.has(id)) {
      throw new InvalidInputError(
        'UNKNOWN_TAG',
        `thresholds: "${id}" is no tag or group of tag schema "${schema.name}"`,
      )
    }
    checkThreshold(value, `threshold of "${id}"`)
  }
}

function checkThreshold(value: number, what: string): void {
  if (value >= 0 && value <= 1) return
  throw new InvalidInputError('INVALID_OPTION', `${what}: expected a probability from 0 to 1, got ${value}`)
}
