import { listParameters, type TagSchema } from '@animegan/core'
import { setBackend, type Tensor2D, tensor, tidy } from '@tensorflow/tfjs'
import { beforeAll, describe, expect, it } from 'vitest'
import { decodeTrainable, encodeTrainable, type TrainableWeights } from './export/trainable-weights.js'
import { adoptNetworks, fineTuningState } from './fine-tuning.js'
import { applyGenerator, inferenceNorm } from './networks/generator.js'
import { initialiseParameters, type ParameterArrays } from './parameters.js'
import { largestDifference } from './testing/compare-runners.js'
import { randomArray } from './testing/random-array.js'
import { tinyConfig, tinyModern } from './testing/tiny-config.js'
import type { TrainingConfig } from './training-config.js'
import { trainingPreset } from './training-presets.js'
import { readGroup } from './training-state.js'

beforeAll(async () => {
  await setBackend('cpu')
})

function trainedLike(config: TrainingConfig): TrainableWeights {
  const noisy = (arrays: ParameterArrays): ParameterArrays =>
    Object.fromEntries(
      Object.entries(arrays).map(([name, array], i) => [
        name,
        name.endsWith('.weight')
          ? array
          : Float32Array.from(randomArray(array.length, i, 0.1), (noise, j) =>
              Math.fround(array[j]! + Math.abs(noise)),
            ),
      ]),
    )
  const network = <Spec extends TrainingConfig['generator'] | TrainingConfig['discriminator']>(
    spec: Spec,
  ) => ({
    spec,
    parameters: noisy(initialiseParameters(spec, 4, 'kaiming')),
  })
  return {
    generator: network(config.generator),
    discriminator: network(config.discriminator),
    tags: config.tags,
  }
}

/** The schema in another order, without "smile", with a new tag and an attribute. */
const otherTags: TagSchema = {
  ...tinyModern.tags,
  name: 'other',
  tags: [
    ...tinyModern.tags.tags.filter(({ id }) => id !== 'smile').reverse(),
    { ...tinyModern.tags.tags[3]!, id: 'scarf' },
  ],
  attributes: [{ id: 'year', labels: tinyModern.tags.tags[0]!.labels, range: [2000, 2020] }],
}

function draw(config: TrainingConfig, arrays: ParameterArrays, condition: number[]): Float32Array {
  return tidy(() => {
    const parameters = Object.fromEntries(
      listParameters(config.generator).map(({ name, shape }) => [name, tensor(arrays[name]!, shape)]),
    )
    const latent = tensor(randomArray(5, 1), [1, 5]) as Tensor2D
    const norm = inferenceNorm(config.generator, parameters)
    const c = tensor(condition, [1, condition.length]) as Tensor2D
    return applyGenerator(config.generator, parameters, latent, c, norm).dataSync() as Float32Array
  })
}

describe('fineTuningState', () => {
  const weights = trainedLike(tinyModern)

  it('takes every number over when nothing else changed, and begins with empty moments', () => {
    const config = adoptNetworks(tinyModern, weights, tinyModern.tags)
    const state = fineTuningState(config, weights)
    for (const group of ['generator', 'average'] as const) {
      expect(readGroup(state, group, config.generator)).toEqual(weights.generator.parameters)
    }
    const judge = readGroup(state, 'discriminator', config.discriminator)
    expect(judge).toEqual(weights.discriminator?.parameters)
    expect(state['generator.mean/output.conv.weight']!.data.every((value) => value === 0)).toBe(true)
  })

  it('draws the same for the same tags under another schema, whatever the new ones say', () => {
    const config = adoptNetworks(tinyModern, weights, otherTags)
    const adapted = readGroup(fineTuningState(config, weights), 'average', config.generator)
    // dark, light, red, hat, smile, green, brown. A smile that is gone counts as its mean in training.
    const old = draw(tinyModern, weights.generator.parameters, [-1, 1, -1, 1, -0.5, 1, -1])
    // brown, green, hat, red, light, dark, scarf, year.
    for (const [scarf, year] of [
      [1, -0.3],
      [-1, 0.9],
    ] as const) {
      const next = draw(config, adapted, [-1, 1, 1, -1, 1, -1, scarf, year])
      expect(largestDifference(next, old)).toBeLessThan(1e-5)
    }
    expect(largestDifference(draw(config, adapted, [1, -1, 1, -1, 1, -1, 1, 0]), old)).toBeGreaterThan(1e-3)
  })

  it("gives D's columns to the same tags, and fresh ones to new tags", () => {
    const config = adoptNetworks(tinyModern, weights, otherTags)
    const judge = readGroup(fineTuningState(config, weights), 'discriminator', config.discriminator)
    const old = weights.discriminator!.parameters
    const column = (arrays: ParameterArrays, width: number, i: number) =>
      arrays['heads.tags.weight']!.filter((_, at) => at % width === i)
    expect(column(judge, 8, 2)).toEqual(column(old, 7, 3))
    expect(judge['heads.tags.bias']![5]).toBe(old['heads.tags.bias']![0])
    expect(column(judge, 8, 6)).not.toEqual(column(old, 7, 3))
    expect(column(judge, 8, 6).some((value) => value !== 0)).toBe(true)
    const width = tinyModern.discriminator.stages.at(-1)!.channels
    expect(judge['heads.projection.weight']!.slice(2 * width, 3 * width)).toEqual(
      old['heads.projection.weight']!.slice(3 * width, 4 * width),
    )
  })

  it('begins with a fresh discriminator when the weights bring none', () => {
    const { discriminator: _, ...imported } = weights
    const config = adoptNetworks(tinyConfig, imported, tinyConfig.tags)
    expect(config.discriminator).toEqual(tinyConfig.discriminator)
    const judge = readGroup(fineTuningState(config, imported), 'discriminator', config.discriminator)
    expect(judge).toEqual(initialiseParameters(config.discriminator, config.seed, config.initialisation))
    expect(() => adoptNetworks(trainingPreset('tiny-32', 0), imported, tinyConfig.tags)).toThrow(
      'The weights draw pictures of side 16 and bring no discriminator; the one of tiny-32 judges side 32.',
    )
  })
})

describe('encodeTrainable', () => {
  it('keeps both networks to half precision, and refuses what is damaged', () => {
    const weights = trainedLike(tinyModern)
    const bytes = encodeTrainable(weights)
    const read = decodeTrainable(bytes, 'trainable.safetensors')
    expect(read.tags).toEqual(weights.tags)
    expect(read.discriminator?.spec).toEqual(weights.discriminator?.spec)
    for (const [name, array] of Object.entries(weights.generator.parameters)) {
      const largest = array.reduce((a, b) => Math.max(a, Math.abs(b)), 0)
      expect(largestDifference(read.generator.parameters[name]!, array), name).toBeLessThanOrEqual(
        largest / 2048,
      )
    }
    expect(() => decodeTrainable(bytes.subarray(0, 900), 'x.safetensors')).toThrow('x.safetensors')
    const { discriminator: _, ...imported } = weights
    expect(decodeTrainable(encodeTrainable(imported), 'x')).not.toHaveProperty('discriminator')
  })
})
