import { type GeneratorSpec, listParameters } from '@animegan/core'
import { createSession } from '@animegan/runtime-node'
import { setBackend, type Tensor2D, tensor, tidy } from '@tensorflow/tfjs'
import { beforeAll, describe, expect, it } from 'vitest'
import { applyGenerator, inferenceNorm } from '../networks/generator.js'
import { initialiseParameters, type ParameterArrays } from '../parameters.js'
import { largestDifference } from '../testing/compare-runners.js'
import { randomArray } from '../testing/random-array.js'
import { tinyDcgan, tinyResnet, tinySrresnet } from '../testing/tiny-config.js'
import { exportGenerator } from './export-generator.js'

beforeAll(async () => {
  await setBackend('cpu')
})

/** Parameters as after a training: no norm is the identity. */
function trained(spec: GeneratorSpec): ParameterArrays {
  const arrays = initialiseParameters(spec, 2, 'kaiming')
  return Object.fromEntries(
    Object.entries(arrays).map(([name, array], i) => [
      name,
      name.endsWith('.weight')
        ? array
        : Float32Array.from(randomArray(array.length, i, 0.3), (noise, j) => array[j]! + Math.abs(noise)),
    ]),
  )
}

const count = 3
const latents = randomArray(count * 5, 1)
const conditions = Float32Array.from(randomArray(count * 7, 2), (value) => (value > 0 ? 1 : -1))

function drawEagerly(spec: GeneratorSpec, arrays: ParameterArrays): Float32Array {
  return tidy(() => {
    const parameters = Object.fromEntries(
      listParameters(spec).map(({ name, shape }) => [name, tensor(arrays[name]!, shape)]),
    )
    const [latent, condition] = [tensor(latents, [count, 5]), tensor(conditions, [count, 7])] as Tensor2D[]
    const images = applyGenerator(spec, parameters, latent!, condition!, inferenceNorm(spec, parameters))
    return images.transpose([0, 3, 1, 2]).dataSync() as Float32Array
  })
}

async function drawExported(model: Uint8Array): Promise<Float32Array> {
  const session = await createSession(model, { device: 'cpu', threads: 1 })
  const { images } = await session.run({
    latent: { data: latents, shape: [count, 5] },
    condition: { data: conditions, shape: [count, 7] },
  })
  await session.dispose()
  return images!.data as Float32Array
}

describe('exportGenerator', () => {
  it.each<[string, GeneratorSpec]>([
    ['long skip', tinySrresnet],
    ['convolution, per feature', { ...tinySrresnet, afterBlocks: 'convolution', inputNorm: 'per-feature' }],
    ['DCGAN', tinyDcgan],
    ['growing by resizing', tinyResnet],
  ])('%s: draws what the network draws, its norms folded', async (_, spec) => {
    const parameters = trained(spec)
    const expected = drawEagerly(spec, parameters)
    const exact = await drawExported(exportGenerator(spec, parameters, 'float32'))
    expect(exact).toHaveLength(count * 3 * spec.resolution ** 2)
    expect(largestDifference(exact, expected)).toBeLessThan(2e-5)
    const half = await drawExported(exportGenerator(spec, parameters, 'float16'))
    expect(largestDifference(half, expected)).toBeLessThan(2e-2)
    const eight = await drawExported(exportGenerator(spec, parameters, 'int8'))
    expect(largestDifference(eight, expected)).toBeLessThan(0.2)
    expect(largestDifference(eight, expected)).toBeGreaterThanOrEqual(largestDifference(half, expected))
  })
})
