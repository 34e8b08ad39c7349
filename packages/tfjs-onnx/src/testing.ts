import * as tf from '@tensorflow/tfjs'
import ort from 'onnxruntime-node'
import { type InputSpec, recordOnnx } from './record-onnx.js'

/** A tfjs function that a test computes twice: by tfjs's cpu backend and as a recorded model. */
export interface Comparison {
  fn: (inputs: Record<string, tf.Tensor>) => Record<string, tf.Tensor>
  inputs: Record<string, tf.Tensor>
  /** Storage orders of inputs, as in {@link InputSpec}. */
  orders?: Record<string, number[]>
  /** Inputs whose first axis is recorded as any batch size. */
  batched?: boolean
}

/** Runs an ONNX model on the CPU. */
export async function runModel(
  bytes: Uint8Array,
  feeds: Record<string, ort.Tensor>,
): Promise<ort.InferenceSession.OnnxValueMapType> {
  const session = await ort.InferenceSession.create(bytes, { logSeverityLevel: 3 })
  const results = await session.run(feeds)
  await session.release()
  return results
}

function ortTensor(tensor: tf.Tensor): ort.Tensor {
  const data = tensor.dataSync()
  const type = tensor.dtype === 'float32' ? 'float32' : tensor.dtype === 'int32' ? 'int32' : 'bool'
  return new ort.Tensor(type, data as never, tensor.shape)
}

/** The largest difference between tfjs and the recorded model, relative to the largest value of each output. */
export async function largestDifference({
  fn,
  inputs,
  orders = {},
  batched = false,
}: Comparison): Promise<number> {
  await tf.setBackend('cpu')
  const specs: Record<string, InputSpec> = {}
  const feeds: Record<string, ort.Tensor> = {}
  for (const [name, tensor] of Object.entries(inputs)) {
    const order = orders[name] ?? tensor.shape.map((_, axis) => axis)
    const shape = tensor.shape.map((size, axis) => (batched && axis === 0 ? ('batch' as const) : size))
    specs[name] = { shape, dtype: tensor.dtype as 'float32', order }
    feeds[name] = ortTensor(tf.transpose(tensor, order))
  }
  const expected = tf.tidy(() => fn(inputs))
  const model = recordOnnx(fn, specs)
  const results = await runModel(model.bytes, feeds)
  let worst = 0
  for (const [name, tensor] of Object.entries(expected)) {
    const result = results[name]!
    if (String(result.dims) !== String(tensor.shape)) {
      throw new Error(`output ${name} has shape [${result.dims}], tfjs gives [${tensor.shape}]`)
    }
    const wanted = Array.from(tensor.dataSync())
    const scale = wanted.reduce((largest, value) => Math.max(largest, Math.abs(value)), 1e-6)
    const got = result.data as Float32Array
    wanted.forEach((value, i) => {
      const difference = Math.abs(Number(got[i]) - value) / scale
      if (!(difference <= worst)) worst = difference
    })
  }
  return worst
}

/** Reproducible numbers between -1 and 1 that are not close to 0. */
export function numbers(shape: number[], seed = 1, low = -1, high = 1): tf.Tensor {
  const size = shape.reduce((a, b) => a * b, 1)
  return tf.tensor(
    Float32Array.from({ length: size }, (_, i) => {
      const fraction = Math.abs(Math.sin((i + 1) * 12.9898 + seed * 78.233) * 43758.5453) % 1
      return low + (high - low) * fraction
    }),
    shape,
  )
}
