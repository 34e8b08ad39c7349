import { animeTagsWithYear, InvalidInputError } from '@animegan/core'
import { describe, expect, it } from 'vitest'
import { tinyConfig } from './testing/tiny-config.js'
import { parseTrainingConfig } from './training-config.js'
import { trainingPreset } from './training-presets.js'

describe('parseTrainingConfig', () => {
  it('takes what was written as JSON', () => {
    expect(parseTrainingConfig(JSON.parse(JSON.stringify(tinyConfig)), 'config.json')).toEqual(tinyConfig)
  })

  const { generator, discriminator, adam, losses } = tinyConfig
  it.each<[string, unknown, string]>([
    ['nothing', undefined, 'expected object; got nothing'],
    ['an unknown key', { ...tinyConfig, batch: 3 }, 'unknown key "batch"'],
    ['a missing field', { ...tinyConfig, flip: undefined }, 'flip: expected boolean; got nothing'],
    ['text for a number', { ...tinyConfig, batchSize: '3' }, 'batchSize: expected'],
    ['half a batch', { ...tinyConfig, batchSize: 1.5 }, 'batchSize: expected int; got 1.5'],
    ['no learning rate', { ...tinyConfig, adam: { ...adam, learningRate: 0 } }, 'adam.learningRate'],
    ['beta 1', { ...tinyConfig, adam: { ...adam, beta1: 1 } }, 'adam.beta1'],
    ['a negative weight', { ...tinyConfig, losses: { ...losses, tagWeight: -1 } }, 'losses.tagWeight'],
    ['an average that never moves', { ...tinyConfig, averageDecay: 1 }, 'averageDecay'],
    [
      'another resolution of D',
      { ...tinyConfig, discriminator: { ...discriminator, resolution: 32 } },
      'the generator has resolution 16, the discriminator 32; they must be equal',
    ],
    [
      'other conditions of D',
      { ...tinyConfig, discriminator: { ...discriminator, conditionSize: 8 } },
      'the generator has conditionSize 7, the discriminator 8; they must be equal',
    ],
    [
      'other tags',
      { ...tinyConfig, tags: animeTagsWithYear },
      `makes 35 conditions, but the networks have conditionSize 7`,
    ],
    [
      'an impossible network',
      { ...tinyConfig, generator: { ...generator, outputKernel: 4 } },
      'generator.outputKernel',
    ],
  ])('refuses %s', (_, json, message) => {
    const parse = () => parseTrainingConfig(json, 'config.json')
    expect(parse).toThrow(InvalidInputError)
    expect(parse).toThrow(expect.objectContaining({ code: 'INVALID_CONFIG' }))
    expect(parse).toThrow('config.json')
    expect(parse).toThrow(message)
  })

  it('takes a model with a year', () => {
    const preset = trainingPreset('tiny-32', 1)
    const generator = { ...preset.generator, conditionSize: 35 }
    const discriminator = { ...preset.discriminator, conditionSize: 35 }
    const config = { ...preset, generator, discriminator, tags: animeTagsWithYear }
    expect(parseTrainingConfig(config, 'config.json').tags.attributes).toHaveLength(1)
  })
})
