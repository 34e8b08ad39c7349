import {
  attributeLimits,
  type Condition,
  createRandom,
  sampleAttributes,
  sampleTags,
  type TagSchema,
} from '@animegan/core'
import type { ImageRecord } from '@animegan/dataset'

/** What fakes are to show so that they are comparable with real pictures. */
export interface RealConditions {
  /** One a picture: its tags and attributes, as far as the model knows them. */
  conditions: Condition[]
  /** Sentences for people. */
  warnings: string[]
}

/**
 * The conditions of real pictures for a model with some tags. A picture without any of these gets tags at random, as a generator was
 * trained with; so does an attribute that is absent or beyond what the model takes. Warnings say of how many pictures that is true.
 */
export function listRealConditions(records: readonly ImageRecord[], schema: TagSchema): RealConditions {
  const known = new Set(schema.tags.map(({ id }) => id))
  const unknown = new Set<string>()
  const untagged: ImageRecord[] = []
  const lacking = new Map(schema.attributes.map(({ id }) => [id, 0]))
  const conditions = records.map((record, place): Condition => {
    for (const tag of record.tags) if (!known.has(tag)) unknown.add(tag)
    const tags = record.tags.filter((tag) => known.has(tag))
    if (tags.length === 0) untagged.push(record)
    const attributes = sampleAttributes(schema, createRandom(place, 'attributes'))
    for (const attribute of schema.attributes) {
      const value = record[attribute.id]
      const [least, greatest] = attributeLimits(attribute)
      if (typeof value === 'number' && value >= least && value <= greatest) attributes[attribute.id] = value
      else lacking.set(attribute.id, lacking.get(attribute.id)! + 1)
    }
    return { tags: tags.length > 0 ? tags : sampleTags(schema, createRandom(place, 'tags')), attributes }
  })
  const count = (some: number) =>
    some === records.length ? `none of the ${some}` : `${some} of the ${records.length}`
  const say = (some: number, has: string, lacks: string, what: string) =>
    `${count(some)} real pictures ${some === records.length ? has : lacks}: ${what} of the fakes for them are at random`
  return {
    conditions,
    warnings: [
      ...(unknown.size === 0
        ? []
        : [`the model does not know ${[...unknown].sort().join(', ')}: fakes are drawn without them`]),
      ...(untagged.length === 0 ? [] : [say(untagged.length, 'have tags', 'lack tags', 'tags')]),
      ...[...lacking]
        .filter(([, some]) => some > 0)
        .map(([id, some]) => say(some, `have a usable ${id}`, `lack a usable ${id}`, `values of ${id}`)),
    ],
  }
}
