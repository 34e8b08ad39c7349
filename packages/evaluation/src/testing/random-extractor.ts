import { createRandom, parseTaggerManifest } from '@animegan/core'
import { createFeatureExtractor, type FeatureExtractor } from '@animegan/dataset'
import { createSession } from '@animegan/runtime-node'
import onnxProto from 'onnx-proto'

const { onnx } = onnxProto
const { FLOAT } = onnx.TensorProto.DataType
const { INT, INTS } = onnx.AttributeProto.AttributeType

/** Channels of the layers, each of half the width and height of the one before. */
const channels = [3, 16, 32, 64]
const resolution = 32
const size = channels.slice(1).reduce((sum, count) => sum + count, 0)

const label = { en: 'any', ja: 'any', zh: 'any' }
const manifest = parseTaggerManifest(
  {
    schema: 'animegan.tagger/1',
    name: 'random',
    tags: {
      name: 'one',
      version: '1',
      groups: [{ id: 'any', labels: label, exclusive: false }],
      tags: [{ id: 'any', labels: label, group: 'any' }],
      attributes: [],
    },
    input: { name: 'data', layout: 'NCHW', channels: 'RGB', resolution },
    preprocessing: { background: '#ffffff', fit: 'cover', filter: 'lanczos3', scale: 2 / 255, offset: -1 },
    outputs: { tags: { name: 'features', size, indices: [0] }, features: { name: 'features', size } },
    files: [{ dtype: 'fp32', path: 'random.onnx', bytes: 1, sha256: '0'.repeat(64) }],
  },
  'random',
)

/**
 * A real extractor whose filters are random, the same each time: three convolutions of 3 x 3 and stride 2 with ReLU, and the means of all
 * their channels as features. Such networks tell pictures apart, too (Naeem et al. 2020, section 5.2).
 */
export async function openRandomExtractor(): Promise<{ extractor: FeatureExtractor } & AsyncDisposable> {
  const session = await createSession(buildNetwork(), { device: 'cpu', threads: 1 })
  return {
    extractor: createFeatureExtractor({ manifest, session }),
    [Symbol.asyncDispose]: () => session.dispose(),
  }
}

function buildNetwork(): Uint8Array {
  const random = createRandom(1, 'random-extractor')
  const layers = channels.slice(1).map((outputs, i) => ({ inputs: channels[i]!, outputs, name: `layer${i}` }))
  const ints = (name: string, values: number[]) => ({ name, type: INTS, ints: values })
  const describeValue = (name: string, lengths: number[]) => ({
    name,
    type: { tensorType: { elemType: FLOAT, shape: { dim: lengths.map((dimValue) => ({ dimValue })) } } },
  })
  const model = onnx.ModelProto.create({
    irVersion: 8,
    opsetImport: [{ version: 17 }],
    graph: {
      name: 'random-extractor',
      node: [
        ...layers.flatMap(({ name }, i) => [
          {
            opType: 'Conv',
            input: [i === 0 ? 'data' : `layer${i - 1}`, `${name}.filters`],
            output: [`${name}.sums`],
            attribute: [ints('strides', [2, 2]), ints('pads', [1, 1, 1, 1])],
          },
          { opType: 'Relu', input: [`${name}.sums`], output: [name] },
          {
            opType: 'ReduceMean',
            input: [name],
            output: [`${name}.means`],
            attribute: [ints('axes', [2, 3]), { name: 'keepdims', type: INT, i: 0 }],
          },
        ]),
        {
          opType: 'Concat',
          input: layers.map(({ name }) => `${name}.means`),
          output: ['features'],
          attribute: [{ name: 'axis', type: INT, i: 1 }],
        },
      ],
      initializer: layers.map(({ name, inputs, outputs }) => ({
        name: `${name}.filters`,
        dataType: FLOAT,
        dims: [outputs, inputs, 3, 3],
        floatData: Array.from(
          { length: outputs * inputs * 9 },
          () => random.normal() * Math.sqrt(2 / (9 * inputs)),
        ),
      })),
      input: [describeValue('data', [1, 3, resolution, resolution])],
      output: [describeValue('features', [1, size])],
    },
  })
  return onnx.ModelProto.encode(model).finish()
}
