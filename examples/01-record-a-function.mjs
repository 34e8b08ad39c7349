// Records a TensorFlow.js function, its gradient and the gradient of that gradient as ONNX models, and runs them with
// ONNX Runtime. Run it: node 01-record-a-function.mjs [folder for the models]
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { recordOnnx } from '@animegan/tfjs-onnx'
import * as tf from '@tensorflow/tfjs'
import ort from 'onnxruntime-node'

const out = process.argv[2] ?? 'out'
await mkdir(out, { recursive: true })

// A convolution with a fixed filter. The filter is captured from outside, so it becomes a constant of the model.
const filter = tf.tensor4d(
  [1, 2, 1, 2, 4, 2, 1, 2, 1].map((weight) => weight / 16),
  [3, 3, 1, 1],
)
/** @param {tf.Tensor} image */
const blur = (image) => tf.conv2d(image.as4D(-1, 4, 4, 1), filter, 1, 'same')

// tfjs sees pictures as NHWC. `order` makes the model take and give NCHW, as most ONNX models do, without transposes.
const blurred = recordOnnx(
  ({ x }) => ({ y: blur(x) }),
  { x: { shape: ['batch', 4, 4, 1], order: [0, 3, 1, 2] } },
  { outputs: { y: { order: [0, 3, 1, 2] } } },
)
await writeFile(path.join(out, 'blur.onnx'), blurred.bytes)
console.log('blur.onnx takes', blurred.inputs, 'and gives', blurred.outputs)

const blurring = await ort.InferenceSession.create(blurred.bytes)
const white = new ort.Tensor('float32', new Float32Array(2 * 16).fill(1), [2, 1, 4, 4])
const { y } = await blurring.run({ x: white })
console.log('two blurred pictures:', y.dims, 'first row:', y.data.slice(0, 4).join(' '))
await blurring.release()

// f(x) = sum of x^3 has the gradient 3x^2, and the sum of that has the gradient 6x. They are recorded like any function.
/** @param {tf.Tensor} x */
const cubes = (x) => x.pow(3).sum()
/** @param {tf.Tensor} x */
const slope = (x) => tf.grad(cubes)(x)
/** @param {tf.Tensor} x */
const bend = (x) => tf.grad((x) => slope(x).sum())(x)
const gradients = recordOnnx(({ x }) => ({ first: slope(x), second: bend(x) }), { x: { shape: [4] } })
await writeFile(path.join(out, 'gradients.onnx'), gradients.bytes)

const session = await ort.InferenceSession.create(gradients.bytes)
const { first, second } = await session.run({ x: new ort.Tensor('float32', [1, 2, 3, 4], [4]) })
console.log('3x^2:', first.data.join(' '))
console.log('6x:', second.data.join(' '))
await session.release()
