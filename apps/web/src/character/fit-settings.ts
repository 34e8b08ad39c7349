import { attributeLimits, listExclusiveGroups, type TagSchema } from '@animegan/core'
import type { CharacterSettings } from './character-settings'

/**
 * The settings without what a model cannot do: tags and attributes that it lacks, values beyond its limits, and all but the first of
 * two tags that exclude each other. `dropped` names what went, by id.
 */
export function fitSettings(
  schema: TagSchema,
  settings: CharacterSettings,
): { settings: CharacterSettings; dropped: string[] } {
  const dropped: string[] = []
  const tagIds = new Set(schema.tags.map(({ id }) => id))
  const limits = new Map(schema.attributes.map((attribute) => [attribute.id, attributeLimits(attribute)]))
  const rivals = listExclusiveGroups(schema).flatMap(({ tags }) =>
    tags.filter(({ id }) => settings.tags[id] === true).slice(1),
  )
  const excluded = new Set(rivals.map(({ id }) => id))

  const keep = <Value>(
    record: Readonly<Record<string, Value>>,
    fits: (id: string, value: Value) => boolean,
  ) => {
    const entries = Object.entries(record)
    dropped.push(...entries.filter(([id, value]) => !fits(id, value)).map(([id]) => id))
    return Object.fromEntries(entries.filter(([id, value]) => fits(id, value)))
  }
  const fitted: CharacterSettings = {
    ...settings,
    tags: keep(settings.tags, (id) => tagIds.has(id) && !excluded.has(id)),
    strengths: keep(settings.strengths, (id) => tagIds.has(id)),
    attributes: keep(settings.attributes, (id, value) => {
      const [least, greatest] = limits.get(id) ?? [1, 0]
      return value >= least && value <= greatest
    }),
  }
  return dropped.length > 0 ? { settings: fitted, dropped } : { settings, dropped }
}
