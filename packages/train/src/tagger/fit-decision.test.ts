import { createRandom } from '@animegan/core'
import { describe, expect, it } from 'vitest'
import { fitDecision } from './fit-decision.js'

const size = 6

/** Pictures of which a chance that depends on two features decides whether they show the tag. */
function draw(count: number, seed: number) {
  const random = createRandom(seed, 'pictures')
  const features = Float32Array.from({ length: count * size }, () => random.normal() * 2 + 1)
  const shown = Array.from({ length: count }, (_, row) => {
    const logit = 1.5 * features[row * size]! - 1 * features[row * size + 3]! - 1
    return random.uniform() < 1 / (1 + Math.exp(-logit))
  })
  return { features, size, shown }
}

describe('fitDecision', () => {
  it('finds the weights that the chances came from', () => {
    const { weights, bias } = fitDecision(draw(4000, 1), 1)
    for (const [i, expected] of [1.5, 0, 0, -1, 0, 0].entries()) {
      expect(Math.abs(weights[i]! - expected)).toBeLessThan(0.15)
    }
    expect(Math.abs(bias + 1)).toBeLessThan(0.15)
  })

  it('is where the gradient of the penalised loss is zero', () => {
    const pictures = draw(200, 2)
    const { weights, bias, penalty } = fitDecision(pictures, 1)
    const column = (i: number) => pictures.shown.map((_, row) => pictures.features[row * size + i]!)
    const rest = pictures.shown.map((shown, row) => {
      const logit = weights.reduce(
        (sum, weight, i) => sum + weight * pictures.features[row * size + i]!,
        bias,
      )
      return 1 / (1 + Math.exp(-logit)) - Number(shown)
    })
    expect(rest.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 5)
    for (let i = 0; i < size; i++) {
      const values = column(i)
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length
      const deviation =
        Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length) + 1e-3
      const slope = values.reduce((sum, value, row) => sum + (rest[row]! * (value - mean)) / deviation, 0)
      expect(slope + 2 * penalty * weights[i]! * deviation).toBeCloseTo(0, 5)
    }
  })

  it('says of each picture what the others tell, so that chance stays chance', () => {
    const random = createRandom(3, 'noise')
    const { features } = draw(120, 4)
    const shown = Array.from({ length: 120 }, () => random.uniform() < 0.3)
    const { crossValidated, penalty } = fitDecision({ features, size, shown }, 1)
    expect(penalty).toBeGreaterThan(10)
    const mean = (wanted: boolean) => {
      const values = crossValidated.filter((_, i) => shown[i] === wanted)
      return values.reduce((sum, value) => sum + value, 0) / values.length
    }
    expect(Math.abs(mean(true) - mean(false))).toBeLessThan(0.05)
  })

  it('is the same again, and survives features that never fire', () => {
    const pictures = draw(60, 5)
    for (let row = 0; row < 60; row++) pictures.features[row * size + 5] = 0
    const first = fitDecision(pictures, 7)
    expect(fitDecision(pictures, 7)).toEqual(first)
    expect(first.weights[5]).toBe(0)
  })

  it('refuses pictures that are all alike', () => {
    expect(() => fitDecision({ features: new Float32Array(12), size, shown: [true, true] }, 1)).toThrow(
      '2 of 2 pictures show the tag; both kinds are needed',
    )
  })
})
