import type { TagSchema } from '@animegan/core'
import type { CharacterSettings } from '../character/character-settings'
import type { Crossing } from './exploration'

/** The name under which attributes are inherited, beside groups of tags. */
export const attributesGene = 'attributes'

/** What a child can have from either parent: groups of tags by id, and attributes where the model has some. */
export function listGenes({ groups, tags, attributes }: TagSchema): string[] {
  const used = groups.filter(({ id }) => tags.some(({ group }) => group === id)).map(({ id }) => id)
  return attributes.length > 0 ? [...used, attributesGene] : used
}

/** A child of two settled characters: its noise lies between theirs, at either end exactly there; each group of tags is from one of them. */
export function crossCharacters(
  schema: TagSchema,
  a: CharacterSettings,
  b: CharacterSettings,
  { noise, fromB }: Pick<Crossing, 'noise' | 'fromB'>,
): CharacterSettings {
  const parentOf = (group: string | undefined) => (group && fromB.includes(group) ? b : a)
  const inherit = <Value>(record: (parent: CharacterSettings) => Readonly<Record<string, Value>>) =>
    Object.fromEntries(
      schema.tags.flatMap(({ id, group }) => {
        const value = record(parentOf(group))[id]
        return value === undefined ? [] : [[id, value] as const]
      }),
    )
  const { seed, tagSeed, mixes, truncation } = noise < 1 ? a : b
  const towardsB = { seed: b.seed, amount: noise, ...(b.mixes.length > 0 ? { mixes: b.mixes } : {}) }
  return {
    ...a,
    seed,
    tagSeed,
    truncation,
    mixes: noise > 0 && noise < 1 ? [...mixes, towardsB] : mixes,
    tags: inherit((parent) => parent.tags),
    strengths: inherit((parent) => parent.strengths),
    attributes: parentOf(attributesGene).attributes,
  }
}
