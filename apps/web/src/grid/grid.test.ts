import { animeTagsWithYear, type WeightsManifest } from '@animegan/core'
import { describe, expect, it } from 'vitest'
import { createSettings } from '../character/character-settings'
import { planCharacters } from '../character/plan-characters'
import { settleSettings } from '../character/settle-settings'
import type { Axis } from './axis'
import { formatGrid, type GridSettings, parseGrid } from './grid-query'
import { planGrid } from './plan-grid'

const manifest = {
  name: 'dahlia',
  tags: animeTagsWithYear,
  inputs: { latent: { name: 'latent', size: 16 }, condition: { name: 'condition', size: 35 } },
} as WeightsManifest

const base = createSettings(7)
const none: Axis = { kind: 'none' }
const plan = (rows: Axis, columns: Axis = none) => planGrid(manifest, { base, rows, columns })
const drawn = (rows: Axis) => plan(rows).cells.map(([cell]) => planCharacters(manifest, cell!)[0]!)

describe('planGrid', () => {
  it('changes nothing along no axis', () => {
    expect(plan(none).cells).toEqual([[settleSettings(manifest, base)]])
  })

  it('moves one tag evenly, from end to end', () => {
    const place = manifest.tags.tags.findIndex(({ id }) => id === 'smile')
    const plans = drawn({ kind: 'tag', id: 'smile', from: -1, to: 2, steps: 4 })
    expect(plans.map(({ condition }) => condition[place])).toEqual([-1, 0, 1, 2])
    for (const { latent, condition } of plans) {
      expect(latent).toEqual(plans[0]!.latent)
      expect(condition.filter((_, i) => i !== place)).toEqual(
        plans[0]!.condition.filter((_, i) => i !== place),
      )
    }
  })

  it('moves the year, and no further than the model can', () => {
    const years = (to: number) =>
      drawn({ kind: 'attribute', id: 'year', from: 2004, to, steps: 3 }).map(
        ({ attributes }) => attributes.year,
      )
    expect(years(2014)).toEqual([2004, 2009, 2014])
    expect(years(9999)[2]).toBeLessThan(2100)
  })

  it('has every hair colour once, and one at a time', () => {
    const plans = drawn({ kind: 'group', id: 'hair-colour' })
    const hair = animeTagsWithYear.tags.filter(({ group }) => group === 'hair-colour').map(({ id }) => id)
    expect(plans.map(({ tags }) => tags.filter((id) => hair.includes(id)))).toEqual(hair.map((id) => [id]))
  })

  it('draws other seeds with the same tags', () => {
    const plans = drawn({ kind: 'seed', first: 7, steps: 3 })
    expect(plans.map(({ seed }) => seed)).toEqual([7, 8, 9])
    expect(plans[1]!.latent).not.toEqual(plans[0]!.latent)
    expect(plans[1]!.condition).toEqual(plans[0]!.condition)
  })

  it('has two axes at once', () => {
    const { rows, columns, cells } = plan(
      { kind: 'truncation', from: 0.5, to: 1, steps: 2 },
      { kind: 'model', ids: ['dahlia', 'mine'] },
    )
    expect([rows, columns]).toEqual([
      [0.5, 1],
      ['dahlia', 'mine'],
    ])
    expect(cells.map((row) => row.map(({ truncation, model }) => `${model} ${truncation}`))).toEqual([
      ['dahlia 0.5', 'mine 0.5'],
      ['dahlia 1', 'mine 1'],
    ])
  })

  it('leaves out axes that the model lacks', () => {
    expect(plan({ kind: 'tag', id: 'halo', from: 0, to: 1, steps: 3 }).rows).toEqual([undefined])
    expect(plan({ kind: 'group', id: 'hats' }).rows).toEqual([undefined])
  })
})

describe('links to grids', () => {
  const axes: Axis[] = [
    none,
    { kind: 'tag', id: 'blue-hair', from: -1.5, to: 2, steps: 5 },
    { kind: 'attribute', id: 'year', from: 2003, to: 2017, steps: 8 },
    { kind: 'truncation', from: 0.3, to: 2, steps: 4 },
    { kind: 'seed', first: 4294967295, steps: 12 },
    { kind: 'group', id: 'eye-colour' },
    { kind: 'model', ids: ['dahlia', 'my_model.v2'] },
  ]

  it.each(axes)('hold all of it: $kind', (axis) => {
    const grid: GridSettings = { base: { ...base, tags: { smile: true } }, rows: axis, columns: none }
    expect(parseGrid(formatGrid(grid), 1)).toEqual(grid)
    expect(parseGrid(formatGrid({ ...grid, rows: none, columns: axis }), 1).columns).toEqual(axis)
  })

  it.each([
    'tag:smile:0:1:1',
    'tag:smile:0:1:13',
    'tag:smile:0:x:3',
    'seed:-1:3',
    'truncation:0:1:3',
    'hue:1',
    'model:',
  ])('have the usual axis instead of %s', (text) => {
    expect(parseGrid(`seed=3&rows=${text}`, 1).rows).toEqual(parseGrid('', 1).rows)
  })
})
