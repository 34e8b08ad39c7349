import { InvalidInputError } from '../errors.js'
import { listExclusiveGroups, type Tag, type TagSchema } from '../tags/tag-schema.js'
import type { Random } from './random.js'

/**
 * How likely tags are. `uniform`, the paper's for training: each tag of an exclusive group alike, every other tag with
 * chance 0.25. `corpus`: as often as in the corpus, for which the schema needs its counts.
 */
export type TagPrior = 'uniform' | 'corpus'

export interface SampleTagsOptions {
  /** Default `uniform`. */
  prior?: TagPrior | undefined
  /**
   * Tags, by id, that are on or off whatever is drawn; all others are drawn as they would be without these, unless one that is
   * on excludes them, or the only one of their group is off.
   */
  fixed?: Readonly<Record<string, boolean>> | undefined
}

const independentChance = 0.25

/**
 * Draws the tags of one face: one of each exclusive group, and each other tag on its own. Returns ids in schema order. A group
 * whose tags are all fixed to be off has none.
 *
 * Throws `INVALID_OPTION` when `prior` is `corpus` and the schema lacks counts.
 */
export function sampleTags(schema: TagSchema, random: Random, options: SampleTagsOptions = {}): string[] {
  const prior = checkPrior(schema, options.prior)
  const on = drawExclusiveTags(schema, random, prior, new Set())
  const exclusive = new Set(listExclusiveGroups(schema).map(({ group }) => group.id))
  for (const tag of schema.tags) {
    if (exclusive.has(tag.group)) continue
    const chance = prior === 'corpus' ? tag.corpusCount! / schema.corpusSize! : independentChance
    if (random.uniform() < chance) on.add(tag.id)
  }
  fixTags(schema, on, options.fixed ?? {}, random, prior)
  return inSchemaOrder(schema, on)
}

/** Comes after all that is drawn, so that what it draws again changes nothing else. */
function fixTags(
  schema: TagSchema,
  on: Set<string>,
  fixed: Readonly<Record<string, boolean>>,
  random: Random,
  prior: TagPrior,
): void {
  const isFixed = ({ id }: Tag, value: boolean) => Object.hasOwn(fixed, id) && fixed[id] === value
  for (const { tags } of listExclusiveGroups(schema)) {
    const free = tags.filter((tag) => !isFixed(tag, false))
    const isSettled = tags.some((tag) => isFixed(tag, true)) || free.some(({ id }) => on.has(id))
    if (!isSettled && free.length > 0) on.add(drawOne(free, random, prior).id)
    if (tags.some((tag) => isFixed(tag, true))) for (const { id } of tags) on.delete(id)
  }
  for (const [id, value] of Object.entries(fixed)) {
    if (value) on.add(id)
    else on.delete(id)
  }
}

/**
 * Keeps the given tag ids, draws one of each exclusive group that has none among them, and leaves the rest off. A
 * generator has never seen a face without, say, a hair colour. Returns ids in schema order.
 *
 * Throws `INVALID_OPTION` when `prior` is `corpus` and the schema lacks counts.
 */
export function completeTags(
  schema: TagSchema,
  tags: readonly string[],
  random: Random,
  options: SampleTagsOptions = {},
): string[] {
  const on = drawExclusiveTags(schema, random, checkPrior(schema, options.prior), new Set(tags))
  return inSchemaOrder(schema, on)
}

/** Draws for every group, needed or not: then a given hair colour does not change the drawn eye colour. */
function drawExclusiveTags(
  schema: TagSchema,
  random: Random,
  prior: TagPrior,
  given: Set<string>,
): Set<string> {
  const on = new Set(given)
  for (const { tags } of listExclusiveGroups(schema)) {
    const drawn = drawOne(tags, random, prior)
    if (!tags.some(({ id }) => given.has(id))) on.add(drawn.id)
  }
  return on
}

function drawOne(tags: readonly Tag[], random: Random, prior: TagPrior): Tag {
  const total = prior === 'corpus' ? tags.reduce((sum, tag) => sum + tag.corpusCount!, 0) : 0
  if (total === 0) return tags[random.integer(tags.length)]!
  let rest = random.integer(total)
  for (const tag of tags) {
    rest -= tag.corpusCount!
    if (rest < 0) return tag
  }
  return tags.at(-1)!
}

function checkPrior(schema: TagSchema, prior: TagPrior = 'uniform'): TagPrior {
  if (prior !== 'uniform' && prior !== 'corpus') {
    throw new InvalidInputError('INVALID_OPTION', `prior: expected "uniform" or "corpus", got "${prior}"`)
  }
  if (prior === 'corpus') {
    const uncounted = schema.tags.find(({ corpusCount }) => corpusCount === undefined)
    const missing =
      schema.corpusSize === undefined ? 'a corpus size' : uncounted && `a count for "${uncounted.id}"`
    if (missing) {
      throw new InvalidInputError(
        'INVALID_OPTION',
        `prior "corpus" needs corpus counts, and tag schema "${schema.name}" lacks ${missing}; use "uniform"`,
      )
    }
    const empty = listExclusiveGroups(schema).find(({ tags }) => tags.every((tag) => tag.corpusCount === 0))
    if (empty) {
      throw new InvalidInputError(
        'INVALID_OPTION',
        `prior "corpus": no tag of group "${empty.group.id}" is in the corpus; use "uniform"`,
      )
    }
  }
  return prior
}

function inSchemaOrder(schema: TagSchema, on: ReadonlySet<string>): string[] {
  return schema.tags.filter(({ id }) => on.has(id)).map(({ id }) => id)
}
