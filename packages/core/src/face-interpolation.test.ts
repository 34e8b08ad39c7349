import { describe, expect, it } from 'vitest'
import { planInterpolation } from './face-interpolation.js'
import { planFaces } from './face-plan.js'
import { animeTagsWithYear } from './tags/anime-tags.js'
import type { WeightsManifest } from './weights-manifest.js'

const manifest = {
  tags: animeTagsWithYear,
  inputs: { latent: { name: 'latent', size: 128 }, condition: { name: 'condition', size: 35 } },
} as WeightsManifest

const length = (vector: Float32Array) => Math.hypot(...vector)

describe('planInterpolation', () => {
  it('begins and ends with the faces of the seeds, bit for bit', () => {
    const plans = planInterpolation(manifest, { seeds: [7, 85], steps: 5 })
    expect(plans).toHaveLength(5)
    expect(plans.map(({ between }) => between?.position)).toEqual([0, 0.25, 0.5, 0.75, 1])
    for (const { seed, between } of plans) expect([seed, between?.seeds]).toEqual([undefined, [7, 85]])
    const ends = planFaces(manifest, { seeds: [7, 85] })
    for (const [plan, end] of [
      [plans[0]!, ends[0]!],
      [plans[4]!, ends[1]!],
    ] as const) {
      const { latent, condition, tags, attributes } = end
      expect(plan).toMatchObject({ latent, condition, tags, attributes })
    }
  })

  it('moves tags and attributes straight and the latent on an arc of full length', () => {
    const [from, , middle, , to] = planInterpolation(manifest, { seeds: [7, 85], steps: 5 })
    for (const [i, value] of middle!.condition.entries()) {
      expect(value).toBeCloseTo((from!.condition[i]! + to!.condition[i]!) / 2, 6)
    }
    expect(middle!.attributes.year).toBeCloseTo((from!.attributes.year! + to!.attributes.year!) / 2, 2)
    const shorter = Math.min(length(from!.latent), length(to!.latent))
    expect(length(middle!.latent)).toBeGreaterThan(0.9 * shorter)
  })

  it('keeps given tags and attributes all the way', () => {
    const given = { tags: 'blonde hair, blue eyes, hat', attributes: { year: 2004 } }
    const plans = planInterpolation(manifest, { seeds: [1, 2], steps: 4, ...given })
    for (const { tags, attributes } of plans) {
      expect(tags).toEqual(['blonde-hair', 'hat', 'blue-eyes'])
      expect(attributes).toEqual({ year: 2004 })
    }
  })

  it('refuses fewer than two steps and bad seeds', () => {
    expect(() => planInterpolation(manifest, { seeds: [1, 2], steps: 1 })).toThrow(
      'steps: expected an integer from 2',
    )
    expect(() => planInterpolation(manifest, { seeds: [1, -2], steps: 3 })).toThrow(
      'seed: expected an integer',
    )
  })
})
