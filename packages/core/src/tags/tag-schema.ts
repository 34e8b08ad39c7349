import * as z from 'zod/mini'
import { InvalidInputError } from '../errors.js'
import { parseSchema } from '../parse-schema.js'

const Id = z
  .string()
  .check(z.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'expected an id in kebab-case, like "blonde-hair"'))
const Label = z.string().check(z.minLength(1))
/** Russian came later: schemas written before do without. */
const Labels = z.object({ en: Label, ja: Label, zh: Label, ru: z.exactOptional(Label) })

const groupShape = z.object({
  id: Id,
  labels: Labels,
  /** Whether a face has exactly one tag of the group. */
  exclusive: z.boolean(),
})

const tagShape = z.object({
  id: Id,
  labels: Labels,
  /** Id of the tag's group. */
  group: Id,
  /** The tag's place among Illustration2Vec's 1539 outputs. */
  illustration2vec: z.optional(z.object({ name: z.string(), index: z.int().check(z.nonnegative()) })),
  /** Images of the corpus that have the tag. */
  corpusCount: z.optional(z.int().check(z.nonnegative())),
})

const attributeShape = z.object({
  id: Id,
  labels: Labels,
  /** The values that become -1 and +1. */
  range: z
    .tuple([z.number(), z.number()])
    .check(z.refine(([min, max]) => min < max, 'expected [min, max] with min below max')),
})

/**
 * What a model can be asked for: tags that are on or off, then continuous attributes. Their order is the order of the
 * conditioning vector, so it is part of a model and always comes from its manifest.
 */
export const TagSchema = z
  .object({
    name: z.string(),
    version: z.string(),
    groups: z.array(groupShape),
    tags: z.array(tagShape),
    attributes: z.array(attributeShape),
    /** Images in the corpus that the counts were taken from. */
    corpusSize: z.optional(z.int().check(z.positive())),
  })
  .check(
    z.refine(({ tags, attributes }) => {
      const ids = [...tags, ...attributes].map(({ id }) => id)
      return new Set(ids).size === ids.length
    }, 'expected every tag and attribute to have an id of its own'),
    z.refine(
      ({ groups, tags }) => tags.every((tag) => groups.some(({ id }) => id === tag.group)),
      'expected the group of every tag to be one of "groups"',
    ),
  )
export type TagSchema = z.infer<typeof TagSchema>
export type Tag = z.infer<typeof tagShape>
export type TagGroup = z.infer<typeof groupShape>
export type TagAttribute = z.infer<typeof attributeShape>

/** Validates a tag schema read from `source` (a path, for the message). Throws `INVALID_SPEC`. */
export function parseTagSchema(json: unknown, source: string): TagSchema {
  return parseSchema(
    TagSchema,
    json,
    (problems) => new InvalidInputError('INVALID_SPEC', `${source} is not a tag schema: ${problems}`),
  )
}

/** Length of the conditioning vector: the tags, then the attributes. */
export function conditionSize(schema: TagSchema): number {
  return schema.tags.length + schema.attributes.length
}

/** Each exclusive group that has tags, with them. */
export function listExclusiveGroups(schema: TagSchema): { group: TagGroup; tags: Tag[] }[] {
  return schema.groups
    .filter(({ exclusive }) => exclusive)
    .map((group) => ({ group, tags: schema.tags.filter((tag) => tag.group === group.id) }))
    .filter(({ tags }) => tags.length > 0)
}
