import { createRandom, sampleAttributes, sampleTags, type TagSchema } from '@animegan/core'
import type { CharacterSettings } from '../character/character-settings'
import type { Variation } from './exploration'

export interface VaryCharacterOptions {
  seed: number
  variation: Variation
  /** From 0, the same, to 1, another one: of the noise how far it moves, of each tag the chance that it is drawn again. */
  reach: number
}

/** A settled character near another one. What the variation does not name stays as it is. */
export function varyCharacter(
  schema: TagSchema,
  parent: CharacterSettings,
  { seed, variation, reach }: VaryCharacterOptions,
): CharacterSettings {
  const has = (...wanted: Variation[]) => wanted.includes(variation)
  const recoloured = has('all', 'colours') ? redrawColours(schema, parent.tags, seed, reach) : parent.tags
  const tags = has('all', 'details') ? redrawDetails(schema, recoloured, seed, reach) : recoloured
  const isSame = (id: string) => tags[id] === parent.tags[id]
  return {
    ...parent,
    mixes: has('all', 'drawing') && reach > 0 ? [...parent.mixes, { seed, amount: reach }] : parent.mixes,
    tags,
    strengths: Object.fromEntries(Object.entries(parent.strengths).filter(([id]) => isSame(id))),
    attributes: has('all', 'details')
      ? moveAttributes(schema, parent.attributes, seed, reach)
      : parent.attributes,
  }
}

type Tags = CharacterSettings['tags']

/** A group of which a face has one tag changes as a whole: a settled one says its one tag, and no other. */
function redrawColours(schema: TagSchema, tags: Tags, seed: number, chance: number): Tags {
  const drawn = sampleTags(schema, createRandom(seed, 'tags'))
  const random = createRandom(seed, 'colours')
  const groups = schema.groups.filter((group) => group.exclusive && random.uniform() < chance)
  const changed = schema.tags.filter(({ group }) => groups.some(({ id }) => id === group))
  const kept = Object.entries(tags).filter(([id]) => changed.every((tag) => tag.id !== id))
  const added = changed.filter(({ id }) => drawn.includes(id)).map(({ id }) => [id, true] as const)
  return Object.fromEntries([...kept, ...added])
}

function redrawDetails(schema: TagSchema, tags: Tags, seed: number, chance: number): Tags {
  const drawn = sampleTags(schema, createRandom(seed, 'tags'))
  const random = createRandom(seed, 'details')
  const free = schema.tags.filter((tag) => !schema.groups.find(({ id }) => id === tag.group)?.exclusive)
  const redrawn = free.filter(() => random.uniform() < chance)
  return { ...tags, ...Object.fromEntries(redrawn.map(({ id }) => [id, drawn.includes(id)])) }
}

function moveAttributes(
  schema: TagSchema,
  attributes: CharacterSettings['attributes'],
  seed: number,
  reach: number,
): Record<string, number> {
  const drawn = sampleAttributes(schema, createRandom(seed, 'attributes'))
  return Object.fromEntries(
    Object.entries(drawn).map(([id, value]) => {
      const from = attributes[id] ?? value
      return [id, from + (value - from) * reach]
    }),
  )
}
