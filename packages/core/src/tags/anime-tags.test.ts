import { describe, expect, it } from 'vitest'
import { animeTags, animeTagsWithYear } from './anime-tags.js'
import { conditionSize, listExclusiveGroups, parseTagSchema } from './tag-schema.js'

describe('animeTags', () => {
  it("are the paper's 34, in its order", () => {
    expect(animeTags.tags.map(({ labels }) => labels.en).join()).toBe(
      'blonde hair,brown hair,black hair,blue hair,pink hair,purple hair,green hair,red hair,silver hair,white hair,' +
        'orange hair,aqua hair,gray hair,long hair,short hair,twintails,drill hair,ponytail,blush,smile,open mouth,hat,' +
        'ribbon,glasses,blue eyes,red eyes,brown eyes,green eyes,purple eyes,yellow eyes,pink eyes,aqua eyes,black eyes,' +
        'orange eyes',
    )
    expect([conditionSize(animeTags), conditionSize(animeTagsWithYear)]).toEqual([34, 35])
  })

  it.each([animeTags, animeTagsWithYear])('$name is a valid schema', (schema) => {
    expect(parseTagSchema(JSON.parse(JSON.stringify(schema)), 'x')).toEqual(schema)
  })

  it('counts every face once in each exclusive group', () => {
    const sums = listExclusiveGroups(animeTags).map(({ group, tags }) => [
      group.id,
      tags.length,
      tags.reduce((sum, { corpusCount }) => sum + corpusCount!, 0),
    ])
    expect(sums).toEqual([
      ['hair-colour', 13, 31255],
      ['eye-colour', 10, 31255],
    ])
  })

  it('have labels and Illustration2Vec indices of their own', () => {
    for (const language of ['en', 'ja', 'zh', 'ru'] as const) {
      expect(new Set(animeTags.tags.map(({ labels }) => labels[language])).size).toBe(34)
    }
    expect(new Set(animeTags.tags.map(({ illustration2vec }) => illustration2vec?.index)).size).toBe(34)
    expect(animeTags.tags[12]?.illustration2vec).toEqual({ name: 'grey hair', index: 206 })
  })
})

describe('parseTagSchema', () => {
  it('refuses what is not one, by field', () => {
    const [first] = animeTags.tags
    const parse = (change: object) => () => parseTagSchema({ ...animeTags, ...change }, 'tags.json')
    expect(parse({ tags: [first, first] })).toThrow(
      'tags.json is not a tag schema: expected every tag and attribute',
    )
    expect(parse({ groups: [] })).toThrow('expected the group of every tag')
    expect(parse({ tags: [{ ...first, id: 'Blonde Hair' }] })).toThrow(
      'tags[0].id: expected an id in kebab-case',
    )
    expect(parse({ attributes: [{ id: 'year', labels: first?.labels, range: [2, 2] }] })).toThrow(
      'attributes[0].range: expected [min, max] with min below max; got [2,2]',
    )
  })
})
