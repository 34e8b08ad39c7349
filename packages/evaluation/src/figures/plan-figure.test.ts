import { animeTags, animeTagsWithYear, planFaces, type TagSchema, type WeightsManifest } from '@animegan/core'
import { describe, expect, it } from 'vitest'
import { composeFigure } from './compose-figure.js'
import type { FigureName, FigurePlan, PlanFigureOptions } from './figure-plan.js'
import { figureNames, planFigure } from './plan-figure.js'
import { chooseTagSets } from './tag-sets.js'

const manifestOf = (tags: TagSchema) =>
  ({
    name: 'model',
    tags,
    inputs: {
      latent: { name: 'latent', size: 4 },
      condition: { name: 'condition', size: tags.tags.length + tags.attributes.length },
    },
  }) as WeightsManifest
const [plain, yearly] = [manifestOf(animeTags), manifestOf(animeTagsWithYear)]
const coloursOnly = manifestOf({
  ...animeTags,
  tags: animeTags.tags.filter(({ group }) => group === 'hair-colour').slice(0, 3),
})

const listPlans = ({ rows }: FigurePlan) => rows.flatMap(({ plans }) => plans)
const latents = (plan: FigurePlan) => listPlans(plan).map(({ latent }) => latent.join())
const conditions = (plan: FigurePlan) => listPlans(plan).map(({ condition }) => condition.join())
const countDifferent = (values: readonly string[]) => new Set(values).size
const plan = (name: FigureName, options: PlanFigureOptions = {}, manifest = plain) =>
  planFigure(name, manifest, options)

describe('planFigure', () => {
  it.each(figureNames)('plans %s of the wanted size by its seed alone', (name) => {
    const options = { seed: 3, rows: 2, columns: 5 }
    const first = plan(name, options, yearly)
    const sets = name === 'tag-sets' ? 4 : 1
    expect(first.rows.map(({ plans }) => plans.length)).toEqual(new Array(2 * sets).fill(5))
    expect(plan(name, options, yearly)).toEqual(first)
    expect(latents(plan(name, { ...options, seed: 100 }, yearly))).not.toEqual(latents(first))
    expect(latents(plan(name, { ...options, truncation: 0.5 }, yearly))).not.toEqual(latents(first))
    for (const { latent } of listPlans(plan(name, { ...options, truncation: 0.5 }, yearly))) {
      // An arc between two latents within the box may leave it a little.
      expect(Math.max(...latent.map(Math.abs))).toBeLessThan(0.75)
    }
    expect(first.caption).toMatch(/seeds? 3\b/)
  })

  it('covers the figures 1 to 4, 9 to 12 and 15 of the paper', () => {
    const numbers = figureNames.flatMap((name) => plan(name, {}, yearly).paperFigures)
    expect(numbers.sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 9, 10, 11, 12, 15])
  })

  it('draws noise and tags by seeds one after the other', () => {
    expect(listPlans(plan('random', { seed: 5, rows: 2, columns: 3 }))).toEqual(
      planFaces(plain, { seed: 5, count: 6 }),
    )
  })

  it('holds the noise and draws the tags', () => {
    const fixed = plan('fixed-noise', { seed: 7 })
    expect(countDifferent(latents(fixed))).toBe(1)
    expect(countDifferent(conditions(fixed))).toBe(32)
    const [own] = planFaces(plain, { seed: 7 })
    expect(listPlans(fixed)[0]).toMatchObject({ latent: own!.latent, condition: own!.condition })
  })

  it('holds the tags, the year too, and draws the noise', () => {
    const fixed = plan('fixed-tags', {}, yearly)
    expect(countDifferent(latents(fixed))).toBe(32)
    expect(countDifferent(conditions(fixed))).toBe(1)
    expect(listPlans(fixed)[0]).toMatchObject({
      tags: ['silver-hair', 'long-hair', 'blush', 'smile', 'open-mouth', 'blue-eyes'],
      attributes: { year: 2010 },
    })
    const given = plan('fixed-tags', { tags: 'Red hair, glasses' })
    expect(countDifferent(conditions(given))).toBe(1)
    expect(listPlans(given)[0]!.tags).toEqual(['red-hair', 'glasses', expect.stringMatching(/-eyes$/)])
    expect(given.caption).toMatch(/the tags red hair, glasses, \w+ eyes; /)
  })

  it('moves noise and tags from one random character to another', () => {
    const { rows } = plan('interpolation', { seed: 4, rows: 2, columns: 5 })
    const ends = planFaces(plain, { seed: 4, count: 4 })
    for (const [row, { plans }] of rows.entries()) {
      for (const [end, at] of [
        [ends[2 * row]!, 0],
        [ends[2 * row + 1]!, 4],
      ] as const) {
        expect(plans[at]).toMatchObject({ latent: end.latent, condition: end.condition })
      }
      expect(countDifferent(plans.map(({ latent }) => latent.join()))).toBe(5)
      expect(countDifferent(plans.map(({ condition }) => condition.join()))).toBe(5)
    }
  })

  it("gives each of the paper's sets the same noise", () => {
    const sets = plan('tag-sets', { rows: 1, columns: 3 })
    expect(countDifferent(latents(sets))).toBe(3)
    expect(
      sets.rows.map(({ plans }) => countDifferent(plans.map(({ condition }) => condition.join()))),
    ).toEqual([1, 1, 1, 1])
    expect(sets.rows.map(({ heading }) => heading)).toEqual([
      '(a) blonde hair, twintails, blush, smile, ribbon, red eyes',
      '(b) silver hair, long hair, blush, smile, open mouth, blue eyes',
      '(c) aqua hair, long hair, drill hair, open mouth, glasses, aqua eyes',
      '(d) orange hair, ponytail, hat, glasses, red eyes, orange eyes',
    ])
    expect(listPlans(sets)[9]!.tags).toEqual([
      'orange-hair',
      'ponytail',
      'hat',
      'glasses',
      'red-eyes',
      'orange-eyes',
    ])
    expect(sets.caption).toContain('The tags of (a) and (b) are well learnt, those of (c) and (d) badly')
  })

  it('moves nothing but the year', () => {
    const years = plan('years', { seed: 3, rows: 2 }, yearly)
    expect(years.columnLabels).toEqual(['2003', '2005', '2007', '2009', '2011', '2013', '2015', '2017'])
    for (const { plans } of years.rows) {
      expect(countDifferent(plans.map(({ latent, tags }) => [...latent, ...tags].join()))).toBe(1)
      expect(plans.map(({ attributes }) => attributes.year)).toEqual(years.columnLabels?.map(Number))
    }
    expect(countDifferent(latents(years))).toBe(2)
  })

  it('says what a model lacks', () => {
    expect(() => plan('years')).toThrow('weights "model" have no year')
    expect(() => plan('tag-sets', {}, coloursOnly)).toThrow(
      /weights "model" lack tags of this figure: twintails, .*; choose the tags by a measured precision/,
    )
    expect(() => plan('fixed-tags', {}, coloursOnly)).toThrow(/lacks the paper's: silver-hair, long-hair/)
    expect(plan('fixed-tags', { tags: 'brown hair' }, coloursOnly).caption).toContain('the tags brown hair;')
    expect(() => plan('random', { rows: 0 })).toThrow('rows: expected an integer from 1, got 0')
    expect(() => plan('interpolation', { columns: 1 })).toThrow('columns: expected an integer from 2, got 1')
  })
})

describe('chooseTagSets', () => {
  /** Tags in schema order, each less precise than the one before. */
  const precision = {
    tags: animeTags.tags.map(({ id }, i) => {
      const value = 1 - i / 40
      return { id, asked: 40, shown: 40 - i, precision: value, low: value, high: value }
    }),
  }

  it('takes the best and the worst of each group, and three others', () => {
    const sets = chooseTagSets(animeTags, precision)
    expect(sets.map(({ tags, learnt }) => [learnt, ...tags])).toEqual([
      ['well', 'blonde-hair', 'long-hair', 'short-hair', 'twintails', 'blue-eyes'],
      ['well', 'brown-hair', 'drill-hair', 'ponytail', 'blush', 'red-eyes'],
      ['badly', 'gray-hair', 'hat', 'ribbon', 'glasses', 'orange-eyes'],
      ['badly', 'aqua-hair', 'blush', 'smile', 'open-mouth', 'black-eyes'],
    ])
    expect(plan('tag-sets', { tagSets: sets }).caption).toContain(
      'badly, by the precision measured of each tag',
    )
  })

  it('makes do with few tags, and wants one of each group', () => {
    const three = { tags: precision.tags.slice(0, 3) }
    expect(chooseTagSets(coloursOnly.tags, three).map(({ tags }) => tags)).toEqual([
      ['blonde-hair'],
      ['brown-hair'],
      ['black-hair'],
      ['brown-hair'],
    ])
    expect(() => chooseTagSets(animeTags, three)).toThrow('some tag of the group "eye-colour"')
  })
})

describe('composeFigure', () => {
  it('puts the faces where they were planned', () => {
    const sets = plan('tag-sets', { rows: 1, columns: 2 })
    const faces = Array.from({ length: 8 }, (_, i) => ({ width: i, height: 1, data: new Uint8Array(4 * i) }))
    const { rows, title } = composeFigure(sets, faces)
    expect(title).toBe('Well-learnt and badly-learnt tags')
    expect(rows[3]).toMatchObject({
      heading: expect.stringContaining('(d)'),
      cells: [{ picture: { width: 6 } }, { picture: { width: 7 } }],
    })
    expect(() => composeFigure(sets, faces.slice(1))).toThrow('faces: the plan has 8, but 7 came')
  })
})
