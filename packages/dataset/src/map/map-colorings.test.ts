import { animeTags } from '@animegan/core'
import { describe, expect, it } from 'vitest'
import type { ImageRecord } from '../imagefolder/metadata.js'
import { listColorings } from './map-colorings.js'

const record = (columns: Partial<ImageRecord>): ImageRecord => ({
  file_name: 'a.png',
  tags: [],
  split: 'train',
  ...columns,
})

describe('listColorings', () => {
  it('colours by exclusive groups in the colours that tags name', () => {
    const [hair, ...others] = listColorings(
      [
        record({ tags: ['pink-hair', 'hat'] }),
        record({ tags: ['blonde-hair'] }),
        record({ tags: ['pink-hair'] }),
      ],
      animeTags,
    )
    expect(hair).toMatchObject({ id: 'hair-colour', label: 'hair colour', of: [1, 0, 1] })
    expect(hair!.categories).toEqual([
      { label: 'blonde hair', color: '#eec23b', count: 1 },
      { label: 'pink hair', color: '#f27fb0', count: 2 },
    ])
    expect(others).toEqual([])
  })

  it('leaves pictures without a tag of the group uncoloured', () => {
    const records = [record({}), record({ tags: ['red-eyes'] }), record({ tags: ['aqua-eyes'] })]
    expect(listColorings(records, animeTags).map(({ id, of }) => [id, of])).toEqual([
      ['eye-colour', [-1, 0, 1]],
    ])
  })

  it('colours by year from early to late, and by source and split, the most common first', () => {
    const colorings = listColorings(
      [
        record({ year: 2010, source: 'b' }),
        record({ year: 2005, source: 'a', split: 'test' }),
        record({ year: null, source: 'b' }),
        record({ year: 2015 }),
      ],
      animeTags,
    )
    expect(colorings.map(({ id, of }) => [id, of])).toEqual([
      ['year', [1, 0, -1, 2]],
      ['source', [0, 1, 0, -1]],
      ['split', [0, 1, 0, 0]],
    ])
    expect(colorings[0]!.categories.map(({ label, color }) => [label, color])).toEqual([
      ['2005', 'rgb(46 92 196)'],
      ['2010', 'rgb(145 107 128)'],
      ['2015', 'rgb(244 122 60)'],
    ])
  })
})
