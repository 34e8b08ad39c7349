import { describe, expect, it } from 'vitest'
import { createPictureFinder } from './find-pictures.js'

const tags = [
  { id: 'blue-hair', label: 'blue hair', group: 0, words: ['blue-hair', 'blue hair', '青髪'] },
  { id: 'blue-eyes', label: 'blue eyes', group: 1, words: ['blue-eyes', 'blue eyes', '青い目'] },
  { id: 'hat', label: 'hat', group: 2, words: ['hat', '帽子'] },
]
const picture = (name: string, places: number[], facts: [string, string][] = []) => ({
  name,
  tags: places,
  facts,
  at: [0, 0] as [number, number],
  grid: [0, 0] as [number, number],
})
const finder = createPictureFinder({
  tags,
  pictures: [
    picture('images/a1.png', [0], [['year', '2004']]),
    picture('images/b2.png', [1, 2], [['source', 'what_is_that']]),
    picture('images/c3.png', [0, 1]),
  ],
})
const find = (query: string, chosen: number[] = []) =>
  finder.find(query, new Set(chosen)).flatMap((fits, i) => (fits ? [i] : []))

describe('createPictureFinder', () => {
  it('finds by beginnings of words of tags, and of all of several terms', () => {
    expect(find('')).toEqual([0, 1, 2])
    expect(find(' , ')).toEqual([0, 1, 2])
    expect(find('blue')).toEqual([0, 1, 2])
    expect(find('Blue-Hair')).toEqual([0, 2])
    expect(find('blue h')).toEqual([0, 2])
    expect(find('blue hair, blue eyes')).toEqual([2])
    expect(find('lue')).toEqual([])
    expect(find('帽子')).toEqual([1])
  })

  it('excludes with a minus', () => {
    expect(find('-hat')).toEqual([0, 2])
    expect(find('blue eyes, -blue hair')).toEqual([1])
    expect(find('-')).toEqual([0, 1, 2])
  })

  it('finds by year, source and file name', () => {
    expect(find('2004')).toEqual([0])
    expect(find('what is')).toEqual([1])
    expect(find('c3')).toEqual([2])
  })

  it('wants every chosen tag', () => {
    expect(find('', [0])).toEqual([0, 2])
    expect(find('', [0, 1])).toEqual([2])
    expect(find('-blue eyes', [0])).toEqual([0])
  })
})
