import { animeTagsWithYear, listExclusiveGroups, type WeightsManifest } from '@animegan/core'
import { describe, expect, it } from 'vitest'
import { type CharacterSettings, createSettings } from '../character/character-settings'
import { drawNoise, planCharacters } from '../character/plan-characters'
import { formatSettings } from '../character/settings-query'
import { settleSettings } from '../character/settle-settings'
import { crossCharacters, listGenes } from './cross-characters'
import { chooseNextStep, type Exploration, isFinished, listPicks, move, reshuffle } from './exploration'
import { formatExploration, parseExploration } from './exploration-query'
import { listRounds } from './list-rounds'
import { varyCharacter } from './vary-character'

const schema = animeTagsWithYear
const manifest = {
  name: 'dahlia',
  tags: schema,
  inputs: { latent: { name: 'latent', size: 64 }, condition: { name: 'condition', size: 35 } },
} as WeightsManifest

const settle = (seed: number, change: Partial<CharacterSettings> = {}) =>
  settleSettings(manifest, { ...createSettings(seed), ...change })
const planOf = (settings: CharacterSettings) => planCharacters(manifest, settings)[0]!
const noiseOf = (settings: CharacterSettings) => drawNoise(manifest, settings)
const colours = new Set(listExclusiveGroups(schema).flatMap(({ tags }) => tags.map(({ id }) => id)))

function cosine(a: Float32Array, b: Float32Array): number {
  const dot = (x: Float32Array, y: Float32Array) => x.reduce((sum, value, i) => sum + value * y[i]!, 0)
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b))
}

describe('varyCharacter', () => {
  const parent = settle(7, { strengths: { smile: 1.5 } })
  const vary = (variation: Parameters<typeof varyCharacter>[2]['variation'], reach: number, seed = 3) =>
    varyCharacter(schema, parent, { variation, reach, seed })

  it('is the parent itself at no distance', () => {
    for (const variation of ['all', 'colours', 'details', 'drawing', 'nothing'] as const) {
      expect(vary(variation, 0)).toEqual(parent)
    }
  })

  it('moves the noise by its reach', () => {
    const near = [0.1, 0.4, 1].map((reach) => cosine(noiseOf(parent), noiseOf(vary('drawing', reach))))
    expect(near[0]).toBeGreaterThan(0.95)
    expect(near[0]).toBeGreaterThan(near[1]!)
    expect(near[1]).toBeGreaterThan(near[2]!)
    expect(vary('drawing', 1).tags).toEqual(parent.tags)
  })

  it('changes colours alone, or details alone', () => {
    const changed = (variation: 'colours' | 'details') => {
      const other = planOf(vary(variation, 1)).tags
      const own = planOf(parent).tags
      return [...own, ...other].filter((id) => own.includes(id) !== other.includes(id))
    }
    expect(changed('colours')).not.toEqual([])
    expect(changed('colours').every((id) => colours.has(id))).toBe(true)
    expect(changed('details')).not.toEqual([])
    expect(changed('details').some((id) => colours.has(id))).toBe(false)
    for (const variation of ['colours', 'details'] as const) {
      expect(noiseOf(vary(variation, 1))).toEqual(noiseOf(parent))
    }
    expect(vary('details', 1).attributes.year).not.toBe(parent.attributes.year)
    expect(vary('colours', 1).attributes).toEqual(parent.attributes)
  })

  it('always leaves one hair colour and one eye colour', () => {
    for (let seed = 0; seed < 40; seed++) {
      const { tags } = planOf(vary('all', 1, seed))
      expect(tags.filter((id) => colours.has(id))).toHaveLength(2)
    }
  })
})

describe('crossCharacters', () => {
  const a = settle(7)
  const b = settle(85, { mixes: [{ seed: 3, amount: 0.4 }], truncation: 0.8 })
  const all = listGenes(schema)

  it('is either parent at the ends', () => {
    expect(planOf(crossCharacters(schema, a, b, { noise: 0, fromB: [] }))).toEqual(planOf(a))
    expect(planOf(crossCharacters(schema, a, b, { noise: 1, fromB: all }))).toEqual(planOf(b))
  })

  it('mixes noise alone', () => {
    const child = crossCharacters(schema, a, { ...b, truncation: a.truncation }, { noise: 0.5, fromB: [] })
    expect(planOf(child).tags).toEqual(planOf(a).tags)
    const [towardsA, towardsB] = [a, { ...b, truncation: a.truncation }].map((parent) =>
      cosine(noiseOf(child), noiseOf(parent)),
    )
    expect(towardsA).toBeCloseTo(towardsB!, 1)
    expect(towardsA).toBeGreaterThan(0.6)
  })

  it('takes the hair of one and the eyes of the other', () => {
    const child = planOf(crossCharacters(schema, a, b, { noise: 0, fromB: ['eye-colour'] })).tags
    const pick = (tags: string[], end: string) => tags.find((id) => id.endsWith(end))
    const [own, other] = [planOf(a).tags, planOf(b).tags]
    expect(pick(child, '-hair')).toBe(pick(own, '-hair'))
    expect(pick(child, '-eyes')).toBe(pick(other, '-eyes'))
    expect(pick(own, '-eyes')).not.toBe(pick(other, '-eyes'))
  })
})

describe('listRounds', () => {
  const start: Exploration = { model: 'dahlia', way: 'free', seed: 100, moves: [] }
  const refined = move(start, {
    ...{ kind: 'refine', seed: 5, variation: 'all', reach: 0.4 },
    picks: [
      { round: 0, place: 2 },
      { round: 0, place: 9 },
    ],
  })
  const crossed = move(refined, {
    ...{ kind: 'cross', seed: 6, noise: 0.5, fromB: ['hair-colour'] },
    parents: [
      { round: 0, place: 2 },
      { round: 1, place: 11 },
    ],
  })

  it('is the same again, round by round, and whole in a link', () => {
    const rounds = listRounds(manifest, crossed)
    expect(rounds.map(({ length }) => length)).toEqual([12, 12, 12])
    expect(listRounds(manifest, parseExploration(formatExploration(crossed), 1))).toEqual(rounds)
    expect(listRounds(manifest, refined)).toEqual(rounds.slice(0, 2))
  })

  it('keeps those that were picked, and has none twice', () => {
    const [first, second, third] = listRounds(manifest, crossed)
    expect(second!.slice(0, 2)).toEqual([first![2], first![9]])
    expect(third!.slice(1, 3)).toEqual([first![2], second![11]])
    for (const round of [first!, second!, third!]) expect(new Set(round.map(formatSettings)).size).toBe(12)
  })

  it('gives other candidates near the same picks', () => {
    const [before, after] = [refined, reshuffle(refined, 77)].map((each) => listRounds(manifest, each)[1]!)
    expect(after!.slice(0, 2)).toEqual(before!.slice(0, 2))
    expect(after!.slice(2)).not.toEqual(before!.slice(2))
  })

  it('may begin with a character', () => {
    const from = settle(31, { mixes: [{ seed: 2, amount: 0.5 }], attributes: { year: 2010 } })
    const [round] = listRounds(manifest, parseExploration(formatExploration({ ...start, from }), 1))
    expect(planOf(round![0]!)).toEqual(planOf(from))
  })

  it('goes four steps when guided, each changing one thing', () => {
    let way: Exploration = { ...start, way: 'guided' }
    for (let round = 0; round < 4; round++) {
      expect(isFinished(way)).toBe(false)
      const picks = [{ round, place: 3 }]
      way = move(way, { kind: 'refine', picks, seed: round, ...chooseNextStep(way) })
    }
    const rounds = listRounds(manifest, way)
    expect(isFinished(way)).toBe(true)
    expect(rounds[4]).toEqual([rounds[3]![3]])
    expect(noiseOf(rounds[2]![3]!)).toEqual(noiseOf(rounds[0]![3]!))
    expect(rounds[3]![3]!.tags).toEqual(rounds[2]![3]!.tags)
    expect(listPicks(way)).toHaveLength(4)
  })
})

describe('links to explorations', () => {
  it.each([
    ['nothing', ''],
    ['a version to come', 'v=2&seed=3&way=free&moves=0-1:5:all:0.4'],
    ['a seed that is none', 'v=1&way=free&seed=-4&moves=0-1:5:all:0.4'],
  ])('begin anew when they say %s', (_, query) => {
    expect(parseExploration(query, 42)).toMatchObject({ model: 'dahlia', seed: 42, moves: [] })
  })

  it('begin with the character of another page', () => {
    const settings = settle(31)
    const way = parseExploration(formatSettings(settings), 42)
    expect(way).toMatchObject({ model: 'dahlia', way: 'guided', seed: 42, moves: [] })
    expect(formatSettings(way.from!)).toBe(formatSettings(settings))
  })

  it('stop at the first move that makes no sense', () => {
    const moves = (text: string) => parseExploration(`v=1&way=free&seed=3&moves=${text}`, 1).moves.length
    expect(moves('0-1:5:all:0.4,1-3x0-2:6:0.5:')).toBe(2)
    expect(moves('0-1:5:all:0.4,2-3x0-2:6:0.5:')).toBe(1)
    expect(moves('0-12:5:all:0.4')).toBe(0)
    expect(moves('0-1:5:all:1.4')).toBe(0)
    expect(moves('0-1:5:hair:0.4')).toBe(0)
  })
})
