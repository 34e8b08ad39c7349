import {
  animeTags,
  createRandom,
  type FacePlan,
  listExclusiveGroups,
  sampleTags,
  type WeightsManifest,
} from '@animegan/core'
import { describe, expect, it, vi } from 'vitest'
import {
  type MeasureTagPrecisionOptions,
  measureTagPrecision,
  type TagVerdicts,
} from './measure-tag-precision.js'
import type { EstimatorJudge } from './tag-precision.js'

const manifest = {
  tags: animeTags,
  inputs: { latent: { name: 'latent', size: 4 }, condition: { name: 'condition', size: 34 } },
} as WeightsManifest

const judge: EstimatorJudge = {
  kind: 'estimator',
  name: 'exact',
  sha256: '0'.repeat(64),
  rule: { threshold: 0.25, thresholds: {} },
}
const knownTags = animeTags.tags.map(({ id }) => id)

/** A generator whose pictures are the tags that they show, and a judge who reads them. `obedience` is the share of faces that obey. */
const createOptions = (obedience: number): MeasureTagPrecisionOptions<string[]> => ({
  ...{ manifest, judge, knownTags },
  draw: async (plans) => plans.map((plan) => drawTags(plan, obedience)),
  lookFor: async (tags) => tags,
})

function drawTags({ seed, tags }: FacePlan, obedience: number): string[] {
  const random = createRandom(seed!, 'disobedience')
  return random.uniform() < obedience ? tags : sampleTags(animeTags, random)
}

/** How often a tag comes by chance. */
function chanceOf(id: string): number {
  const group = listExclusiveGroups(animeTags).find(({ tags }) => tags.some((tag) => tag.id === id))
  return group ? 1 / group.tags.length : 0.25
}

describe('measureTagPrecision', () => {
  it('is 1 for a generator that obeys', async () => {
    const { tags, means, warnings, ...rest } = await measureTagPrecision(createOptions(1))
    expect(rest).toEqual({ images: 20, seed: 0, judge })
    for (const { id, asked, shown, precision, low, high, chance, paper } of tags) {
      expect({ id, asked, shown, precision, high }).toEqual({
        id,
        asked: 20,
        shown: 20,
        precision: 1,
        high: 1,
      })
      expect(low).toBeCloseTo(0.8389, 4)
      expect(chance).toBeLessThan(0.35)
      expect(paper).toBeGreaterThan(0)
    }
    expect(means[0]).toMatchObject({ tags: 34, precision: 1 })
    expect(means[0]?.paper).toBeCloseTo(0.804, 3)
    expect(means.map(({ group, tags }) => [group, tags])).toEqual([
      [undefined, 34],
      ['hair-colour', 13],
      ['hairstyle', 5],
      ['expression', 3],
      ['accessory', 3],
      ['eye-colour', 10],
    ])
    expect(warnings).toEqual([])
  })

  it('is at chance for a generator that ignores tags, and says so', async () => {
    const { tags, means, warnings } = await measureTagPrecision({ ...createOptions(0), images: 200 })
    const within = tags.filter(({ id, low, high }) => low <= chanceOf(id) && chanceOf(id) <= high)
    // Of 34 intervals of 95%, two miss.
    expect(within.length).toBeGreaterThanOrEqual(30)
    for (const { id, chance } of tags) expect(Math.abs(chance! - chanceOf(id))).toBeLessThan(0.025)
    expect(Math.abs(means[0]!.precision - means[0]!.chance!)).toBeLessThan(0.015)
    expect(warnings).toHaveLength(1)
    expect(warnings[0]).toMatch(/^no better than chance, as far as 200 images tell: blonde-hair, /)
    expect(warnings[0]!.split(', ').length).toBeGreaterThanOrEqual(30)
  })

  it('is half way for a generator that obeys half of the time', async () => {
    const { tags, means } = await measureTagPrecision({ ...createOptions(0.5), images: 200 })
    const expected = (id: string) => 0.5 + 0.5 * chanceOf(id)
    const within = tags.filter(({ id, low, high }) => low <= expected(id) && expected(id) <= high)
    expect(within.length).toBeGreaterThanOrEqual(30)
    const mean = tags.reduce((sum, { id }) => sum + expected(id), 0) / tags.length
    expect(means[0]!.low).toBeLessThan(mean)
    expect(means[0]!.high).toBeGreaterThan(mean)
  })

  it('gives the same for the same seed, whatever the batches', async () => {
    const once = await measureTagPrecision({ ...createOptions(0.5), seed: 3, truncation: 0.7 })
    const again = await measureTagPrecision({ ...createOptions(0.5), seed: 3, truncation: 0.7, batchSize: 7 })
    expect(again).toEqual(once)
    expect(once).toMatchObject({ seed: 3, truncation: 0.7 })
    expect(JSON.parse(JSON.stringify(once))).toEqual(once)
    expect(await measureTagPrecision({ ...createOptions(0.5), seed: 4, truncation: 0.7 })).not.toEqual(once)
  })

  it('goes on after it was stopped with what is finished, and counts it', async () => {
    const whole = await measureTagPrecision(createOptions(0.5))
    const stop = new AbortController()
    const finished: TagVerdicts[] = []
    const stopped = measureTagPrecision({
      ...createOptions(0.5),
      signal: stop.signal,
      onTag(verdicts, pictures) {
        expect(pictures).toEqual(verdicts.seen)
        finished.push(verdicts)
        if (finished.length === 5) stop.abort()
      },
    })
    await expect(stopped).rejects.toMatchObject({ code: 'ABORTED' })
    const draw = vi.fn(createOptions(0.5).draw)
    const seen: number[] = []
    const resumed = await measureTagPrecision({
      ...createOptions(0.5),
      finished: JSON.parse(JSON.stringify(finished)),
      draw,
      onProgress({ done, total }) {
        expect(total).toBe(680)
        seen.push(done)
      },
    })
    expect(resumed).toEqual(whole)
    expect(draw.mock.calls.flatMap(([plans]) => plans)).toHaveLength(29 * 20)
    expect(seen.slice(0, 7)).toEqual([20, 40, 60, 80, 100, 116, 120])
    expect(seen.at(-1)).toBe(680)
  })

  it('leaves out what the judge does not know', async () => {
    const { tags, warnings } = await measureTagPrecision({
      ...createOptions(1),
      tags: ['smile', 'hat', 'ribbon'],
      knownTags: ['hat', 'smile'],
    })
    expect(tags.map(({ id }) => id)).toEqual(['smile', 'hat'])
    expect(warnings).toEqual(['exact does not know: ribbon'])
    await expect(
      measureTagPrecision({ ...createOptions(1), tags: ['hat'], knownTags: ['red'] }),
    ).rejects.toThrow('exact knows none of the tags to measure: hat; take an estimator that does')
  })

  it('has no chance level for a single tag', async () => {
    const { tags } = await measureTagPrecision({ ...createOptions(1), tags: ['hat'] })
    expect(tags[0]).not.toHaveProperty('chance')
  })

  it('refuses a bad batch', async () => {
    await expect(measureTagPrecision({ ...createOptions(1), batchSize: 0 })).rejects.toThrow(
      'batchSize: expected an integer from 1, got 0',
    )
  })
})
