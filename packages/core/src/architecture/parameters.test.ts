import { describe, expect, it } from 'vitest'
import { type ConvLayer, listLayers } from './layers.js'
import { countParameters, listParameters } from './parameters.js'
import { architecturePresets } from './presets.js'

const shapesOf = (name: keyof typeof architecturePresets, network: 'generator' | 'discriminator') =>
  Object.fromEntries(
    listParameters(architecturePresets[name][network]).map(({ name, shape }) => [name, shape]),
  )

describe('countParameters', () => {
  it('agrees with the authors about Amaryllis', () => {
    expect(countParameters(architecturePresets['amaryllis-128'].generator)).toEqual({
      trained: 4_385_283,
      statistics: 37_376,
    })
  })

  it('agrees with the paper about the others', () => {
    const convolution = 9 * 64 * 64 + 64
    expect(countParameters(architecturePresets['paper-128'].generator).trained).toBe(4_385_283 - convolution)
    const stage = 9 * 64 * 256 + 256 + 2 * 64
    expect(countParameters(architecturePresets['paper-256'].generator).trained).toBe(
      4_385_283 - convolution + stage,
    )
    expect(countParameters(architecturePresets['dcgan-128'].generator).trained).toBe(13_850_435)
    expect(countParameters(architecturePresets['paper-128'].discriminator)).toEqual({
      trained: 19_078_531,
      statistics: 0,
    })
  })
})

describe('listParameters', () => {
  it('gives the shapes of the SRResNet generator', () => {
    const shapes = shapesOf('amaryllis-128', 'generator')
    expect(shapes).toMatchObject({
      'input.dense.weight': [162, 16384],
      'input.norm.mean': [16384],
      'blocks.15.conv2.weight': [3, 3, 64, 64],
      'blocks.15.norm2.variance': [64],
      'trunk.conv.bias': [64],
      'trunk.norm.gamma': [64],
      'upsample.2.conv.weight': [3, 3, 64, 256],
      'upsample.2.norm.beta': [64],
      'output.conv.weight': [9, 9, 64, 3],
    })
    expect(shapesOf('lite-64', 'generator')).toMatchObject({ 'input.norm.mean': [32] })
    expect(shapesOf('lite-64', 'generator')).not.toHaveProperty(['trunk.conv.weight'])
  })

  it('gives the shapes of DCGAN and of the discriminator', () => {
    expect(shapesOf('dcgan-128', 'generator')).toMatchObject({
      'upsample.0.deconv.weight': [4, 4, 512, 1024],
      'upsample.3.norm.mean': [64],
      'output.deconv.weight': [4, 4, 3, 64],
    })
    expect(shapesOf('paper-128', 'discriminator')).toMatchObject({
      'stages.0.down.weight': [4, 4, 3, 32],
      'stages.4.blocks.1.conv2.weight': [3, 3, 512, 512],
      'heads.adversarial.weight': [4096, 1],
      'heads.tags.bias': [34],
    })
  })

  it.each(Object.entries(architecturePresets))(
    '%s: names are unique and statistics are not trained',
    (_, preset) => {
      for (const spec of [preset.generator, preset.discriminator]) {
        const parameters = listParameters(spec)
        expect(new Set(parameters.map(({ name }) => name)).size).toBe(parameters.length)
        for (const { role, trained } of parameters)
          expect(trained).toBe(role !== 'mean' && role !== 'variance')
      }
    },
  )
})

describe('listLayers', () => {
  it.each(Object.entries(architecturePresets))(
    '%s: every convolution takes what the one before gives',
    (_, preset) => {
      for (const spec of [preset.generator, preset.discriminator]) {
        const layers = listLayers(spec).filter(
          (layer): layer is ConvLayer => layer.kind === 'conv' || layer.kind === 'deconv',
        )
        for (const [i, layer] of layers.slice(1).entries()) {
          const before = layers[i]!
          const shuffled = before.name.startsWith('upsample') && before.kind === 'conv'
          const resized = layer.name.endsWith('grow.conv')
          expect(layer.inputSide).toBe(before.outputSide * (shuffled || resized ? 2 : 1))
          const deviation = 'deviationGroup' in spec && spec.deviationGroup > 0
          const added = deviation && layer.name === `stages.${spec.stages.length - 1}.down` ? 1 : 0
          expect(layer.inChannels).toBe(before.outChannels / (shuffled ? 4 : 1) + added)
        }
        const edge = 'leak' in spec ? layers[0]!.inputSide : layers.at(-1)!.outputSide
        expect(edge).toBe(spec.resolution)
      }
    },
  )
})
