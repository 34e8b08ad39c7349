import * as tf from '@tensorflow/tfjs'
import onnxProto from 'onnx-proto'
import ort from 'onnxruntime-node'
import { beforeAll, describe, expect, it } from 'vitest'
import { recordOnnx } from './record-onnx.js'
import { plainTensor } from './recorded-tensor.js'
import { registerOnnxKernel } from './recording-backend.js'
import { RecordingError } from './recording-error.js'
import { largestDifference, numbers, runModel } from './testing.js'

const decode = (bytes: Uint8Array) => onnxProto.onnx.ModelProto.decode(bytes).graph!
const operators = (bytes: Uint8Array) => decode(bytes).node!.map((node) => node.opType)

function thrown(body: () => unknown): RecordingError {
  try {
    body()
  } catch (error) {
    if (RecordingError.isInstance(error)) return error
    throw error
  }
  throw new Error('nothing was thrown')
}

describe('recordOnnx', () => {
  beforeAll(() => tf.setBackend('cpu'))

  it('leaves the caller on the backend that was selected', () => {
    recordOnnx(({ x }) => ({ y: x.relu() }), { x: { shape: [2] } })
    expect(tf.getBackend()).toBe('cpu')
    expect(() =>
      recordOnnx(
        () => {
          throw new Error('no')
        },
        { x: { shape: [2] } },
      ),
    ).toThrow('no')
    expect(tf.getBackend()).toBe('cpu')
  })

  it('leaks no tensors and gives captured tensors back', async () => {
    const weights = tf.tensor1d([1, 2, 3])
    const shared = weights.reshape([3, 1])
    const before = tf.memory().numTensors
    const model = recordOnnx(({ x }) => ({ y: x.mul(weights).add(shared.sum()) }), { x: { shape: [3] } })
    expect(tf.memory().numTensors).toBe(before)
    expect(Array.from(weights.dataSync())).toEqual([1, 2, 3])
    const { y } = await runModel(model.bytes, { x: new ort.Tensor('float32', [1, 1, 1], [3]) })
    expect(Array.from(y!.data as Float32Array)).toEqual([7, 8, 9])
    shared.dispose()
    expect(Array.from(weights.dataSync())).toEqual([1, 2, 3])
  })

  it('stores equal constants once and uniform constants as one number', () => {
    const table = () => tf.tensor1d(Float32Array.from({ length: 100 }, (_, i) => Math.sin(i)))
    const { bytes } = recordOnnx(
      ({ x }) => ({
        y: x
          .mul(table())
          .add(table())
          .mul(tf.ones([50, 100]).mul(3)),
      }),
      { x: { shape: [50, 100] } },
    )
    const floats = decode(bytes).initializer!.filter((constant) => constant.dataType === 1)
    const shapes = floats.map((constant) => `[${constant.dims!.map(Number)}]`)
    expect(shapes.sort()).toEqual(['[1,100]', '[1,1]', '[1,1]'])
  })

  it('computes equal expressions once and drops what no output needs', () => {
    const { bytes } = recordOnnx(
      ({ x }) => {
        x.exp()
        return { y: x.sin().add(x.sin()) }
      },
      { x: { shape: [3] } },
    )
    expect(operators(bytes)).toEqual(['Sin', 'Add', 'Identity'])
  })

  it('runs convolutions on NHWC functions without transposes when images come and go as NCHW', () => {
    const filter = numbers([3, 3, 2, 2]) as tf.Tensor4D
    const block = (x: tf.Tensor) =>
      tf
        .conv2d(x as tf.Tensor4D, filter, 1, 'same')
        .add(tf.tensor1d([1, 2]))
        .relu()
        .add(x)
    const image = { shape: [2, 8, 8, 2], order: [0, 3, 1, 2] }
    const { bytes } = recordOnnx(
      ({ x }) => ({ y: block(block(x)) }),
      { x: image },
      { outputs: { y: { order: [0, 3, 1, 2] } } },
    )
    expect(operators(bytes).filter((op) => op === 'Transpose')).toHaveLength(0)
    expect(decode(bytes).input![0]!.type!.tensorType!.shape!.dim!.map((dim) => Number(dim.dimValue))).toEqual(
      [2, 2, 8, 8],
    )
  })

  it('takes any batch size where the batch is symbolic', async () => {
    const filter = numbers([3, 3, 2, 8]) as tf.Tensor4D
    const fn = ({ x }: { x: tf.Tensor }) => {
      const wide = tf.conv2d(x.reshape([-1, 4, 4, 2]) as tf.Tensor4D, filter, 1, 'same')
      const [n] = wide.shape
      const shuffled = wide.reshape([n, 4, 4, 2, 2, 2]).transpose([0, 1, 3, 2, 4, 5]).reshape([n, 8, 8, 2])
      return { y: shuffled.mean([1, 2]).add(shuffled.reshape([-1, 128]).matMul(numbers([128, 2]))) }
    }
    const model = recordOnnx(fn, { x: { shape: ['batch', 32] } })
    expect(model.inputs).toEqual([{ name: 'x', shape: ['batch', 32], dtype: 'float32' }])
    expect(model.outputs).toEqual([{ name: 'y', shape: ['batch', 2], dtype: 'float32' }])
    for (const batch of [1, 5]) {
      const x = numbers([batch, 32])
      const { y } = await runModel(model.bytes, { x: new ort.Tensor('float32', x.dataSync(), [batch, 32]) })
      const expected = fn({ x }).y.dataSync()
      expect(y!.dims).toEqual([batch, 2])
      for (const [i, value] of expected.entries()) expect((y!.data as Float32Array)[i]).toBeCloseTo(value, 4)
    }
  })

  it('says when a result depends on the batch size', () => {
    const error = thrown(() =>
      recordOnnx(({ x }) => ({ y: tf.broadcastTo(tf.scalar(2), x.shape) }), { x: { shape: ['batch', 3] } }),
    )
    expect(error.code).toBe('SYMBOLIC_BATCH')
    expect(error.message).toContain('[batch,3]')
  })

  it.each<[string, (x: tf.Tensor) => tf.Tensor]>([
    ['a division by it', (x) => x.sum().div(x.shape[0]!)],
    ['the gradient of a mean', (x) => tf.grad((y: tf.Tensor) => y.square().mean())(x)],
    ['a sum of ones', (x) => tf.onesLike(x).sum(0).add(x)],
  ])('refuses a number computed from the batch size: %s', (_, fn) => {
    const error = thrown(() => recordOnnx(({ x }) => ({ y: fn(x) }), { x: { shape: ['batch', 3] } }))
    expect(error.code).toBe('SYMBOLIC_BATCH')
  })

  it('takes numbers that only look large or small', () => {
    const fn = ({ x }: { x: tf.Tensor }) => ({ y: x.mul(1e-6).add(1e6).div(1e12).sub(999_999) })
    expect(recordOnnx(fn, { x: { shape: ['batch', 3] } }).nodeCount).toBe(4)
  })

  it('names an unknown kernel and how to teach it', async () => {
    const fn = ({ x }: { x: tf.Tensor }) => ({ y: x.asinh() })
    const error = thrown(() => recordOnnx(fn, { x: { shape: [2] } }))
    expect(error.code).toBe('UNKNOWN_KERNEL')
    expect(error.message).toContain('"Asinh"')
    expect(error.message).toContain("registerOnnxKernel('Asinh'")
    registerOnnxKernel('Asinh', (graph, { x }) => plainTensor(graph.emit('Asinh', [x!.value], x!.shape)))
    expect(
      await largestDifference({ fn: ({ x }) => ({ y: x!.asinh() }), inputs: { x: numbers([4]) } }),
    ).toBeLessThan(1e-6)
  })

  it('refuses to read values', () => {
    const error = thrown(() =>
      recordOnnx(({ x }) => ({ y: x.dataSync()[0]! > 0 ? x : x.neg() }), { x: { shape: [2] } }),
    )
    expect(error.code).toBe('VALUE_NEEDED')
  })

  it('refuses an order that is no permutation', () => {
    expect(
      thrown(() => recordOnnx(({ x }) => ({ y: x }), { x: { shape: [2, 3], order: [0, 0] } })).message,
    ).toContain('[0,0]')
  })

  it('refuses tensors of an earlier recording', () => {
    let kept: tf.Tensor | undefined
    const keep = ({ x }: { x: tf.Tensor }) => {
      kept = tf.keep(x.relu())
      return { y: kept }
    }
    recordOnnx(keep, { x: { shape: [2] } })
    const error = thrown(() => recordOnnx(({ x }) => ({ y: x.add(kept!) }), { x: { shape: [2] } }))
    expect(error.code).toBe('INVALID_INPUT')
  })

  it('records the same bytes every time', () => {
    const record = () =>
      recordOnnx(({ x }) => ({ y: tf.grad((x: tf.Tensor) => x.sigmoid().sum())(x) }), { x: { shape: [3] } })
    expect(record().bytes).toEqual(record().bytes)
  })
})
