import { expect, it } from 'vitest'
import type { ReviewColumns } from '../review-data.js'
import { DecisionBook } from './decision-book.js'
import { emptyFilter, listShown, type PictureFilter } from './picture-filter.js'
import { listItems } from './review-item.js'

const tags = [
  { id: 'smile', label: 'smile', group: 0 },
  { id: 'hat', label: 'hat', group: 0 },
]
const columns: ReviewColumns = {
  id: ['a', 'b', 'c', 'd', 'e'],
  file: ['one.png', 'two.png', 'three.png', 'four.png', 'five.png'],
  tags: [[0], [0, 1], [1], [], [0]],
  scores: [[900, 100], [600, 300], [200, 950], [100, -1], null],
  face: [80, 20, null, 50, 50],
  sharpness: [5, 0, 7, null, 1],
  duplicates: ['g2', null, 'g1', 'g2', null],
  origin: ['Summer', null, null, 'SUMMER rain', null],
  split: ['train', 'train', 'train', 'train', 'train'],
}
const items = listItems(columns)
const book = new DecisionBook({ a: { verdict: 'accept' }, c: { verdict: 'reject', tags: ['smile'] } }, tags)
const show = (filter: Partial<PictureFilter>) =>
  listShown(items, { ...emptyFilter, ...filter }, book)
    .map((index) => items[index]!.id)
    .join('')

it('shows everything in the order of the records', () => {
  expect(show({})).toBe('abcde')
})

it.each<[string, Partial<PictureFilter>, string]>([
  ['text in any case, every word', { text: ' summer RAIN' }, 'd'],
  ['part of a file', { text: 'o' }, 'abd'],
  ['a tag that is on, as it was decided', { tags: new Map([[0, true]]) }, 'abce'],
  ['a tag that is off', { tags: new Map([[1, false]]) }, 'acde'],
  [
    'one on and one off',
    {
      tags: new Map([
        [0, true],
        [1, false],
      ]),
    },
    'ace',
  ],
  ['what has no verdict', { verdict: 'undecided' }, 'bde'],
  ['what is accepted', { verdict: 'accepted' }, 'a'],
  ['what is rejected', { verdict: 'rejected' }, 'c'],
  ['what has other tags', { verdict: 'retagged' }, 'c'],
  ['confidence of a tag', { confidenceOf: 1, confidence: { from: 0.3 } }, 'bc'],
  ['confidence of the least certain tag that is on', { confidence: { to: 0.5 } }, 'bc'],
  ['size of the face, where it is known', { face: { from: 50, to: 80 } }, 'ade'],
  ['sharpness of 0', { sharpness: { to: 1 } }, 'be'],
  ['duplicates', { onlyDuplicates: true }, 'acd'],
])('shows by %s', (_, filter, expected) => {
  expect(show(filter)).toBe(expected)
})

it.each<[Partial<PictureFilter>, string]>([
  [{ sorting: 'confidence' }, 'cbade'],
  [{ sorting: 'confidence', confidenceOf: 1 }, 'abcde'],
  [{ sorting: 'face' }, 'bdeac'],
  [{ sorting: 'sharpness' }, 'beacd'],
  [{ sorting: 'duplicates' }, 'adcbe'],
])('sorts by %j, what is unknown last', (filter, expected) => {
  expect(show(filter)).toBe(expected)
})
