import { animeTags } from '@animegan/core'
import { describe, expect, it } from 'vitest'
import { paperPrecision } from './paper-precision.js'
import { summarizeTagPrecision, type TagCount } from './summarize-tag-precision.js'
import type { PrecisionJudge } from './tag-precision.js'

const summarize = (counts: TagCount[], judge: PrecisionJudge = { kind: 'hand' }) =>
  summarizeTagPrecision({ schema: animeTags, images: 20, seed: 0, judge, counts })

describe('paperPrecision', () => {
  it("has the paper's 34 tags and its mean of 0.80", () => {
    const values = animeTags.tags.map(({ id }) => paperPrecision[id]!)
    expect(Object.keys(paperPrecision)).toHaveLength(34)
    expect(values.reduce((sum, value) => sum + value, 0) / 34).toBeCloseTo(0.8, 2)
    // 20 images each.
    for (const value of values) expect(Math.abs(20 * value - Math.round(20 * value))).toBeLessThan(1e-9)
  })
})

describe('summarizeTagPrecision', () => {
  it('makes the table of what a person has counted so far', () => {
    const { tags, means, warnings } = summarize([
      { id: 'hat', asked: 20, shown: 3 },
      { id: 'blonde-hair', asked: 10, shown: 10 },
      { id: 'smile', asked: 0, shown: 0 },
    ])
    expect(tags).toEqual([
      expect.objectContaining({ id: 'blonde-hair', asked: 10, shown: 10, precision: 1, paper: 1 }),
      expect.objectContaining({ id: 'hat', asked: 20, shown: 3, precision: 0.15, paper: 0.15 }),
    ])
    expect(tags[0]).not.toHaveProperty('chance')
    expect(means[0]).toMatchObject({ tags: 2, precision: 0.575, paper: 0.575 })
    expect(means[0]).not.toHaveProperty('chance')
    expect(warnings).toEqual([
      'no image was judged of: smile',
      'fewer than 20 images were judged of: blonde-hair',
    ])
  })

  it('has no means of nothing', () => {
    expect(summarize([])).toMatchObject({ tags: [], means: [], warnings: [] })
  })

  it('knows no number of the paper for tags that the paper does not have', () => {
    const [smile] = animeTags.tags.filter(({ id }) => id === 'smile')
    const schema = { ...animeTags, tags: [{ ...smile!, id: 'grin' }] }
    const counts = [{ id: 'grin', asked: 4, shown: 2 }]
    const found = summarizeTagPrecision({ schema, images: 4, seed: 0, judge: { kind: 'hand' }, counts })
    expect([found.tags[0], found.means[0]].map((row) => row && 'paper' in row)).toEqual([false, false])
  })

  it('says when the judge taught the generator', () => {
    const judge: PrecisionJudge = {
      kind: 'estimator',
      name: 'teacher',
      sha256: '0'.repeat(64),
      rule: { threshold: 0.25, thresholds: {} },
      labelledTrainingData: true,
    }
    const { warnings } = summarize(
      [{ id: 'hat', asked: 20, shown: 20, others: { asked: 20, shown: 0 } }],
      judge,
    )
    expect(warnings).toHaveLength(1)
    expect(warnings[0]).toMatch(/^teacher labelled the pictures that this generator was trained on/)
  })
})
