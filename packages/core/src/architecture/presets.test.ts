import { describe, expect, it } from 'vitest'
import { animeTags } from '../tags/anime-tags.js'
import { conditionSize } from '../tags/tag-schema.js'
import { parseDiscriminatorSpec } from './discriminator-spec.js'
import { countUpsamplings, parseGeneratorSpec } from './generator-spec.js'
import { architecturePresets, type PresetName } from './presets.js'

describe('architecturePresets', () => {
  it.each(Object.entries(architecturePresets))(
    '%s is valid and of one piece',
    (name, { generator, discriminator }) => {
      expect(parseGeneratorSpec(generator, name)).toEqual(generator)
      expect(parseDiscriminatorSpec(discriminator, name)).toEqual(discriminator)
      expect(generator.resolution).toBe(Number(name.split('-')[1]))
      expect(discriminator.resolution).toBe(generator.resolution)
      expect([generator.conditionSize, discriminator.conditionSize]).toEqual(
        Array(2).fill(conditionSize(animeTags)),
      )
    },
  )

  it('upsamples as often as the resolution asks', () => {
    for (const [name, times] of Object.entries({
      'paper-256': 4,
      'dcgan-128': 5,
      'modern-64': 3,
      'tiny-32': 2,
    })) {
      expect(countUpsamplings(architecturePresets[name as PresetName].generator), name).toBe(times)
    }
  })
})

describe('parseGeneratorSpec', () => {
  const spec = architecturePresets['tiny-32'].generator
  it.each([
    [{ ...spec, kind: 'stylegan' }, "kind: expected 'srresnet' | 'dcgan' | 'resnet'; got \"stylegan\""],
    [{ ...spec, resolution: 100 }, 'resolution: expected a power of two; got 100'],
    [{ ...spec, resolution: 8 }, 'expected the resolution to be above the base resolution'],
    [{ ...spec, outputKernel: 4 }, 'outputKernel: expected an odd number; got 4'],
    [{ ...spec, blocks: 1.5 }, 'blocks: expected int; got 1.5'],
    [{ ...spec, chanels: 8 }, 'unknown key "chanels"'],
    [{ ...architecturePresets['dcgan-128'].generator, baseChannels: 100 }, 'can be halved at every stage'],
    [{ ...architecturePresets['modern-64'].generator, baseResolution: 16 }, 'one for every doubling'],
  ])('refuses what cannot be built: %#', (json, message) => {
    expect(() => parseGeneratorSpec(json, 'run.json')).toThrow(message)
    expect(() => parseGeneratorSpec(json, 'run.json')).toThrow(
      expect.objectContaining({ code: 'INVALID_SPEC' }),
    )
  })
})

describe('parseDiscriminatorSpec', () => {
  it('refuses a resolution that cannot be halved', () => {
    const spec = { ...architecturePresets['tiny-32'].discriminator, resolution: 36 }
    expect(() => parseDiscriminatorSpec(spec, 'run.json')).toThrow('every stage can halve')
  })
})
