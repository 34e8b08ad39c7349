import { createRandom, type Random } from '@animegan/core'
import { describe, expect, it } from 'vitest'
import type { ImageRecord } from '../imagefolder/metadata.js'
import { assignSplits } from './assign-splits.js'
import { describeSplits } from './describe-splits.js'
import { createSplitStage } from './split-stage.js'

const parts = { train: 0.8, validation: 0.1, test: 0.1 }

const createRecord = (name: string, columns: Partial<ImageRecord> = {}): ImageRecord => ({
  file_name: `${name}.png`,
  tags: [],
  split: 'train',
  sha256: name,
  ...columns,
})

const createRecords = (count: number, first = 0): ImageRecord[] =>
  Array.from({ length: count }, (_, index) => createRecord(`picture-${first + index}`))

/** Records of which many have something in common with others, in every way. */
function createRelatives(random: Random, count: number): ImageRecord[] {
  const maybe = (chance: number, name: string, among: number) =>
    random.uniform() < chance ? `${name}-${random.integer(among)}` : undefined
  return Array.from({ length: count }, (_, index) => {
    const work = maybe(0.4, 'work', 60)
    const picture = maybe(0.2, 'picture', 200)
    const columns = {
      ...(random.uniform() < 0.02 ? { sha256: 'same' } : {}),
      duplicates: maybe(0.1, 'duplicates', 80),
      relatives: maybe(0.1, 'relatives', 80),
      origin: { ...(work ? { work } : {}), ...(picture ? { picture } : {}) },
    }
    return createRecord(`picture-${index}`, columns)
  })
}

const relate: Record<string, (record: ImageRecord) => unknown> = {
  file: ({ sha256 }) => sha256,
  duplicates: ({ duplicates }) => duplicates,
  relatives: ({ relatives }) => relatives,
  picture: ({ origin }) => (origin as { picture?: string } | undefined)?.picture,
  work: ({ origin }) => (origin as { work?: string } | undefined)?.work,
}

describe('assignSplits', () => {
  it.each([1, 2, 3, 4])('cuts no relation, and gives every record a part (seed %i)', (seed) => {
    const records = createRelatives(createRandom(seed, 'records'), 800)
    const { splits } = assignSplits(records, { parts, seed })
    expect(splits).toHaveLength(800)
    for (const read of Object.values(relate)) {
      const parts = new Map<unknown, string>()
      for (const [place, record] of records.entries()) {
        const value = read(record)
        if (value === undefined) continue
        expect(splits[place]).toBe(parts.get(value) ?? splits[place])
        parts.set(value, splits[place]!)
      }
    }
    expect(new Set(splits).size).toBe(3)
  })

  it('keeps relatives together over several steps', () => {
    const records = [
      createRecord('a', { duplicates: 'd' }),
      createRecord('b', { duplicates: 'd', origin: { picture: 'p' } }),
      createRecord('c', { origin: { picture: 'p', work: 'w' } }),
      createRecord('d', { origin: { work: 'w' }, relatives: 'm' }),
      createRecord('e', { relatives: 'm' }),
      ...createRecords(20),
    ]
    for (let seed = 0; seed < 20; seed++) {
      const { splits, kept } = assignSplits(records, { parts: { a: 0.5, b: 0.5 }, seed })
      expect(new Set(splits.slice(0, 5)).size).toBe(1)
      expect(kept).toEqual({ file: 0, duplicates: 1, relatives: 1, picture: 1, work: 1 })
    }
  })

  it('gives each part its share', () => {
    const count = (splits: readonly string[]) =>
      Object.keys(parts).map((name) => splits.filter((split) => split === name).length)
    expect(count(assignSplits(createRecords(1000), { parts }).splits)).toEqual([800, 100, 100])
    // Games of 1 to 9 pictures: off by half a game at most at either end.
    const random = createRandom(1, 'works')
    const works = Array.from({ length: 200 }, (_, work) =>
      Array.from({ length: 1 + random.integer(9) }, (_, i) =>
        createRecord(`${work}-${i}`, { origin: { work: `w${work}` } }),
      ),
    ).flat()
    for (let seed = 0; seed < 10; seed++) {
      const [train, validation, test] = count(assignSplits(works, { parts, seed }).splits)
      expect(Math.abs(train! - 0.8 * works.length)).toBeLessThanOrEqual(5)
      expect(Math.abs(validation! - 0.1 * works.length)).toBeLessThanOrEqual(9)
      expect(Math.abs(test! - 0.1 * works.length)).toBeLessThanOrEqual(5)
    }
  })

  it('depends on seed and records, not on their order', () => {
    const records = createRelatives(createRandom(9, 'records'), 300)
    const bySeed = [1, 2].map((seed) => assignSplits(records, { parts, seed }).splits)
    expect(bySeed[0]).not.toEqual(bySeed[1])
    expect(assignSplits(records, { parts, seed: 1 }).splits).toEqual(bySeed[0])
    const turned = assignSplits(records.toReversed(), { parts, seed: 1 }).splits
    expect(turned.toReversed()).toEqual(bySeed[0])
  })

  it('hardly moves anything when pictures are added or taken away', () => {
    const before = assignSplits(createRecords(10_000), { parts, seed: 3 }).splits
    const count = (after: readonly string[]) => before.filter((split, place) => split !== after[place]).length
    expect(count(assignSplits(createRecords(10_001), { parts, seed: 3 }).splits)).toBeLessThanOrEqual(2)
    const moved = count(assignSplits(createRecords(11_000), { parts, seed: 3 }).splits)
    expect(moved).toBeGreaterThan(0)
    expect(moved).toBeLessThan(40)
    // A game grows, and stays where it is.
    const game = (size: number) =>
      Array.from({ length: size }, (_, i) => createRecord(`game-${i}`, { origin: { work: 'game' } }))
    const others = createRecords(1000)
    const splits = [5, 6, 40].map(
      (size) => assignSplits([...game(size), ...others], { parts, seed: 4 }).splits[0],
    )
    expect(new Set(splits).size).toBe(1)
  })

  it('puts groups that are too large for a part where there is room, and says so', () => {
    const game = (name: string, size: number) =>
      Array.from({ length: size }, (_, i) => createRecord(`${name}-${i}`, { origin: { work: name } }))
    const records = [...game('large', 300), ...game('larger', 400), ...createRecords(300)]
    for (let seed = 0; seed < 10; seed++) {
      const { splits, oversized } = assignSplits(records, { parts: { train: 0.9, test: 0.1 }, seed })
      expect(oversized).toEqual([
        { key: 'work larger', pictures: 400, part: 'train' },
        { key: 'work large', pictures: 300, part: 'train' },
      ])
      expect(splits.filter((split) => split === 'test')).toHaveLength(100)
    }
    const one = assignSplits(game('only', 10), { parts: { train: 0.9, test: 0.1 } })
    expect(new Set(one.splits)).toEqual(new Set(['train']))
  })

  it.each([
    [{}, 0, 'parts: expected shares above 0, such as train=0.9,test=0.1, got ""'],
    [{ train: 0.9 }, 0, 'parts: expected shares that add up to 1, not to 0.9, got "train=0.9"'],
    [{ train: 1.5, test: -0.5 }, 0, 'parts: expected shares above 0'],
    [{ train: Number.NaN }, 0, 'parts: expected shares above 0'],
    [{ 'a b': 1 }, 0, 'parts: expected names of letters'],
    [{ train: 1 }, -1, 'seed: expected an integer from 0'],
  ])('refuses %o with seed %i', (parts, seed, message) => {
    expect(() => createSplitStage({ parts, seed })).toThrow(message)
  })
})

it('createSplitStage writes the column, and describeSplits counts what is in the parts', async () => {
  const records = createRecords(10).map((record, index) => ({
    ...record,
    tags: index % 2 === 0 ? ['smile', 'hat'] : ['smile'],
  }))
  const seen: unknown[] = []
  const stage = createSplitStage({
    parts: { train: 0.7, test: 0.3 },
    seed: 1,
    onAssigned: (a) => seen.push(a),
  })
  const result = await stage.apply(records, { folder: '', journal: '' })
  expect(result.rejects).toEqual([])
  expect(result.records.map(({ split, ...rest }) => ({ ...rest, split: 'train' }))).toEqual(records)
  expect(seen).toMatchObject([{ splits: result.records.map(({ split }) => split) }])
  const [train, test] = describeSplits(result.records)
  expect(train).toMatchObject({ name: 'train', pictures: 7, tags: { smile: 7 } })
  expect(test).toMatchObject({ name: 'test', pictures: 3, tags: { smile: 3 } })
  expect((train!.tags.hat ?? 0) + (test!.tags.hat ?? 0)).toBe(5)
})
