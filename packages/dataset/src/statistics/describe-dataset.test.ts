import { animeTags } from '@animegan/core'
import { expect, it } from 'vitest'
import type { ImageRecord } from '../imagefolder/metadata.js'
import type { Reject } from '../stages/rejects.js'
import { describeDataset } from './describe-dataset.js'
import { classifySides } from './side-classes.js'

const records: ImageRecord[] = [
  {
    file_name: 'a.png',
    tags: ['blonde-hair', 'smile', 'blue-eyes'],
    scores: { smile: 0.9, hat: 0.1 },
    year: 2009,
    source: 'getchu',
    split: 'train',
    width: 100,
    height: 80,
    duplicates: 'd1',
  },
  {
    file_name: 'b.png',
    tags: ['blonde-hair', 'smile', 'smile', 'unheard-of'],
    scores: { smile: 0.5 },
    year: 2007,
    source: 'getchu',
    split: 'test',
    width: 80,
    height: 100,
    duplicates: 'd1',
  },
  {
    file_name: 'c.png',
    tags: ['hat', 'smile'],
    scores: { smile: 0.7 },
    year: null,
    split: 'train',
    duplicates: 'd2',
  },
  { file_name: 'd.png', tags: [], year: 2009, source: 'synthetic', split: 'train', width: 300, height: 200 },
]
const rejects: Reject[] = [
  { name: 'x', stage: 'import', reason: 'truncated' },
  { name: 'y', stage: 'detect', reason: 'no-face' },
  { name: 'z', stage: 'detect', reason: 'too-small' },
  { name: 'w', stage: 'detect', reason: 'too-small' },
]

it('counts by hand what is in a small data set', () => {
  const { tags, cooccurrence, ...rest } = describeDataset(records, rejects, animeTags)
  expect(tags).toHaveLength(34)
  const tag = (id: string) => tags.find((tag) => tag.id === id)
  expect(tag('blonde-hair')).toEqual({
    id: 'blonde-hair',
    label: 'blonde hair',
    group: 'hair-colour',
    pictures: 2,
    share: 0.5,
    paper: { pictures: 4991, share: 4991 / 31255 },
  })
  expect(tag('smile')).toMatchObject({
    pictures: 3,
    share: 0.75,
    scores: { count: 3, tenth: expect.closeTo(0.54), median: 0.7, nineTenths: expect.closeTo(0.86) },
  })
  // The hat that c.png has was given no score; the score of a.png is of a hat that it has not.
  expect(tag('hat')).toMatchObject({ pictures: 1 })
  expect(tag('hat')).not.toHaveProperty('scores')
  expect(tag('red-eyes')).toMatchObject({ pictures: 0, share: 0 })

  const place = (id: string) => animeTags.tags.findIndex((tag) => tag.id === id)
  const both = (first: string, second: string) => cooccurrence[place(first)]![place(second)]
  expect([both('smile', 'smile'), both('smile', 'blonde-hair'), both('blonde-hair', 'smile')]).toEqual([
    3, 2, 2,
  ])
  expect([both('smile', 'hat'), both('hat', 'blue-eyes')]).toEqual([1, 0])
  expect(cooccurrence.flat().reduce((sum, count) => sum + count, 0)).toBe(9 + 4 + 4)

  expect(rest).toEqual({
    pictures: 4,
    years: [
      { value: 2007, count: 1 },
      { value: 2009, count: 2 },
    ],
    sides: [
      { value: 80, count: 2 },
      { value: 200, count: 1 },
    ],
    sources: [
      { value: 'getchu', count: 2 },
      { value: '', count: 1 },
      { value: 'synthetic', count: 1 },
    ],
    splits: [
      { name: 'train', pictures: 3, tags: { 'blonde-hair': 1, smile: 2, 'blue-eyes': 1, hat: 1 } },
      { name: 'test', pictures: 1, tags: { 'blonde-hair': 1, smile: 1, 'unheard-of': 1 } },
    ],
    duplicates: { groups: 1, pictures: 2 },
    rejects: [
      { stage: 'import', reason: 'truncated', count: 1 },
      { stage: 'detect', reason: 'too-small', count: 2 },
      { stage: 'detect', reason: 'no-face', count: 1 },
    ],
  })
})

it('describes an empty data set, and tags that the paper knows nothing of', () => {
  expect(describeDataset([], [], animeTags)).toMatchObject({
    pictures: 0,
    years: [],
    splits: [],
    rejects: [],
  })
  const schema = { ...animeTags, corpusSize: undefined }
  expect(describeDataset(records, [], schema).tags[0]).not.toHaveProperty('paper')
})

it('gathers sides in classes of half an octave', () => {
  const sides = [20, 32, 95, 96, 130].map((value) => ({ value, count: 2 }))
  expect(classifySides(sides).map(({ label, count }) => `${label}: ${count}`)).toEqual([
    '<32: 2',
    '32+: 2',
    '48+: 0',
    '64+: 2',
    '96+: 2',
    '128+: 2',
  ])
})
