import type { Numbers } from './run-caffe.js'

/** Height, then width. */
type Pair = readonly [number, number]

interface PlainWindow {
  kernel: Pair
  stride: Pair
  pad: Pair
}

/** [channels, height, width] of [1, channels, height, width]. */
const sizes = ({ shape }: Numbers) => shape.slice(1) as [number, number, number]

/** A convolution by its definition. Filters are [outputs, inputs, height, width]. */
export function convolve(x: Numbers, filters: Numbers, biases: Float32Array, window: PlainWindow): Numbers {
  const { kernel, stride, pad } = window
  const [channels, height, width] = sizes(x)
  const outputs = filters.shape[0]!
  const rows = Math.floor((height + 2 * pad[0] - kernel[0]) / stride[0]) + 1
  const columns = Math.floor((width + 2 * pad[1] - kernel[1]) / stride[1]) + 1
  const data: number[] = []
  for (let output = 0; output < outputs; output++)
    for (let row = 0; row < rows; row++)
      for (let column = 0; column < columns; column++) {
        let sum = biases[output]!
        for (let channel = 0; channel < channels; channel++)
          for (let v = 0; v < kernel[0]; v++)
            for (let u = 0; u < kernel[1]; u++) {
              const y = row * stride[0] - pad[0] + v
              const z = column * stride[1] - pad[1] + u
              if (y < 0 || y >= height || z < 0 || z >= width) continue
              const tap = ((output * channels + channel) * kernel[0] + v) * kernel[1] + u
              sum += x.data[(channel * height + y) * width + z]! * filters.data[tap]!
            }
        data.push(sum)
      }
  return { shape: [1, outputs, rows, columns], data: Float32Array.from(data) }
}

/**
 * Pooling in the words of Caffe's documentation and source: the number of windows is rounded up, a window that begins behind the
 * map and its first padding is left out, and a mean divides by what lies inside the map and its padding.
 */
export function poolPlainly(
  x: Numbers,
  kind: 'max' | 'mean',
  { kernel, stride, pad }: PlainWindow,
  round = Math.ceil,
): Numbers {
  const [channels, ...map] = sizes(x)
  const counts = map.map((size, axis) => {
    const count = round((size + 2 * pad[axis]! - kernel[axis]!) / stride[axis]!) + 1
    return pad[axis]! > 0 && (count - 1) * stride[axis]! >= size + pad[axis]! ? count - 1 : count
  }) as [number, number]
  const [height, width] = map as [number, number]
  const data: number[] = []
  for (let channel = 0; channel < channels; channel++)
    for (let row = 0; row < counts[0]; row++)
      for (let column = 0; column < counts[1]; column++) {
        const [top, left] = [row * stride[0] - pad[0], column * stride[1] - pad[1]]
        const [bottom, right] = [
          Math.min(top + kernel[0], height + pad[0]),
          Math.min(left + kernel[1], width + pad[1]),
        ]
        const inside: number[] = []
        for (let y = Math.max(0, top); y < Math.min(bottom, height); y++)
          for (let z = Math.max(0, left); z < Math.min(right, width); z++)
            inside.push(x.data[(channel * height + y) * width + z]!)
        const area = (bottom - top) * (right - left)
        data.push(kind === 'max' ? Math.max(...inside) : inside.reduce((sum, value) => sum + value, 0) / area)
      }
  return { shape: [1, channels, ...counts], data: Float32Array.from(data) }
}

/** A matrix times the numbers of x as they lie, plus biases. Weights are [outputs, inputs]. */
export function multiply(x: Numbers, weights: Numbers, biases: Float32Array): Numbers {
  const [outputs, inputs] = weights.shape as [number, number]
  const data = biases.map((bias, output) =>
    x.data.reduce((sum, value, i) => sum + value * weights.data[output * inputs + i]!, bias),
  )
  return { shape: [1, outputs], data }
}
