import { animeTags } from '@animegan/core'
import { randomArray } from '../../testing/random-array.js'
import type { EncodedBlob, EncodedLayer } from './encode-caffe.js'

/** Blocks of Illustration2Vec's nets; after each of the first five the map is halved. */
const blocks = [[64], [128], [256, 256], [512, 512], [512, 512], [1024, 1024, 1024]]

export interface TinyNetOptions {
  /** Divides the channels inside; 1 makes a net of full size, 190 MB and 950 MB. */
  shrink: number
  seed?: number
}

/** Weights that keep the size of what flows through, from N(0, 2 / inputs), and biases of zero or nearly. */
function parameters(shape: number[], seed: number): EncodedBlob[] {
  const inputs = shape.slice(1).reduce((a, b) => a * b)
  const size = shape[0]! * inputs
  const biases = [shape[0]!]
  return [
    { shape, data: randomArray(size, seed, Math.sqrt(2 / inputs)) },
    { shape: biases, data: randomArray(shape[0]!, seed + 1, 0.1) },
  ]
}

function convolution(name: string, inputs: number, numOutput: number, seed: number): EncodedLayer {
  const convolutionParam = { numOutput, kernelSize: [3], pad: [1] }
  return { name, type: 'Convolution', convolutionParam, blobs: parameters([numOutput, inputs, 3, 3], seed) }
}

/** The layers that both nets begin with, as training left them: the data's declaration, then convolutions, ReLUs in place, pools. */
function trunk({ shrink, seed = 1 }: TinyNetOptions): { layers: EncodedLayer[]; channels: number } {
  const layers: EncodedLayer[] = [{ name: 'data', type: 'Data', bottom: [], top: ['data', 'label'] }]
  let previous = 'data'
  let channels = 3
  for (const [block, sizes] of blocks.entries()) {
    for (const [index, size] of sizes.entries()) {
      const name = `conv${block + 1}_${index + 1}`
      const outputs = size / shrink
      layers.push({ ...convolution(name, channels, outputs, seed + 2 * layers.length), bottom: [previous] })
      layers.push({ name: `relu${block + 1}_${index + 1}`, type: 'ReLU', bottom: [name], top: [name] })
      previous = name
      channels = outputs
    }
    if (block === 5) break
    const poolingParam = { pool: 0, kernelSize: 2, stride: 2 }
    layers.push({ name: `pool${block + 1}`, type: 'Pooling', poolingParam, bottom: [previous] })
    previous = `pool${block + 1}`
  }
  layers.push({ name: 'drop6_3', type: 'Dropout', bottom: [previous], top: [previous] })
  return { layers, channels }
}

/** A net of the tag net's layers, with the loss that training leaves behind. */
export function listTagNetLayers(options: TinyNetOptions): EncodedLayer[] {
  const { layers, channels } = trunk(options)
  return [
    ...layers,
    { ...convolution('conv6_4', channels, 1539, 99), bottom: ['conv6_3'] },
    {
      name: 'pool6',
      type: 'Pooling',
      poolingParam: { pool: 1, kernelSize: 7, stride: 1 },
      bottom: ['conv6_4'],
    },
    { name: 'loss', type: 'SigmoidCrossEntropyLoss', bottom: ['pool6', 'label'] },
  ]
}

/** A net of the feature net's layers. */
export function listFeatureNetLayers(options: TinyNetOptions): EncodedLayer[] {
  const { layers, channels } = trunk(options)
  const blobs = parameters([4096, 49 * channels], 199)
  return [
    ...layers,
    {
      name: 'encode1',
      type: 'InnerProduct',
      innerProductParam: { numOutput: 4096 },
      bottom: ['conv6_3'],
      blobs,
    },
    { name: 'encode1neuron', type: 'Sigmoid', bottom: ['encode1'] },
  ]
}

/** A list of 1539 names with the 34 where they are. */
export function listTagNames(): string[] {
  const names = Array.from({ length: 1539 }, (_, index) => `tag ${index}`)
  for (const { illustration2vec: place } of animeTags.tags) names[place!.index] = place!.name
  return names
}
