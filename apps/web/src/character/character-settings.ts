import { defaultModel } from '../models/published-models'

/** A step that moved the noise on the arc towards the noise of another seed, by `amount` from 0 to 1. */
export interface NoiseMix {
  seed: number
  amount: number
  /** Applied to the noise of that other seed before it is mixed in; none when absent. */
  mixes?: readonly NoiseMix[]
}

/** What stays when new characters are drawn. */
export type Lock = 'none' | 'noise' | 'tags'

export const locks: readonly Lock[] = ['none', 'noise', 'tags']

/** Most characters that are drawn at once. */
export const mostCharacters = 16

/** How far a tag may be pushed: +1 and -1 are on and off as the model has seen them. */
export const strongest = 2

/** From where to where the truncation's slider goes; its upper end stands for none. */
export const truncationLimits = { least: 0.3, greatest: 3 } as const

/** All that determines the characters on the page: the same settings draw the same pictures, here and anywhere. */
export interface CharacterSettings {
  /** Id of the model. */
  model: string
  /** Of the noise of the first character; the next have the seeds after it, unless the noise is locked. */
  seed: number
  /** Of the tags that are left to chance, likewise. */
  tagSeed: number
  /** Applied to the noise in turn. */
  mixes: readonly NoiseMix[]
  /** See core's `sampleLatent`; undefined is none. */
  truncation: number | undefined
  /** Tags that are on or off, by id; all others are left to chance. */
  tags: Readonly<Record<string, boolean>>
  /** Entries of the conditioning vector, by tag, instead of what on and off give; within -2 and 2. */
  strengths: Readonly<Record<string, number>>
  /** Values of attributes in their own unit, by id; all others are left to chance. */
  attributes: Readonly<Record<string, number>>
  /** From 1 to 16. */
  count: number
  lock: Lock
}

/** Faces a little nearer to the usual ones look better, and still differ. */
export const defaultTruncation = 1

/** Everything left to chance, by this seed. */
export function createSettings(seed: number, model: string = defaultModel.id): CharacterSettings {
  return {
    model,
    seed,
    tagSeed: seed,
    mixes: [],
    truncation: defaultTruncation,
    tags: {},
    strengths: {},
    attributes: {},
    count: 1,
    lock: 'none',
  }
}

/** New characters of the same wishes: what is not locked gets this seed. */
export function reseed(settings: CharacterSettings, seed: number): CharacterSettings {
  const { lock } = settings
  return {
    ...settings,
    ...(lock === 'noise' ? {} : { seed, mixes: [] }),
    ...(lock === 'tags' ? {} : { tagSeed: seed }),
  }
}
