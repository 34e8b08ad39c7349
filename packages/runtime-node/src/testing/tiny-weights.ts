import { createHash } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { animeTags, conditionSize, createRandom, type TagSchema } from '@animegan/core'
import onnxProto from 'onnx-proto'

const { onnx } = onnxProto
const { DataType } = onnx.TensorProto

/** Sides of the fixture: a "generator" of 8 x 8 faces from 6 latent numbers and the paper's tags. */
export const tinyLatentSize = 6
export const tinyResolution = 8
export const tinyConditionSize = conditionSize(animeTags)

const pixels = 3 * tinyResolution * tinyResolution

const describeValue = (name: string, lengths: readonly number[]) => ({
  name,
  type: {
    tensorType: {
      elemType: DataType.FLOAT,
      shape: { dim: [{ dimParam: 'N' }, ...lengths.map((dimValue) => ({ dimValue }))] },
    },
  },
})

/** The fixture's model as ONNX: images = tanh([latent, condition] x W), W drawn from `seed` and, for int8, stored in 8 bits. */
export function buildTinyModel(dtype: 'fp32' | 'int8', seed = 1, tags: TagSchema = animeTags): Uint8Array {
  const inputs = tinyLatentSize + conditionSize(tags)
  const random = createRandom(seed, 'tiny-weights')
  const quantised = Int8Array.from({ length: inputs * pixels }, () => random.integer(255) - 127)
  const scale = 0.25 / 127
  const dims = [inputs, pixels]
  const weights =
    dtype === 'fp32'
      ? [{ name: 'W', dataType: DataType.FLOAT, dims, floatData: Array.from(quantised, (q) => q * scale) }]
      : [
          { name: 'Wq', dataType: DataType.INT8, dims, rawData: new Uint8Array(quantised.buffer) },
          { name: 'scale', dataType: DataType.FLOAT, dims: [], floatData: [scale] },
          { name: 'zero', dataType: DataType.INT8, dims: [], rawData: new Uint8Array(1) },
        ]
  const concat = { opType: 'Concat', input: ['latent', 'condition'], output: ['x'] }
  const model = onnx.ModelProto.create({
    irVersion: 8,
    opsetImport: [{ version: 17 }],
    graph: {
      name: 'tiny',
      node: [
        { ...concat, attribute: [{ name: 'axis', type: onnx.AttributeProto.AttributeType.INT, i: 1 }] },
        ...(dtype === 'fp32'
          ? []
          : [{ opType: 'DequantizeLinear', input: ['Wq', 'scale', 'zero'], output: ['W'] }]),
        { opType: 'MatMul', input: ['x', 'W'], output: ['product'] },
        { opType: 'Tanh', input: ['product'], output: ['flat'] },
        { opType: 'Reshape', input: ['flat', 'shape'], output: ['images'] },
      ],
      initializer: [
        ...weights,
        {
          name: 'shape',
          dataType: DataType.INT64,
          dims: [4],
          int64Data: [-1, 3, tinyResolution, tinyResolution],
        },
      ],
      input: [describeValue('latent', [tinyLatentSize]), describeValue('condition', [conditionSize(tags)])],
      output: [describeValue('images', [3, tinyResolution, tinyResolution])],
    },
  })
  return onnx.ModelProto.encode(model).finish()
}

/**
 * For tests: writes a weights folder (manifest and two models of some kB) that everything can load and draw with. What it
 * draws is coloured noise that depends on latent, tags and attributes.
 */
export async function writeTinyWeights(folder: string, tags: TagSchema = animeTags): Promise<void> {
  await mkdir(folder, { recursive: true })
  const files: { dtype: string; path: string; bytes: number; sha256: string }[] = []
  for (const dtype of ['fp32', 'int8'] as const) {
    const model = buildTinyModel(dtype, 1, tags)
    const path = `model-${dtype}.onnx`
    await writeFile(join(folder, path), model)
    files.push({ dtype, path, bytes: model.length, sha256: createHash('sha256').update(model).digest('hex') })
  }
  const manifest = {
    schema: 'animegan.weights/1',
    name: 'tiny',
    version: '1.0.0',
    licence: 'MIT',
    architecture: {
      kind: 'srresnet',
      latentSize: tinyLatentSize,
      conditionSize: conditionSize(tags),
      resolution: tinyResolution,
      baseResolution: tinyResolution / 2,
      channels: 1,
      blocks: 1,
      afterBlocks: 'long-skip',
      inputNorm: 'per-channel',
      outputKernel: 3,
      normEpsilon: 1e-5,
    },
    tags,
    inputs: {
      latent: { name: 'latent', size: tinyLatentSize },
      condition: { name: 'condition', size: conditionSize(tags) },
    },
    output: {
      name: 'images',
      layout: 'NCHW',
      channels: 'RGB',
      range: [-1, 1],
      resolution: tinyResolution,
    },
    files,
    provenance: { seed: 1 },
    metrics: {},
  }
  await writeFile(join(folder, 'manifest.json'), JSON.stringify(manifest))
}
