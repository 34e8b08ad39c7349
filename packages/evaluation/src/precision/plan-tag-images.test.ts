import { animeTags, animeTagsWithYear, planFaces, type WeightsManifest } from '@animegan/core'
import { describe, expect, it } from 'vitest'
import { planTagImages } from './plan-tag-images.js'

const createManifest = (tags: typeof animeTags, size: number) =>
  ({
    tags,
    inputs: { latent: { name: 'latent', size: 8 }, condition: { name: 'condition', size } },
  }) as WeightsManifest
const manifest = createManifest(animeTags, 34)

const share = <Item>(items: readonly Item[], test: (item: Item) => boolean) =>
  items.filter(test).length / items.length

describe('planTagImages', () => {
  it("plans the paper's 20 images of each of its 34 tags, each with one hair and one eye colour", () => {
    const plan = planTagImages(manifest)
    expect(plan.map(({ id }) => id)).toEqual(animeTags.tags.map(({ id }) => id))
    for (const { id, plans } of plan) {
      expect(plans).toHaveLength(20)
      for (const { tags } of plans) {
        expect(tags).toContain(id)
        for (const group of ['hair-colour', 'eye-colour']) {
          const ids = animeTags.tags.filter((tag) => tag.group === group).map((tag) => tag.id)
          expect(tags.filter((tag) => ids.includes(tag))).toHaveLength(1)
        }
      }
    }
  })

  it('leaves everything else to chance, as in training', () => {
    const { plans } = planTagImages(manifest, { tags: ['blonde hair'], images: 1000 })[0]!
    for (const id of ['hat', 'smile', 'long-hair']) {
      expect(Math.abs(share(plans, ({ tags }) => tags.includes(id)) - 0.25)).toBeLessThan(0.05)
    }
    expect(Math.abs(share(plans, ({ tags }) => tags.includes('red-eyes')) - 0.1)).toBeLessThan(0.03)
    expect(share(plans, ({ tags }) => tags.includes('red-hair'))).toBe(0)
  })

  it('plans the same faces whatever other tags are measured and however many images', () => {
    const [hat] = planTagImages(manifest, { tags: ['hat'], images: 3, seed: 5 })
    const all = planTagImages(manifest, { images: 7, seed: 5 }).find(({ id }) => id === 'hat')
    expect(all?.plans.slice(0, 3)).toEqual(hat?.plans)
    const others = planTagImages(manifest, { tags: ['hat'], images: 3, seed: 6 })[0]!
    expect(others.plans.map(({ seed }) => seed)).not.toEqual(hat?.plans.map(({ seed }) => seed))
    const seeds = planTagImages(manifest).flatMap(({ plans }) => plans.map(({ seed }) => seed))
    expect(new Set(seeds).size).toBe(34 * 20)
  })

  it('plans faces that their seed, tag and truncation give again; attributes come by chance', () => {
    const dated = createManifest(animeTagsWithYear, 35)
    const { plans } = planTagImages(dated, { tags: ['smile'], images: 4, truncation: 0.5 })[0]!
    for (const plan of plans) {
      expect(planFaces(dated, { seed: plan.seed, fixed: { smile: true }, truncation: 0.5 })).toEqual([plan])
      expect(Math.max(...plan.latent.map(Math.abs))).toBeLessThanOrEqual(0.5)
      expect(plan.attributes.year).toBeGreaterThanOrEqual(2003)
    }
    expect(new Set(plans.map(({ attributes }) => attributes.year)).size).toBe(4)
  })

  it('measures tags that exclude each other, in the order of the schema', () => {
    const plan = planTagImages(manifest, { tags: ['red-hair', 'blonde hair', '金髪'], images: 1 })
    expect(plan.map(({ id }) => id)).toEqual(['blonde-hair', 'red-hair'])
  })

  it.each([
    [{ images: 0 }, 'images: expected an integer from 1, got 0'],
    [{ images: 2.5 }, 'images: expected an integer from 1, got 2.5'],
    [{ tags: [] }, 'tags: expected at least one to measure, got none'],
    [{ tags: ['blond hair'] }, 'unknown tag "blond hair": did you mean "blonde hair"?'],
    [{ truncation: 0 }, 'truncation: expected a number above 0, got 0'],
    [{ seed: -1 }, 'seed: expected an integer from 0 to 2^53 - 1, got -1'],
  ])('refuses %j', (options, message) => {
    expect(() => planTagImages(manifest, options)).toThrow(message)
  })
})
