import { describe, expect, it } from 'vitest'
import { planSweep } from './attribute-sweep.js'
import { planFaces } from './face-plan.js'
import { animeTags, animeTagsWithYear } from './tags/anime-tags.js'
import type { WeightsManifest } from './weights-manifest.js'

const createManifest = (tags: typeof animeTags, size: number) =>
  ({
    tags,
    inputs: { latent: { name: 'latent', size: 8 }, condition: { name: 'condition', size } },
  }) as WeightsManifest
const manifest = createManifest(animeTagsWithYear, 35)
const sweep = { attribute: 'year', from: 2003, to: 2017, steps: 8 }

describe('planSweep', () => {
  it('gives a row a seed, in which the attribute alone moves', () => {
    const plans = planSweep(manifest, { ...sweep, seeds: [7, 2], tags: 'blonde hair' })
    expect(plans.map(({ seed }) => seed)).toEqual([...Array(8).fill(7), ...Array(8).fill(2)])
    const years = [2003, 2005, 2007, 2009, 2011, 2013, 2015, 2017]
    expect(plans.map(({ attributes }) => attributes.year)).toEqual([...years, ...years])
    for (const row of [plans.slice(0, 8), plans.slice(8)]) {
      for (const { latent, tags, condition } of row) {
        expect(latent).toEqual(row[0]!.latent)
        expect(tags).toEqual(row[0]!.tags)
        expect(condition.slice(0, 34)).toEqual(row[0]!.condition.slice(0, 34))
      }
    }
    expect(plans[0]!.latent).not.toEqual(plans[8]!.latent)
    expect(plans[3]).toEqual(
      planFaces(manifest, { seed: 7, tags: 'blonde hair', attributes: { year: 2009 } })[0],
    )
  })

  it('goes beyond the range, and back', () => {
    const plans = planSweep(manifest, { ...sweep, from: 2020.5, to: 1999.5, steps: 3 })
    expect(plans.map(({ condition }) => condition[34])).toEqual([1.5, 0, -1.5])
  })

  it.each([
    [{ attribute: 'age' }, 'no attribute "age"; it has: "year"'],
    [{ to: 2021 }, 'attribute "year": expected a number from 1999.5 to 2020.5'],
    [{ steps: 1 }, 'steps: expected an integer from 2, got 1'],
    [{ attributes: { year: 2010 } }, 'attributes: "year" is swept'],
    [{ seeds: [] }, 'seeds: expected at least one'],
  ])('refuses %o', (wrong, message) => {
    expect(() => planSweep(manifest, { ...sweep, ...wrong })).toThrow(message)
  })

  it('refuses weights without the attribute', () => {
    expect(() => planSweep(createManifest(animeTags, 34), sweep)).toThrow('it has: none')
  })
})
