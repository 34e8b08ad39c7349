import * as tf from '@tensorflow/tfjs'
import { beforeAll, describe, expect, it } from 'vitest'
import { largestDifference, numbers } from '../testing.js'

interface Geometry {
  size: number
  channels: number
  filters: number
  kernel: number
  stride: number
  pad: 'same' | 'valid'
}

const geometries: Geometry[] = [
  { size: 8, channels: 2, filters: 3, kernel: 3, stride: 1, pad: 'same' },
  { size: 12, channels: 2, filters: 5, kernel: 3, stride: 1, pad: 'same' },
  { size: 8, channels: 5, filters: 2, kernel: 3, stride: 1, pad: 'same' },
  { size: 12, channels: 5, filters: 3, kernel: 4, stride: 1, pad: 'same' },
  { size: 7, channels: 3, filters: 2, kernel: 3, stride: 1, pad: 'valid' },
  { size: 8, channels: 3, filters: 4, kernel: 4, stride: 2, pad: 'same' },
  { size: 7, channels: 2, filters: 4, kernel: 4, stride: 2, pad: 'same' },
  { size: 8, channels: 2, filters: 3, kernel: 3, stride: 2, pad: 'same' },
  { size: 9, channels: 2, filters: 3, kernel: 3, stride: 2, pad: 'valid' },
  { size: 8, channels: 2, filters: 3, kernel: 4, stride: 3, pad: 'valid' },
  { size: 18, channels: 2, filters: 3, kernel: 4, stride: 2, pad: 'same' },
  { size: 6, channels: 3, filters: 5, kernel: 1, stride: 1, pad: 'same' },
  { size: 6, channels: 3, filters: 5, kernel: 1, stride: 2, pad: 'same' },
  { size: 10, channels: 4, filters: 3, kernel: 9, stride: 1, pad: 'same' },
  { size: 12, channels: 2, filters: 2, kernel: 5, stride: 1, pad: 'valid' },
]

const name = ({ size, channels, filters, kernel, stride, pad }: Geometry) =>
  `${size}x${size}x${channels} to ${filters}, ${kernel}x${kernel}, stride ${stride}, ${pad}`

const nchw = [0, 3, 1, 2]
const oihw = [3, 2, 0, 1]

describe.each(geometries.map((geometry) => [name(geometry), geometry] as const))(
  'conv2d %s',
  (_, { size, channels, filters, kernel, stride, pad }) => {
    const conv = (x: tf.Tensor, f: tf.Tensor) => tf.conv2d(x as tf.Tensor4D, f as tf.Tensor4D, stride, pad)
    const out = pad === 'same' ? Math.ceil(size / stride) : Math.floor((size - kernel) / stride) + 1
    const inputs = () => ({
      x: numbers([2, size, size, channels], 1),
      f: numbers([kernel, kernel, channels, filters], 2),
      dy: numbers([2, out, out, filters], 3),
    })
    beforeAll(() => tf.setBackend('cpu'))

    for (const orders of [{}, { x: nchw, f: oihw, dy: nchw }]) {
      const stored = 'x' in orders ? 'NCHW' : 'NHWC'

      it(`gives the same result and gradients, stored ${stored}`, async () => {
        const difference = await largestDifference({
          inputs: inputs(),
          orders,
          fn: ({ x, f, dy }) => {
            const [dx, df] = tf.grads(conv)([x!, f!], dy!)
            return { y: conv(x!, f!), dx: dx!, df: df! }
          },
        })
        expect(difference).toBeLessThan(3e-6)
      })

      it(`gives the same gradients of a gradient's norm, stored ${stored}`, async () => {
        const { x, f } = inputs()
        const squaredNorm = (x: tf.Tensor, f: tf.Tensor) =>
          tf
            .grad((x) => conv(x, f).square().mul(0.5).sum())(x)
            .square()
            .sum()
        const difference = await largestDifference({
          inputs: { x, f },
          orders: 'x' in orders ? { x: nchw, f: oihw } : {},
          fn: ({ x, f }) => {
            const [dx, df] = tf.grads(squaredNorm)([x!, f!])
            return { dx: dx!, df: df! }
          },
        })
        expect(difference).toBeLessThan(1e-5)
      })
    }
  },
)
