import { describe, expect, it } from 'vitest'
import { animeTags } from '../tags/anime-tags.js'
import { createRandom } from './random.js'
import { completeTags, sampleTags, type TagPrior } from './sample-tags.js'

function measureFrequencies(prior: TagPrior, count = 20_000): Record<string, number> {
  const random = createRandom(11, prior)
  const frequencies: Record<string, number> = {}
  for (let i = 0; i < count; i++) {
    for (const id of sampleTags(animeTags, random, { prior }))
      frequencies[id] = (frequencies[id] ?? 0) + 1 / count
  }
  return frequencies
}

describe('sampleTags', () => {
  it('draws as the paper trains', () => {
    const frequencies = measureFrequencies('uniform')
    for (const { id, group } of animeTags.tags) {
      const expected = group === 'hair-colour' ? 1 / 13 : group === 'eye-colour' ? 1 / 10 : 0.25
      expect(Math.abs(frequencies[id]! - expected), id).toBeLessThan(0.013)
    }
  })

  it('draws as the corpus has them', () => {
    const frequencies = measureFrequencies('corpus')
    for (const { id, corpusCount } of animeTags.tags) {
      expect(Math.abs((frequencies[id] ?? 0) - corpusCount! / 31255), id).toBeLessThan(0.014)
    }
  })

  it('gives one hair colour, one eye colour, in schema order', () => {
    const order = animeTags.tags.map(({ id }) => id)
    for (let seed = 0; seed < 50; seed++) {
      const tags = sampleTags(animeTags, createRandom(seed, 'tags'))
      expect(
        tags.filter((id) => animeTags.tags.find((tag) => tag.id === id)?.group === 'hair-colour'),
      ).toHaveLength(1)
      expect(tags.filter((id) => id.endsWith('-eyes'))).toHaveLength(1)
      expect(tags).toEqual(order.filter((id) => tags.includes(id)))
    }
  })

  it('keeps tags on or off that are fixed, and draws the others as ever', () => {
    const fixed = { glasses: true, smile: false, 'pink-hair': true, 'blue-eyes': false }
    const isColour = (id: string) => id.endsWith('-eyes') || id.endsWith('-hair')
    const others = (tags: string[]) => tags.filter((id) => !isColour(id) && !Object.hasOwn(fixed, id))
    const eyes = new Set<string>()
    for (let seed = 0; seed < 200; seed++) {
      const free = sampleTags(animeTags, createRandom(seed))
      const tags = sampleTags(animeTags, createRandom(seed), { fixed })
      expect(tags).toEqual(expect.arrayContaining(['glasses', 'pink-hair']))
      expect(tags).not.toContain('smile')
      expect(others(tags)).toEqual(others(free))
      expect(tags.filter((id) => id.endsWith('-eyes'))).toHaveLength(1)
      if (free.at(-1) !== 'blue-eyes') expect(tags.at(-1)).toBe(free.at(-1))
      eyes.add(tags.at(-1)!)
    }
    expect(eyes).toEqual(
      new Set(animeTags.tags.map(({ id }) => id).filter((id) => /^(?!blue).*-eyes$/.test(id))),
    )
  })

  it('gives no tag of a group that is wholly off', () => {
    const fixed = Object.fromEntries(
      animeTags.tags.filter(({ group }) => group === 'eye-colour').map(({ id }) => [id, false]),
    )
    expect(sampleTags(animeTags, createRandom(1), { fixed }).some((id) => id.endsWith('-eyes'))).toBe(false)
  })

  it('refuses the corpus prior without counts, and unknown priors', () => {
    const { corpusSize, ...sizeless } = animeTags
    const [first, ...rest] = animeTags.tags
    const { corpusCount, ...uncounted } = first!
    const random = createRandom(0)
    expect(() => sampleTags(sizeless, random, { prior: 'corpus' })).toThrow('lacks a corpus size')
    expect(() =>
      sampleTags({ ...animeTags, tags: [uncounted, ...rest] }, random, { prior: 'corpus' }),
    ).toThrow('lacks a count for "blonde-hair"; use "uniform"')
    expect(() => sampleTags(animeTags, random, { prior: 'normal' as TagPrior })).toThrow('got "normal"')
    expect([corpusSize, corpusCount]).toEqual([31255, 4991])
  })
})

describe('completeTags', () => {
  it('keeps what is given and draws only the missing groups', () => {
    const tags = completeTags(animeTags, ['smile', 'pink-hair'], createRandom(1))
    expect(tags.slice(0, 2)).toEqual(['pink-hair', 'smile'])
    expect(tags).toHaveLength(3)
    expect(tags[2]).toMatch(/-eyes$/)
    expect(completeTags(animeTags, ['red-eyes', 'red-hair'], createRandom(2))).toEqual([
      'red-hair',
      'red-eyes',
    ])
  })

  it('draws the same eyes for a seed whatever the hair', () => {
    const eyes = (tags: string[]) => completeTags(animeTags, tags, createRandom(4)).at(-1)
    expect(eyes([])).toBe(eyes(['black-hair']))
    expect(eyes([])).toBe(sampleTags(animeTags, createRandom(4)).at(-1))
  })
})
