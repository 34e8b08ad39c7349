import { type GeneratorSpec, listParameters } from '@animegan/core'
import {
  keep,
  setBackend,
  type Tensor,
  type Tensor2D,
  type Tensor4D,
  tensor,
  tidy,
  zeros,
} from '@tensorflow/tfjs'
import { beforeAll, describe, expect, it } from 'vitest'
import { initialiseParameters } from '../parameters.js'
import { randomArray, randomTensor } from '../testing/random-array.js'
import { tinyDcgan, tinySrresnet } from '../testing/tiny-config.js'
import { applyGenerator, inferenceNorm, trainingNorm } from './generator.js'
import { convolution, pixelShuffle } from './layers.js'

beforeAll(async () => {
  await setBackend('cpu')
})

const specs: [string, GeneratorSpec][] = [
  ['SRResNet, long skip, norm per channel', tinySrresnet],
  ['SRResNet, long skip, norm per feature', { ...tinySrresnet, inputNorm: 'per-feature' }],
  [
    'SRResNet, convolution, norm per feature',
    { ...tinySrresnet, afterBlocks: 'convolution', inputNorm: 'per-feature' },
  ],
  ['SRResNet, convolution, two stages', { ...tinySrresnet, afterBlocks: 'convolution', baseResolution: 4 }],
  ['SRResNet, 9x9 output', { ...tinySrresnet, outputKernel: 9 }],
  ['DCGAN, norm per feature', tinyDcgan],
  ['DCGAN, norm per channel', { ...tinyDcgan, inputNorm: 'per-channel' }],
]

/** Parameters with no neutral values: every gamma, beta and bias shows. */
function fresh(spec: GeneratorSpec): Record<string, Tensor> {
  const arrays = initialiseParameters(spec, 3, 'kaiming')
  return Object.fromEntries(
    listParameters(spec).map(({ name, shape, role }, i) => {
      const noise = role === 'weight' ? undefined : randomArray(arrays[name]!.length, i, 0.3)
      const values = arrays[name]!.map((value, j) => value + Math.abs(noise?.[j] ?? 0))
      return [name, tensor(values, shape)]
    }),
  )
}

const latent = (batch: number) => randomTensor([batch, 5], 1) as Tensor2D
const condition = (batch: number) => randomTensor([batch, 7], 2).sign() as Tensor2D

describe('applyGenerator', () => {
  it.each(specs)('%s: draws pictures in [-1, 1], in training and in inference', (_, spec) => {
    const parameters = fresh(spec)
    for (const norm of [trainingNorm(spec, parameters), inferenceNorm(spec, parameters)]) {
      const images = tidy(() => applyGenerator(spec, parameters, latent(3), condition(3), norm))
      expect(images.shape).toEqual([3, 16, 16, 3])
      const values = images.dataSync()
      expect(values.every((value) => value >= -1 && value <= 1)).toBe(true)
      expect(Math.max(...values) - Math.min(...values)).toBeGreaterThan(0.2)
    }
  })

  it.each(specs)('%s: asks for every parameter of the spec, and no other', (_, spec) => {
    const parameters = fresh(spec)
    const asked = new Set<string>()
    const watched = new Proxy(parameters, {
      get: (target, name: string) => {
        asked.add(name)
        return target[name]
      },
    })
    tidy(() => applyGenerator(spec, watched, latent(2), condition(2), inferenceNorm(spec, watched)))
    expect([...asked].sort()).toEqual(Object.keys(parameters).sort())
  })

  it.each(specs)(
    '%s: inference with the statistics of a batch draws what training draws of it',
    (_, spec) => {
      const parameters = fresh(spec)
      const [z, c] = [latent(4), condition(4)]
      const measured: Record<string, Tensor> = {}
      const norm = trainingNorm(spec, parameters, (name, mean, variance) => {
        measured[`${name}.mean`] = keep(mean.clone())
        measured[`${name}.variance`] = keep(variance.clone())
      })
      const trained = applyGenerator(spec, parameters, z, c, norm)
      const statistics = listParameters(spec).filter(({ trained }) => !trained)
      expect(Object.keys(measured).sort()).toEqual(statistics.map(({ name }) => name).sort())
      for (const { name, shape } of statistics) expect(measured[name]!.shape).toEqual(shape)
      const running = { ...parameters, ...measured }
      const inferred = applyGenerator(spec, running, z, c, inferenceNorm(spec, running)).dataSync()
      trained.dataSync().forEach((value, i) => {
        expect(value).toBeCloseTo(inferred[i]!, 4)
      })
    },
  )

  it('draws another picture for another condition', () => {
    const parameters = fresh(tinySrresnet)
    const norm = inferenceNorm(tinySrresnet, parameters)
    const draw = (c: Tensor2D) => applyGenerator(tinySrresnet, parameters, latent(1), c, norm)
    const change = draw(condition(1))
      .sub(draw(condition(1).neg() as Tensor2D))
      .abs()
      .max()
      .dataSync()[0]
    expect(change).toBeGreaterThan(0.05)
  })

  it.each([
    ['SRResNet', tinySrresnet, 4, 8],
    ['DCGAN', tinyDcgan, 4, 4],
  ])('%s: reads the features of the dense layer in the order channel, y, x', (_, spec, channels, side) => {
    const perChannel: GeneratorSpec = { ...spec, inputNorm: 'per-channel' }
    const features = Float32Array.from({ length: channels * side * side }, (_, i) => i)
    const parameters = {
      ...fresh(perChannel),
      'input.dense.weight': zeros([12, features.length]),
      'input.dense.bias': tensor(features),
    }
    let map: number[][][][] = []
    applyGenerator(perChannel, parameters, latent(1), condition(1), (name, x) => {
      if (name === 'input.norm') map = x.arraySync() as number[][][][]
      return x
    })
    for (let c = 0; c < channels; c++)
      for (let y = 0; y < side; y++)
        for (let x = 0; x < side; x++) expect(map[0]![y]![x]![c]).toBe((c * side + y) * side + x)
  })

  it.each(['long-skip', 'convolution'] as const)(
    '%s: what passes the trunk is added to the dense activation, or stands alone',
    (afterBlocks) => {
      const spec: GeneratorSpec = { ...tinySrresnet, afterBlocks }
      const parameters = fresh(spec)
      const seen: Record<string, Tensor> = {}
      applyGenerator(spec, parameters, latent(1), condition(1), (name, x) => {
        seen[name] = x.clone()
        return name === 'trunk.norm' ? x.mul(0).add(1) : x
      })
      const dense = seen['input.norm']!.relu() as Tensor4D
      const trunk = (afterBlocks === 'long-skip' ? dense.add(1) : dense.mul(0).add(1)) as Tensor4D
      const upsampled = pixelShuffle(convolution(parameters, 'upsample.0.conv', trunk))
      expect(seen['upsample.0.norm']!.sub(upsampled).abs().max().dataSync()[0]).toBeLessThan(1e-5)
    },
  )
})
