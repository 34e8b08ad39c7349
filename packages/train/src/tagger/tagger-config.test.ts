import { animeTags, animeTagsWithYear, countFlops } from '@animegan/core'
import { describe, expect, it } from 'vitest'
import { tinyTagger } from '../testing/tiny-tagger.js'
import { createTaggerConfig, parseTaggerConfig, taggerLearningRate } from './tagger-config.js'

describe('createTaggerConfig', () => {
  it('makes a network that costs 10 to 25 million operations a picture, and less than three times that at 256 pixels', () => {
    const { network } = createTaggerConfig({ tags: animeTags, steps: 10 })
    expect(network).toMatchObject({ resolution: 64, tags: 34, features: 256 })
    expect(countFlops(network)).toBeGreaterThan(10e6)
    expect(countFlops(network)).toBeLessThan(25e6)
    const large = createTaggerConfig({ tags: animeTags, steps: 10, resolution: 256 }).network
    expect(countFlops(large) / countFlops(network)).toBeLessThan(3)
  })

  it.each([32, 63, 65, 96, 100, 0, -64])('refuses the side %d', (resolution) => {
    expect(() => createTaggerConfig({ tags: animeTags, steps: 10, resolution })).toThrow(
      expect.objectContaining({
        code: 'INVALID_OPTION',
        message: expect.stringContaining(`expected a power of two from 64, got ${resolution}`),
      }),
    )
  })

  it('refuses attributes', () => {
    expect(() => createTaggerConfig({ tags: animeTagsWithYear, steps: 10 })).toThrow(
      'tags.attributes: attributes ("year") are not estimated; expected none',
    )
  })
})

describe('parseTaggerConfig', () => {
  it.each([
    [{ holdout: 0 }, 'holdout: '],
    [{ holdout: 1 }, 'holdout: '],
    [{ steps: 0.5 }, 'steps: '],
    [{ batchSize: 0 }, 'batchSize: '],
    [{ network: { ...tinyTagger.network, tags: 3 } }, 'network.tags: expected 7, the number of tags; got 3'],
    [
      { network: { ...tinyTagger.network, resolution: 18 } },
      'network: expected a resolution that every stage can halve',
    ],
    [{ speed: 1 }, 'unknown key "speed"'],
  ])('refuses %j', (change, message) => {
    expect(() => parseTaggerConfig({ ...tinyTagger, ...change }, 'c.json')).toThrow(
      expect.objectContaining({ code: 'INVALID_CONFIG', message: expect.stringContaining(message) }),
    )
  })
})

describe('taggerLearningRate', () => {
  it('rises, then falls to nearly 0', () => {
    const config = { ...tinyTagger, steps: 100, warmup: 0.1 }
    const rates = Array.from({ length: 100 }, (_, step) => taggerLearningRate(config, step))
    expect(rates[0]).toBeCloseTo(2e-3 / 11, 10)
    expect(Math.max(...rates)).toBe(rates[10])
    expect(rates[10]).toBe(2e-3)
    expect(rates[55]).toBeCloseTo(1e-3, 10)
    expect(rates[99]).toBeLessThan(2e-6)
    expect(Math.min(...rates)).toBeGreaterThan(0)
    expect(taggerLearningRate({ ...config, warmup: 0 }, 0)).toBe(2e-3)
  })
})
