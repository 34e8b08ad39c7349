import { animeTags, createRandom, planFaces, slerp, type WeightsManifest } from '@animegan/core'
import { describe, expect, it } from 'vitest'
import { createSettings, reseed } from './character-settings'
import { fitSettings } from './fit-settings'
import { drawNoise, planCharacters } from './plan-characters'

const manifest = {
  tags: animeTags,
  inputs: { latent: { name: 'latent', size: 16 }, condition: { name: 'condition', size: 34 } },
} as WeightsManifest

const base = createSettings(7)

describe('planCharacters', () => {
  it('draws what the command draws from the same seeds', () => {
    const settings = { ...base, count: 3, tags: { smile: true, hat: false } }
    const plans = planFaces(manifest, { seed: 7, count: 3, fixed: settings.tags, truncation: 1 })
    expect(planCharacters(manifest, settings)).toEqual(plans)
  })

  it('keeps the noise or the tags when they are locked', () => {
    const noise = planCharacters(manifest, { ...base, count: 3, lock: 'noise' })
    expect(new Set(noise.map(({ latent }) => latent.join())).size).toBe(1)
    expect(new Set(noise.map(({ tags }) => tags.join())).size).toBe(3)
    const tags = planCharacters(manifest, { ...base, count: 3, lock: 'tags' })
    expect(new Set(tags.map(({ latent }) => latent.join())).size).toBe(3)
    expect(new Set(tags.map((plan) => plan.tags.join())).size).toBe(1)
  })

  it('pushes tags beyond what the model has seen', () => {
    const [plan] = planCharacters(manifest, { ...base, tags: { smile: false }, strengths: { smile: 1.5 } })
    const place = animeTags.tags.findIndex(({ id }) => id === 'smile')
    expect(plan!.condition[place]).toBe(1.5)
    expect(plan!.tags).toContain('smile')
  })

  it('mixes noise in on the arc', () => {
    const from = drawNoise(manifest, base)
    const to = drawNoise(manifest, { ...base, seed: 85 })
    const mixed = drawNoise(manifest, { ...base, mixes: [{ seed: 85, amount: 0.25 }] })
    expect(mixed).toEqual(slerp(from, to, 0.25))
    expect(drawNoise(manifest, { ...base, mixes: [{ seed: 85, amount: 1 }] })).toEqual(to)
  })
})

describe('reseed', () => {
  const seed = createRandom(1).integer(1000)
  it.each([
    ['none', { seed, tagSeed: seed }],
    ['noise', { seed: 7, tagSeed: seed }],
    ['tags', { seed, tagSeed: 7 }],
  ] as const)('changes what is not locked: %s', (lock, expected) => {
    expect(reseed({ ...base, lock }, seed)).toMatchObject(expected)
  })
})

describe('fitSettings', () => {
  it('leaves out what the model lacks, and says so', () => {
    const tags = { smile: true, halo: true, 'blue-hair': true, 'red-hair': true }
    const settings = { ...base, tags, strengths: { wings: 1 }, attributes: { year: 2010 } }
    const { settings: fitted, dropped } = fitSettings(animeTags, settings)
    expect(fitted).toEqual({ ...base, tags: { smile: true, 'blue-hair': true } })
    expect(dropped.sort()).toEqual(['halo', 'red-hair', 'wings', 'year'])
  })
})
