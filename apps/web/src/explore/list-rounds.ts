import { createRandom, type Random, type TagSchema, type WeightsManifest } from '@animegan/core'
import { type CharacterSettings, createSettings } from '../character/character-settings'
import { formatSettings } from '../character/settings-query'
import { settleSettings } from '../character/settle-settings'
import { crossCharacters, listGenes } from './cross-characters'
import { type Crossing, type Exploration, type Refinement, roundSize } from './exploration'
import type { Place } from './place'
import { varyCharacter } from './vary-character'

/** How far the first candidates are from the character that an exploration begins with. */
const firstReach = 0.5

/** Times that a candidate is drawn again for being one that is there already. */
const mostAttempts = 24

/** The candidates of every round of an exploration, all settled; the last round is the one to pick from. */
export function listRounds(manifest: WeightsManifest, exploration: Exploration): CharacterSettings[][] {
  const { tags: schema } = manifest
  const rounds = [listFirst(manifest, exploration)]
  for (const move of exploration.moves) {
    const find = (pick: Place) => findCandidate(rounds, pick)
    const next =
      move.kind === 'refine'
        ? refine(schema, move.picks.map(find), move)
        : cross(schema, find(move.parents[0]), find(move.parents[1]), move)
    rounds.push(next)
  }
  return rounds
}

/** A candidate of `listRounds`; the very first one for a place that is nowhere. */
export const findCandidate = (
  rounds: readonly (readonly CharacterSettings[])[],
  { round, place }: Place,
): CharacterSettings => rounds[round]?.[place] ?? rounds[0]![0]!

function refine(
  schema: TagSchema,
  parents: readonly CharacterSettings[],
  { seed, variation, reach }: Refinement,
): CharacterSettings[] {
  if (variation === 'nothing') return [...parents]
  return fillRound(parents.slice(0, roundSize / 2), seed, (own, place) =>
    varyCharacter(schema, parents[place % parents.length]!, { seed: own, variation, reach }),
  )
}

/** The child, its parents, and other children of theirs. */
function cross(
  schema: TagSchema,
  a: CharacterSettings,
  b: CharacterSettings,
  { seed, noise, fromB }: Crossing,
): CharacterSettings[] {
  const genes = listGenes(schema)
  return fillRound([crossCharacters(schema, a, b, { noise, fromB }), a, b], seed, (own) => {
    const random = createRandom(own, 'cross')
    return crossCharacters(schema, a, b, {
      noise: Math.round(100 * (0.1 + 0.8 * random.uniform())) / 100,
      fromB: genes.filter(() => random.uniform() < 0.5),
    })
  })
}

function listFirst(
  manifest: WeightsManifest,
  { model, seed, from, partner }: Exploration,
): CharacterSettings[] {
  if (!from) {
    return Array.from({ length: roundSize }, (_, i) =>
      settleSettings(manifest, createSettings(seed + i, model)),
    )
  }
  const first = [from, ...(partner ? [partner] : [])].map((each) =>
    settleSettings(manifest, { ...each, model }),
  )
  return fillRound(first, seed, (own, place) =>
    varyCharacter(manifest.tags, first[place % first.length]!, {
      seed: own,
      variation: 'all',
      reach: firstReach,
    }),
  )
}

/** A round that begins with some candidates; `create` makes others by seeds of their own. None is there twice, unless there are no others. */
function fillRound(
  first: readonly CharacterSettings[],
  seed: number,
  create: (seed: number, place: number) => CharacterSettings,
): CharacterSettings[] {
  const random = createRandom(seed, 'round')
  const round = [...first]
  const seen = new Set(first.map(formatSettings))
  while (round.length < roundSize) {
    const place = round.length - first.length
    const next = drawNew(random, seen, (own) => create(own, place))
    seen.add(formatSettings(next))
    round.push(next)
  }
  return round
}

function drawNew(
  random: Random,
  seen: ReadonlySet<string>,
  create: (seed: number) => CharacterSettings,
): CharacterSettings {
  let next = create(random.integer(2 ** 32))
  for (let i = 1; i < mostAttempts && seen.has(formatSettings(next)); i++) {
    next = create(random.integer(2 ** 32))
  }
  return next
}
