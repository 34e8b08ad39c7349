import * as tf from '@tensorflow/tfjs'
import { beforeAll, describe, expect, it } from 'vitest'
import { recordOnnx } from '../record-onnx.js'
import { type Comparison, largestDifference, numbers } from '../testing.js'
import { kernels } from './kernel-table.js'

type Fn = (x: tf.Tensor, y: tf.Tensor) => tf.Tensor | tf.Tensor[]

/** Shapes that a two-argument case is checked on: equal, broadcast from the right, to the left, scalar. */
const pairs: [number[], number[]][] = [
  [
    [2, 3, 4, 5],
    [2, 3, 4, 5],
  ],
  [[2, 3, 4, 5], [5]],
  [
    [3, 1],
    [2, 1, 4],
  ],
  [[], [6]],
]
const singles: number[][] = [[7], [2, 3], [2, 3, 4, 5], []]

const positive = (x: tf.Tensor) => x.abs().add(0.1)
const onAnyShape: Record<string, Fn> = {
  Abs: (x) => x.abs(),
  Acos: (x) => x.acos(),
  Asin: (x) => x.asin(),
  Atan: (x) => x.atan(),
  Cast: (x) => x.greater(0).cast('int32').cast('float32'),
  Ceil: (x) => x.mul(3).ceil(),
  ClipByValue: (x) => x.clipByValue(-0.4, 0.3),
  Cos: (x) => x.cos(),
  Cosh: (x) => x.cosh(),
  Elu: (x) => x.elu(),
  Erf: (x) => x.erf(),
  Exp: (x) => x.exp(),
  Expm1: (x) => x.expm1(),
  Floor: (x) => x.mul(3).floor(),
  Identity: (x) => x.clone(),
  LeakyRelu: (x) => x.leakyRelu(0.2),
  Log: (x) => positive(x).log(),
  Log1p: (x) => positive(x).log1p(),
  LogicalNot: (x) => x.greater(0).logicalNot().cast('float32'),
  Neg: (x) => x.neg(),
  OnesLike: (x) => tf.onesLike(x).add(x),
  Reciprocal: (x) => positive(x).reciprocal(),
  Relu: (x) => x.relu(),
  Relu6: (x) => x.mul(9).relu6(),
  Round: (x) => x.mul(3).round(),
  Rsqrt: (x) => positive(x).rsqrt(),
  Sigmoid: (x) => x.sigmoid(),
  Sign: (x) => x.sign(),
  Sin: (x) => x.sin(),
  Sinh: (x) => x.sinh(),
  Softplus: (x) => x.softplus(),
  Sqrt: (x) => positive(x).sqrt(),
  Square: (x) => x.square(),
  Step: (x) => x.step(0.25),
  Tan: (x) => x.tan(),
  Tanh: (x) => x.tanh(),
  ZerosLike: (x) => tf.zerosLike(x).sub(x),
  Sum: (x) => [x.sum(), x.add(tf.ones([3, ...x.shape])).sum(0)],
  Mean: (x) => x.mean(),
  Max: (x) => x.max(),
  Min: (x) => x.min(),
  Reshape: (x) => x.reshape([-1]),
  ExpandDims: (x) => [x.expandDims(0), x.expandDims(-1)],
  Fill: (x) => tf.fill(x.shape as [number], 2).mul(x),
}

const onPairs: Record<string, Fn> = {
  Add: (x, y) => x.add(y),
  AddN: (x) => tf.addN([x, x.mul(2), x.mul(3)]),
  Equal: (x, y) => [x.equal(x).cast('float32'), x.equal(y).cast('float32')],
  FloorDiv: (x, y) =>
    tf.floorDiv(x.mul(10).round().cast('int32'), positive(y).mul(10).round().cast('int32')).cast('float32'),
  Greater: (x, y) => x.greater(y).cast('float32'),
  GreaterEqual: (x, y) => x.greaterEqual(y).cast('float32'),
  Less: (x, y) => x.less(y).cast('float32'),
  LessEqual: (x, y) => x.lessEqual(y).cast('float32'),
  LogicalAnd: (x, y) => x.greater(0).logicalAnd(y.greater(0)).cast('float32'),
  LogicalOr: (x, y) => x.greater(0).logicalOr(y.greater(0)).cast('float32'),
  Maximum: (x, y) => x.maximum(y),
  Minimum: (x, y) => x.minimum(y),
  Multiply: (x, y) => [x.mul(y), x.mul(1), tf.mul(1, y)],
  NotEqual: (x, y) => x.notEqual(y).cast('float32'),
  Pow: (x, y) => positive(x).pow(y),
  RealDiv: (x, y) => x.div(positive(y)),
  SquaredDifference: (x, y) => x.squaredDifference(y),
  Sub: (x, y) => [x.sub(y), x.sub(0)],
}

interface ShapedCase {
  kernel: string
  shapes: number[][]
  fn: Fn
}

const images = [
  [1, 5, 5, 2],
  [3, 6, 4, 1],
]
/** More padding after a picture than before it. */
const lopsided: tf.backend_util.ExplicitPadding = [
  [0, 0],
  [1, 2],
  [0, 1],
  [0, 0],
]
const shaped: ShapedCase[] = [
  {
    kernel: 'Select',
    shapes: [[2, 3], [4]],
    fn: (x) => [tf.where(x.greater(0), x, x.mul(-2)), tf.where(x.slice(0, 1).greater(0), x, tf.scalar(0.5))],
  },
  {
    kernel: 'Prelu',
    shapes: [
      [2, 4, 4, 3],
      [5, 3],
    ],
    fn: (x) => tf.prelu(x, tf.tensor1d([0.1, 0.2, 0.3])),
  },
  { kernel: 'Sum', shapes: images, fn: (x) => [x.sum([1, 2]), x.sum(-1, true), x.sum(0)] },
  { kernel: 'Mean', shapes: images, fn: (x) => [x.mean([0, 1, 2]), x.mean(3, true)] },
  { kernel: 'Max', shapes: images, fn: (x) => [x.max([1, 3]), x.max(0, true)] },
  { kernel: 'Min', shapes: images, fn: (x) => x.min([2]) },
  {
    kernel: 'Prod',
    shapes: [
      [2, 3],
      [2, 2, 3],
    ],
    fn: (x) => [x.prod(), x.prod(0), x.prod(-1, true)],
  },
  {
    kernel: 'All',
    shapes: [
      [2, 3],
      [4, 1],
    ],
    fn: (x) => x.greater(-0.5).all(0).cast('float32'),
  },
  {
    kernel: 'Any',
    shapes: [
      [2, 3],
      [4, 1],
    ],
    fn: (x) => x.greater(0.5).any(1, true).cast('float32'),
  },
  {
    kernel: 'ArgMax',
    shapes: [
      [2, 7],
      [3, 4, 5],
    ],
    fn: (x) => x.argMax(1).cast('float32'),
  },
  {
    kernel: 'ArgMin',
    shapes: [
      [2, 7],
      [3, 4, 5],
    ],
    fn: (x) => x.argMin(0).cast('float32'),
  },
  { kernel: 'Cumsum', shapes: [[6], [2, 5]], fn: (x) => [x.cumsum(x.rank - 1), x.cumsum(0, true, true)] },
  {
    kernel: 'Softmax',
    shapes: [
      [2, 7],
      [3, 4, 5],
    ],
    fn: (x) => tf.softmax(x),
  },
  {
    kernel: 'Reshape',
    shapes: [
      [2, 6, 4, 8],
      [1, 2, 2, 4],
    ],
    fn: (x) => {
      const [n, h, w, c] = x.shape as [number, number, number, number]
      return [
        x.reshape([n, h, w, 2, c / 2]),
        x.reshape([n * h, w * c]),
        x
          .reshape([n, h, w, 2, 2, c / 4])
          .transpose([0, 1, 3, 2, 4, 5])
          .reshape([n, h * 2, w * 2, c / 4]),
        x.reshape([1, n, h * w, 1, c]),
      ]
    },
  },
  {
    kernel: 'Transpose',
    shapes: [
      [2, 3, 4],
      [1, 5, 2],
    ],
    fn: (x) => [x.transpose([2, 0, 1]), x.transpose([1, 0, 2]).relu().reshape([-1, x.shape[2]!])],
  },
  {
    kernel: 'Concat',
    shapes: images,
    fn: (x) => [tf.concat([x, x.mul(2)], 3), tf.concat([x, tf.ones(x.shape)], 1), tf.concat([x], 0)],
  },
  { kernel: 'Pack', shapes: [[2, 3], [4]], fn: (x) => [tf.stack([x, x.neg()]), tf.stack([x, x.neg()], -1)] },
  {
    kernel: 'Unpack',
    shapes: [
      [2, 3],
      [3, 2, 4],
    ],
    fn: (x) => [...tf.unstack(x), ...tf.unstack(x, 1)],
  },
  {
    kernel: 'SplitV',
    shapes: [
      [2, 6],
      [1, 6, 2],
    ],
    fn: (x) => [...tf.split(x, 3, 1), ...tf.split(x, [1, 2, 3], 1)],
  },
  { kernel: 'Slice', shapes: images, fn: (x) => [x.slice([0, 1, 2]), x.slice([0, 2, 1, 0], [1, 2, 3, 1])] },
  {
    kernel: 'StridedSlice',
    shapes: [
      [6, 5],
      [7, 9],
    ],
    fn: (x) => [
      x.stridedSlice([0, 1], [5, 4], [2, 1]),
      x.stridedSlice([4, 3], [1, 0], [-1, -2]),
      x.stridedSlice([1, 0], [2, 5], [1, 1], 0, 0, 0, 0, 1),
    ],
  },
  {
    kernel: 'Reverse',
    shapes: [
      [2, 3],
      [4, 2, 2],
    ],
    fn: (x) => [x.reverse(0), x.reverse([0, 1])],
  },
  {
    kernel: 'PadV2',
    shapes: images,
    fn: (x) =>
      tf.pad(
        x,
        [
          [0, 0],
          [1, 2],
          [0, 3],
          [1, 0],
        ],
        0.5,
      ),
  },
  {
    kernel: 'MirrorPad',
    shapes: [
      [4, 5],
      [3, 3],
    ],
    fn: (x) =>
      tf.mirrorPad(
        x,
        [
          [1, 2],
          [2, 0],
        ],
        'reflect',
      ),
  },
  { kernel: 'Tile', shapes: images, fn: (x) => tf.tile(x, [2, 1, 3, 2]) },
  {
    kernel: 'Tile',
    shapes: [
      [3, 1],
      [1, 4],
    ],
    fn: (x) => [tf.broadcastTo(x, [2, 3, 4]), tf.broadcastTo(x, [3, 4]).sum()],
  },
  {
    kernel: 'GatherV2',
    shapes: [
      [5, 3],
      [4, 6, 2],
    ],
    fn: (x) => [
      tf.gather(x, tf.tensor1d([2, 0, 2], 'int32')),
      tf.gather(x, tf.tensor2d([[1, 0]], [1, 2], 'int32'), 1),
    ],
  },
  {
    kernel: 'OneHot',
    shapes: [[6], [2, 3]],
    fn: (x) => tf.oneHot(x.mul(3).abs().floor().cast('int32'), 4, 2, -1).cast('float32'),
  },
  {
    kernel: 'BatchMatMul',
    shapes: [
      [3, 4],
      [5, 2],
      [2, 3, 4],
      [2, 3, 2, 4],
    ],
    fn: (x) => [
      tf.matMul(x, x, false, true),
      tf.matMul(x, x, true, false),
      tf.matMul(tf.matMul(x, x, false, true), x),
      ...(x.rank === 2 ? [tf.matMul(x.transpose(), x), tf.matMul(x, x.transpose())] : []),
    ],
  },
  {
    kernel: '_FusedMatMul',
    shapes: [
      [3, 4],
      [5, 4],
    ],
    fn: (x) =>
      tf.fused.matMul({
        a: x as tf.Tensor2D,
        b: x as tf.Tensor2D,
        transposeB: true,
        bias: tf.scalar(0.3),
        activation: 'relu',
      }),
  },
  {
    kernel: 'MaxPool',
    shapes: [
      [1, 6, 6, 2],
      [2, 5, 7, 3],
    ],
    fn: (x) => [
      tf.maxPool(x as tf.Tensor4D, 2, 2, 'valid'),
      tf.maxPool(x as tf.Tensor4D, 3, 2, 'same'),
      tf.maxPool(x as tf.Tensor4D, [3, 2], 2, lopsided),
    ],
  },
  {
    kernel: 'AvgPool',
    shapes: [
      [1, 6, 6, 2],
      [2, 5, 7, 3],
    ],
    fn: (x) => [
      tf.avgPool(x as tf.Tensor4D, 2, 2, 'valid'),
      tf.avgPool(x as tf.Tensor4D, 3, 1, 'same'),
      tf.avgPool(x as tf.Tensor4D, [3, 2], 2, lopsided),
    ],
  },
  {
    kernel: 'ResizeNearestNeighbor',
    shapes: [
      [1, 4, 4, 2],
      [2, 3, 5, 1],
    ],
    fn: (x) => tf.image.resizeNearestNeighbor(x as tf.Tensor4D, [8, 10]),
  },
  {
    kernel: 'ResizeBilinear',
    shapes: [
      [1, 4, 4, 2],
      [2, 3, 5, 1],
    ],
    fn: (x) => [
      tf.image.resizeBilinear(x as tf.Tensor4D, [8, 10]),
      tf.image.resizeBilinear(x as tf.Tensor4D, [7, 6], true),
      tf.image.resizeBilinear(x as tf.Tensor4D, [2, 2], false, true),
    ],
  },
  {
    kernel: 'DepthToSpace',
    shapes: [
      [1, 3, 2, 8],
      [2, 2, 2, 12],
    ],
    fn: (x) => tf.depthToSpace(x as tf.Tensor4D, 2),
  },
  {
    kernel: 'FusedBatchNorm',
    shapes: [
      [2, 3, 3, 4],
      [1, 5, 2, 4],
    ],
    fn: (x) =>
      tf.batchNorm(
        x as tf.Tensor4D,
        tf.tensor1d([0.1, 0.2, 0.3, 0.4]),
        tf.tensor1d([1, 2, 1, 2]),
        tf.tensor1d([0, 1, 0, 1]),
        tf.tensor1d([1, 2, 3, 4]),
        1e-3,
      ),
  },
  {
    kernel: 'DepthwiseConv2dNative',
    shapes: [
      [1, 6, 6, 2],
      [2, 5, 7, 3],
    ],
    fn: (x) =>
      tf.depthwiseConv2d(x as tf.Tensor4D, numbers([3, 3, x.shape[3]!, 2]) as tf.Tensor4D, 2, 'same'),
  },
  {
    kernel: 'FusedDepthwiseConv2D',
    shapes: [
      [1, 6, 6, 2],
      [2, 5, 7, 3],
    ],
    fn: (x) =>
      tf.fused.depthwiseConv2d({
        x: x as tf.Tensor4D,
        filter: numbers([3, 3, x.shape[3]!, 1]) as tf.Tensor4D,
        strides: 1,
        pad: 'valid',
        activation: 'relu6',
      }),
  },
  {
    kernel: 'FusedConv2D',
    shapes: [
      [1, 6, 6, 2],
      [2, 5, 7, 3],
    ],
    fn: (x) =>
      tf.fused.conv2d({
        x: x as tf.Tensor4D,
        filter: numbers([3, 3, x.shape[3]!, 4]) as tf.Tensor4D,
        strides: 1,
        pad: 'same',
        bias: tf.tensor1d([1, -1, 0, 2]),
        activation: 'relu',
      }),
  },
]

async function check(kernel: string, fn: Fn, inputs: Record<string, tf.Tensor>) {
  const comparison: Comparison = {
    inputs,
    fn: ({ x, y }) => {
      const result = fn(x!, y!)
      return Object.fromEntries(
        (Array.isArray(result) ? result : [result]).map((tensor, i) => [`out${i}`, tensor]),
      )
    },
  }
  expect(
    await largestDifference(comparison),
    `${kernel} on ${Object.values(inputs).map((x) => `[${x.shape}]`)}`,
  ).toBeLessThan(2e-6)
}

/** Every image storage that may reach a kernel, beside tfjs's own. */
async function checkStored(kernel: string, fn: Fn, x: tf.Tensor) {
  await check(kernel, fn, { x })
  if (x.rank !== 4) return
  const result = await largestDifference({
    inputs: { x },
    orders: { x: [0, 3, 1, 2] },
    fn: ({ x }) => {
      const result = fn(x!, x!)
      return Object.fromEntries(
        (Array.isArray(result) ? result : [result]).map((tensor, i) => [`out${i}`, tensor]),
      )
    },
  })
  expect(result, `${kernel} on NCHW storage of [${x.shape}]`).toBeLessThan(2e-6)
}

describe('recorded kernels give what tfjs gives', () => {
  beforeAll(() => tf.setBackend('cpu'))

  it.each(Object.entries(onAnyShape))('%s', async (kernel, fn) => {
    for (const shape of singles) await checkStored(kernel, fn, numbers(shape))
  })

  it.each(Object.entries(onPairs))('%s', async (kernel, fn) => {
    for (const [a, b] of pairs) await check(kernel, fn, { x: numbers(a, 1), y: numbers(b, 2) })
  })

  it.each(shaped.map((entry) => [entry.kernel, entry] as const))(
    '%s on shapes',
    async (kernel, { shapes, fn }) => {
      for (const shape of shapes) await checkStored(kernel, fn, numbers(shape))
    },
  )

  it('covers every kernel in the table', () => {
    const convolutions = ['Conv2D', 'Conv2DBackpropInput', 'Conv2DBackpropFilter'] // convolution.test.ts
    const tested = new Set([
      ...Object.keys(onAnyShape),
      ...Object.keys(onPairs),
      ...shaped.map((entry) => entry.kernel),
      ...convolutions,
    ])
    expect(Object.keys(kernels).filter((kernel) => !tested.has(kernel))).toEqual([])
  })

  it('is really recorded by the kernel that the case names', () => {
    const recorded: string[] = []
    for (const kernelName of Object.keys(kernels)) {
      const config = tf.getKernel(kernelName, 'onnx-recorder')
      if (config === undefined) continue
      tf.unregisterKernel(kernelName, 'onnx-recorder')
      tf.registerKernel({
        ...config,
        kernelFunc: (parameters) => {
          recorded.push(kernelName)
          return config.kernelFunc(parameters)
        },
      })
    }
    const cases: [string, Fn, number[]][] = [
      ...Object.entries(onAnyShape).map(([kernel, fn]): [string, Fn, number[]] => [kernel, fn, [2, 3]]),
      ...Object.entries(onPairs).map(([kernel, fn]): [string, Fn, number[]] => [kernel, fn, [2, 3]]),
      ...shaped.map(({ kernel, fn, shapes }): [string, Fn, number[]] => [kernel, fn, shapes[0]!]),
    ]
    for (const [kernel, fn, shape] of cases) {
      recorded.length = 0
      recordOnnx(({ x, y }) => ({ out: [fn(x, y)].flat()[0]! }), { x: { shape }, y: { shape } })
      expect(recorded, kernel).toContain(kernel)
    }
  })
})
