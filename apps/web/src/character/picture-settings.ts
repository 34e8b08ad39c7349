import { type FacePlan, type PictureRecord, parseTags, type WeightsManifest } from '@animegan/core'
import * as z from 'zod/mini'
import { type CharacterSettings, createSettings, mostCharacters, strongest } from './character-settings'
import { fitSettings } from './fit-settings'
import { formatMixes, parseMixes } from './noise-mixes'
import { planCharacters, settleCharacter } from './plan-characters'

const Seed = z.int().check(z.nonnegative())

/** What the record of a picture may say of settings: the site's own names, and the command's. */
const recordedSettings = z.object({
  tags: z.optional(z.string()),
  fixed: z.optional(z.record(z.string(), z.boolean())),
  attributes: z.optional(z.record(z.string(), z.number())),
  truncation: z.optional(z.number().check(z.positive())),
  mixes: z.optional(z.string()),
  strengths: z.optional(z.record(z.string(), z.number().check(z.minimum(-strongest), z.maximum(strongest)))),
  tagSeed: z.optional(Seed),
  lock: z.optional(z.enum(['noise', 'tags'])),
})

/** The settings as the record of a picture keeps them, under the names of core's options where it has them. */
export function recordSettings(settings: CharacterSettings): Record<string, unknown> {
  const { seed, tagSeed, tags, attributes, truncation, mixes, strengths, lock } = settings
  const unlessEmpty = <Value extends object>(value: Value) =>
    Object.keys(value).length > 0 ? value : undefined
  return {
    fixed: unlessEmpty(tags),
    attributes: unlessEmpty(attributes),
    truncation,
    mixes: formatMixes(mixes) || undefined,
    strengths: unlessEmpty(strengths),
    tagSeed: tagSeed === seed ? undefined : tagSeed,
    lock: lock === 'none' ? undefined : lock,
  }
}

/**
 * The settings that draw the faces of a picture of ours again. `complete` is false when only the first face of a sheet can be drawn
 * by settings, as of the command's sheets with seeds far apart. Undefined for faces that no settings draw: made of given vectors, or on the way from
 * one face to another.
 */
export function restoreSettings(
  manifest: WeightsManifest,
  record: PictureRecord,
): { settings: CharacterSettings; complete: boolean } | undefined {
  const [first] = record.faces
  if (!first || first.seed === null || first.between) return undefined
  const recorded = z.safeParse(recordedSettings, record.settings).data ?? {}
  const base: CharacterSettings = {
    ...createSettings(first.seed, record.weights.name),
    tagSeed: recorded.tagSeed ?? first.seed,
    mixes: parseMixes(recorded.mixes ?? '') ?? [],
    truncation: recorded.truncation,
    tags: recorded.fixed ?? fixTypedTags(manifest, recorded.tags) ?? {},
    strengths: recorded.strengths ?? {},
    attributes: recorded.attributes ?? {},
    count: Math.min(record.faces.length, mostCharacters),
    lock: recorded.lock ?? 'none',
  }
  const { settings: whole, dropped } = fitSettings(manifest.tags, base)
  if (dropped.length === 0 && drawsAgain(planCharacters(manifest, whole), record)) {
    return { settings: whole, complete: whole.count === record.faces.length }
  }
  const face = { seed: first.seed, tags: first.tags, attributes: first.attributes ?? {} }
  const { settings } = fitSettings(manifest.tags, settleCharacter(manifest, base, face))
  return { settings, complete: record.faces.length === 1 }
}

/** Whether plans are those of a picture's faces, as far as the picture says. */
function drawsAgain(plans: readonly FacePlan[], { faces }: PictureRecord): boolean {
  return plans.every(({ seed, tags, attributes }, i) => {
    const face = faces[i]!
    return (
      face.seed === seed &&
      face.tags.join() === tags.join() &&
      Object.entries(face.attributes ?? {}).every(([id, value]) => attributes[id] === value)
    )
  })
}

/** The command's `--tags`: these are on, all others off, except for groups of which a face has one. */
function fixTypedTags(
  manifest: WeightsManifest,
  text: string | undefined,
): Record<string, boolean> | undefined {
  if (text === undefined) return undefined
  try {
    const on = parseTags(manifest.tags, text)
    const exclusive = new Set(manifest.tags.groups.filter((group) => group.exclusive).map(({ id }) => id))
    const said = manifest.tags.tags.filter(({ id, group }) => on.includes(id) || !exclusive.has(group))
    return Object.fromEntries(said.map(({ id }) => [id, on.includes(id)]))
  } catch {
    return undefined
  }
}
