import { animeTags, architecturePresets } from '@animegan/core'
import { describe, expect, it } from 'vitest'
import { learningRateAt } from './trainer.js'
import { parseTrainingConfig } from './training-config.js'
import { trainingPreset, trainingPresetNames } from './training-presets.js'

describe('trainingPreset', () => {
  it('has one for each architecture', () => {
    expect([...trainingPresetNames].sort()).toEqual(Object.keys(architecturePresets).sort())
  })

  it.each(trainingPresetNames)('%s is valid and a copy', (name) => {
    const config = trainingPreset(name, 7)
    const { learningRate } = config.adam
    expect(parseTrainingConfig(JSON.parse(JSON.stringify(config)), name)).toEqual(config)
    expect(config).toMatchObject({ preset: name, seed: 7, ...architecturePresets[name] })
    config.generator.latentSize = 1
    config.adam.learningRate = 1
    expect(trainingPreset(name, 7).generator.latentSize).toBe(128)
    expect(trainingPreset(name, 7).adam.learningRate).toBe(learningRate)
  })

  it.each(['paper-128', 'paper-256', 'amaryllis-128', 'dcgan-128'])("%s has the paper's numbers", (name) => {
    const config = trainingPreset(name, 1)
    expect(config).toMatchObject({
      batchSize: 64,
      adam: { learningRate: 2e-4, beta1: 0.5, beta2: 0.999 },
      losses: { adversarialWeight: 34, tagWeight: 1, tagsOfFakes: true },
      penalty: { dragan: 0.5, r1: 0, r2: 0, interval: 1 },
      initialisation: 'normal',
      flip: true,
      averageDecay: 0,
    })
    expect(config.decay.after).toBe(50_000)
    expect(config.tags).toEqual(animeTags)
  })

  it('names the presets when there is no such one', () => {
    expect(() => trainingPreset('paper', 1)).toThrow(
      'There is no preset "paper". Choose one of: paper-128, paper-256',
    )
    expect(() => trainingPreset('toString', 1)).toThrow(expect.objectContaining({ code: 'UNKNOWN_PRESET' }))
  })
})

describe('learningRateAt', () => {
  it('is constant for 50,000 steps and halves every 20,000 from there', () => {
    const config = trainingPreset('paper-128', 1)
    const rates = [0, 49_999, 50_000, 70_000, 90_000].map((step) => learningRateAt(config, step))
    expect(rates).toEqual([2e-4, 2e-4, 2e-4, 1e-4, 5e-5])
    expect(learningRateAt(config, 60_000)).toBeCloseTo(2e-4 * Math.SQRT1_2, 10)
  })
})
