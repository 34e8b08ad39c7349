import { animeTags, animeTagsWithYear } from '@animegan/core'
import { expect, test } from 'vitest'
import { listRealConditions } from './real-conditions.js'

const record = (tags: string[], rest = {}) => ({ file_name: 'a.png', tags, split: 'train', ...rest })

test('takes the tags and attributes of each picture', () => {
  const { conditions, warnings } = listRealConditions(
    [record(['blonde-hair', 'smile'], { year: 2010 }), record(['red-hair'], { year: 1999.5 })],
    animeTagsWithYear,
  )
  expect(conditions).toEqual([
    { tags: ['blonde-hair', 'smile'], attributes: { year: 2010 } },
    { tags: ['red-hair'], attributes: { year: 1999.5 } },
  ])
  expect(warnings).toEqual([])
})

test('draws what is not there, the same each time, and says so', () => {
  const records = [record([]), record(['tail', 'wings']), record(['smile', 'tail'], { year: 1950 })]
  const { conditions, warnings } = listRealConditions(records, animeTagsWithYear)
  expect(listRealConditions(records, animeTagsWithYear).conditions).toEqual(conditions)
  expect(conditions[0]!.tags.length).toBeGreaterThanOrEqual(2)
  expect(conditions[1]!.tags).not.toEqual(conditions[0]!.tags)
  expect(conditions[2]!.tags).toEqual(['smile'])
  for (const { attributes } of conditions) {
    expect(attributes!.year).toBeGreaterThanOrEqual(2003)
    expect(attributes!.year).toBeLessThanOrEqual(2017)
  }
  expect(warnings).toEqual([
    'the model does not know tail, wings: fakes are drawn without them',
    '2 of the 3 real pictures lack tags: tags of the fakes for them are at random',
    'none of the 3 real pictures have a usable year: values of year of the fakes for them are at random',
  ])
})

test('says so when no picture has tags', () => {
  const { warnings } = listRealConditions([record([]), record([])], animeTags)
  expect(warnings).toEqual([
    'none of the 2 real pictures have tags: tags of the fakes for them are at random',
  ])
})
