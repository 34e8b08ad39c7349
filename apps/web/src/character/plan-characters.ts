import {
  createRandom,
  decodeCondition,
  type FacePlan,
  listExclusiveGroups,
  planFaces,
  sampleLatent,
  slerp,
  type WeightsManifest,
} from '@animegan/core'
import type { CharacterSettings, NoiseMix } from './character-settings'

type NoiseSettings = Pick<CharacterSettings, 'seed' | 'mixes' | 'truncation'>

/** What is to be drawn for some settings, one plan a character. Throws what core's `planFaces` throws. */
export function planCharacters(manifest: WeightsManifest, settings: CharacterSettings): FacePlan[] {
  const { tags: fixed, attributes, truncation, lock } = settings
  return Array.from({ length: settings.count }, (_, i) => {
    const seed = settings.seed + (lock === 'noise' ? 0 : i)
    const tagSeed = settings.tagSeed + (lock === 'tags' ? 0 : i)
    const [plan] = planFaces(manifest, { seed: tagSeed, fixed, attributes, truncation })
    const condition = pushTags(manifest, plan!.condition, settings.strengths)
    return {
      seed,
      tags: decodeCondition(manifest.tags, condition).tags,
      attributes: plan!.attributes,
      latent: drawNoise(manifest, { ...settings, seed }),
      condition,
    }
  })
}

/** The latent of a seed, moved by the mixes in turn. */
export function drawNoise(
  { inputs }: WeightsManifest,
  { seed, mixes, truncation }: NoiseSettings,
): Float32Array {
  const draw = (from: number, moves: readonly NoiseMix[] = []): Float32Array =>
    moves.reduce(
      (noise, mix) => slerp(noise, draw(mix.seed, mix.mixes), mix.amount),
      sampleLatent(createRandom(from, 'latent'), inputs.latent.size, { truncation }),
    )
  return draw(seed, mixes)
}

/** The settings of one of the characters alone, with nothing left to chance. */
export function settleCharacter(
  { tags: schema }: WeightsManifest,
  settings: CharacterSettings,
  { seed, tags, attributes }: Pick<FacePlan, 'seed' | 'tags' | 'attributes'>,
): CharacterSettings {
  const own = seed ?? settings.seed
  const settled = listExclusiveGroups(schema).filter(({ tags: group }) =>
    group.some(({ id }) => tags.includes(id)),
  )
  const implied = new Set(settled.flatMap(({ tags: group }) => group.map(({ id }) => id)))
  const said = schema.tags.filter(({ id }) => tags.includes(id) || !implied.has(id))
  return {
    ...settings,
    seed: own,
    tagSeed: own,
    tags: Object.fromEntries(said.map(({ id }) => [id, tags.includes(id)])),
    attributes,
    count: 1,
    lock: 'none',
  }
}

function pushTags(
  { tags: schema }: WeightsManifest,
  condition: Float32Array,
  strengths: CharacterSettings['strengths'],
): Float32Array {
  return condition.map((value, i) => strengths[schema.tags[i]?.id ?? ''] ?? value)
}
