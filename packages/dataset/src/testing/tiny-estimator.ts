import { type InferenceSession, parseTaggerManifest, type TaggerManifest } from '@animegan/core'
import { createSession } from '@animegan/runtime-node'
import onnxProto from 'onnx-proto'

const { onnx } = onnxProto
const { FLOAT, INT64 } = onnx.TensorProto.DataType
const { INTS } = onnx.AttributeProto.AttributeType

const label = (text: string) => ({ en: text, ja: text, zh: text })

/** What the fixture's manifest says unless a test has it otherwise. */
export const tinyManifest = parseTaggerManifest(
  {
    schema: 'animegan.tagger/1',
    name: 'tiny',
    tags: {
      name: 'three',
      version: '1',
      groups: [
        { id: 'colour', labels: label('colour'), exclusive: true },
        { id: 'other', labels: label('other'), exclusive: false },
      ],
      tags: [
        { id: 'red', labels: label('red'), group: 'colour' },
        { id: 'blue', labels: label('blue'), group: 'colour' },
        { id: 'green', labels: label('green'), group: 'other' },
      ],
      attributes: [],
    },
    input: { name: 'data', layout: 'NCHW', channels: 'RGB', resolution: 2 },
    preprocessing: { background: '#ffffff', fit: 'cover', filter: 'lanczos3', scale: 1 / 255, offset: 0 },
    outputs: {
      tags: { name: 'means', size: 4, indices: [0, 2, 1] },
      features: { name: 'flat', size: 12 },
    },
    files: [{ dtype: 'fp32', path: 'tiny.onnx', bytes: 1, sha256: '0'.repeat(64) }],
  },
  'tiny',
)

/**
 * An ONNX model that a test can compute by hand. `means`: the mean of each of the three channels of the input, then the number
 * 0.5; `flat`: the input as it lies in memory.
 */
function buildTinyEstimator({ input, outputs }: TaggerManifest): Uint8Array {
  const { name, layout, resolution } = input
  const lengths = layout === 'NCHW' ? [3, resolution, resolution] : [resolution, resolution, 3]
  const axes = layout === 'NCHW' ? [2, 3] : [1, 2]
  const describeValue = (value: string, dims: number[]) => ({
    name: value,
    type: {
      tensorType: {
        elemType: FLOAT,
        shape: { dim: [{ dimValue: 1 }, ...dims.map((dimValue) => ({ dimValue }))] },
      },
    },
  })
  const model = onnx.ModelProto.create({
    irVersion: 8,
    opsetImport: [{ version: 17 }],
    graph: {
      name: 'tiny-estimator',
      node: [
        {
          opType: 'ReduceMean',
          input: [name],
          output: ['mean'],
          attribute: [
            { name: 'axes', type: INTS, ints: axes },
            { name: 'keepdims', type: onnx.AttributeProto.AttributeType.INT, i: 0 },
          ],
        },
        {
          opType: 'Concat',
          input: ['mean', 'half'],
          output: ['means'],
          attribute: [{ name: 'axis', type: onnx.AttributeProto.AttributeType.INT, i: 1 }],
        },
        { opType: 'Reshape', input: [name, 'row'], output: ['flat'] },
      ],
      initializer: [
        { name: 'half', dataType: FLOAT, dims: [1, 1], floatData: [0.5] },
        { name: 'row', dataType: INT64, dims: [2], int64Data: [1, 3 * resolution ** 2] },
      ],
      input: [describeValue(name, lengths)],
      output: [
        describeValue('means', [4]),
        ...(outputs.features ? [describeValue('flat', [3 * resolution ** 2])] : []),
      ],
    },
  })
  return onnx.ModelProto.encode(model).finish()
}

/** The fixture's model, loaded. */
export const openTinyEstimator = (manifest: TaggerManifest = tinyManifest): Promise<InferenceSession> =>
  createSession(buildTinyEstimator(manifest), { device: 'cpu', threads: 1 })
