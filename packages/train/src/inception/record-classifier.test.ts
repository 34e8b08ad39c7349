import { createSession } from '@animegan/runtime-node'
import {
  initializers,
  input,
  layers,
  type SymbolicTensor,
  setBackend,
  type Tensor,
  tensor,
  model as tfModel,
  tidy,
} from '@tensorflow/tfjs'
import { beforeAll, expect, it } from 'vitest'
import { largestDifference } from '../testing/compare-runners.js'
import { randomArray } from '../testing/random-array.js'
import { recordClassifier } from './record-classifier.js'

beforeAll(() => setBackend('cpu'))

let seed = 0
const random = () => initializers.randomUniform({ minval: -0.5, maxval: 0.5, seed: ++seed })
const positive = () => initializers.randomUniform({ minval: 0.5, maxval: 2, seed: ++seed })

const convolve = (
  x: SymbolicTensor,
  filters: number,
  kernelSize: [number, number],
  padding: 'same' | 'valid',
  strides = 1,
): SymbolicTensor => {
  const settings = { filters, kernelSize, padding, strides, useBias: false }
  const y = layers.conv2d({ ...settings, kernelInitializer: random() }).apply(x)
  const normalised = layers
    .batchNormalization({
      epsilon: 1e-3,
      scale: false,
      betaInitializer: random(),
      movingMeanInitializer: random(),
      movingVarianceInitializer: positive(),
    })
    .apply(y)
  return layers.activation({ activation: 'relu' }).apply(normalised) as SymbolicTensor
}

/** Every kind of layer that Inception v3 has, once or twice, on few pixels. */
function buildTinyInception() {
  const images = input({ shape: [15, 15, 3] })
  const stem = convolve(images, 6, [3, 3], 'valid', 2)
  const branches = [
    convolve(convolve(stem, 4, [1, 7], 'same'), 4, [7, 1], 'same'),
    convolve(
      layers.averagePooling2d({ poolSize: 3, strides: 1, padding: 'same' }).apply(stem) as SymbolicTensor,
      3,
      [1, 1],
      'same',
    ),
    stem,
  ]
  const mixed = layers.concatenate().apply(branches) as SymbolicTensor
  const reduced = layers.maxPooling2d({ poolSize: 3, strides: 2 }).apply(mixed)
  const means = layers.averagePooling2d({ poolSize: 3, strides: 3 }).apply(reduced)
  const features = layers.flatten({ name: 'features' }).apply(means)
  const dense = (units: number, activation: 'relu' | 'softmax') =>
    layers.dense({ units, activation, kernelInitializer: random(), biasInitializer: random() })
  const hidden = layers.dropout({ rate: 0.5 }).apply(dense(8, 'relu').apply(features))
  const outputs = dense(5, 'softmax').apply(hidden) as SymbolicTensor
  return tfModel({ inputs: images, outputs })
}

it('gives what tfjs gives, for any number of pictures, and both outputs', async () => {
  const classifier = buildTinyInception()
  const nhwc = tensor(randomArray(2 * 15 * 15 * 3, 3), [2, 15, 15, 3])
  const [tags, features] = tidy(() => {
    const { inputs, outputs } = classifier
    const both = tfModel({ inputs, outputs: [...outputs, classifier.getLayer('features').output].flat() })
    return (both.predict(nhwc) as Tensor[]).map((output) => output.dataSync())
  })
  expect(features!.length).toBe(2 * 13)
  expect(new Set(features).size).toBeGreaterThan(20)

  const model = recordClassifier(classifier, { featureLayer: 'features', dtype: 'fp32' })
  const session = await createSession(model, { device: 'cpu', threads: 1 })
  const data = nhwc.transpose([0, 3, 1, 2]).dataSync() as Float32Array
  const results = await session.run({ images: { data, shape: [2, 3, 15, 15] } })
  await session.dispose()
  expect(results.tags!.shape).toEqual([2, 5])
  expect(results.features!.shape).toEqual([2, 13])
  expect(largestDifference(results.tags!.data, tags!)).toBeLessThan(1e-5)
  expect(largestDifference(results.features!.data, features!)).toBeLessThan(1e-5)
})

it('names the layer that a classifier lacks', () => {
  expect(() => recordClassifier(buildTinyInception(), { featureLayer: 'pool', dtype: 'fp32' })).toThrow(
    /pool/,
  )
})
