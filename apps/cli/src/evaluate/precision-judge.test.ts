import type { WeightsManifest } from '@animegan/core'
import { describe, expect, it } from 'vitest'
import { describeJudge, hasLabelled, type OpenedJudge } from './precision-judge.js'

const sha256 = 'a'.repeat(64)
const createJudge = (metrics: object = {}) =>
  ({
    estimator: { manifest: { name: 'illustration2vec', metrics, files: [{ sha256 }] } },
    modelSha256: sha256,
  }) as unknown as OpenedJudge
const judge = createJudge()

describe('hasLabelled', () => {
  it.each([
    ['illustration2vec', true],
    [sha256, true],
    ['another', false],
    [undefined, undefined],
    [7, undefined],
  ])('of weights labelled by %s is %s', (labelledBy, expected) => {
    const manifest = { provenance: labelledBy === undefined ? {} : { labelledBy } } as WeightsManifest
    expect(hasLabelled(judge, manifest)).toBe(expected)
  })
})

describe('describeJudge', () => {
  const rule = { threshold: 0.25, thresholds: { hat: 0.5 } }

  it('says who judges, by what rule, and no more than is known', () => {
    expect(describeJudge(judge, rule, undefined)).toStrictEqual({
      ...{ kind: 'estimator', name: 'illustration2vec', sha256, rule },
    })
  })

  it('brings along how good the manifest says the judge is', () => {
    const averagePrecision = { hat: 0.9 }
    expect(describeJudge(createJudge({ averagePrecision }), rule, false)).toMatchObject({
      labelledTrainingData: false,
      heldOutAveragePrecision: averagePrecision,
    })
    expect(describeJudge(createJudge({ averagePrecision: 0.9 }), rule, false)).not.toHaveProperty(
      'heldOutAveragePrecision',
    )
  })
})
