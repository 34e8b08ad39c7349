import type { Constant, Node } from './onnx-graph.js'

/** How a model stores its large float32 constants; it computes in float32 in every case. */
export type WeightStorage = 'float32' | 'float16' | 'int8'

/** Constants with fewer numbers, such as biases, stay float32: they cost little and matter much. */
const smallest = 1024

export function isStoredCompactly({ value, data }: Constant): boolean {
  return value.type === 'float32' && value.shape.length >= 2 && data.length >= smallest
}

/** Numbers as IEEE half precision, rounded to nearest even; too large ones become infinite. */
export function toHalf(numbers: Float32Array): Uint16Array {
  const bits = new Uint32Array(numbers.buffer, numbers.byteOffset, numbers.length)
  const halves = new Uint16Array(bits.length)
  // TypedArray.from would first make a list of all numbers, which takes long and fails at about a hundred million.
  for (let i = 0; i < bits.length; i++) halves[i] = halfBits(bits[i]!)
  return halves
}

function halfBits(bits: number): number {
  const sign = (bits >>> 16) & 0x8000
  const exponent = (bits >>> 23) & 0xff
  const mantissa = bits & 0x7fffff
  if (exponent === 0xff) return sign | 0x7c00 | (mantissa === 0 ? 0 : 0x200)
  const scaled = exponent - 112
  if (scaled >= 31) return sign | 0x7c00
  // A carry out of the mantissa moves into the exponent, which is what rounding up to the next power of two means.
  if (scaled > 0) return sign | roundShift((scaled << 23) | mantissa, 13)
  if (scaled < -10) return sign
  return sign | roundShift(mantissa | 0x800000, 14 - scaled)
}

/** Divides by 2^shift, rounding to nearest even. */
function roundShift(value: number, shift: number): number {
  const quotient = value >>> shift
  const rest = value & (2 ** shift - 1)
  const half = 2 ** (shift - 1)
  return rest > half || (rest === half && (quotient & 1) === 1) ? quotient + 1 : quotient
}

/** Signed bytes with one scale for each entry of `axis`: number = byte * scale. */
export interface QuantisedWeights {
  readonly bytes: Int8Array
  readonly scales: Float32Array
  readonly axis: number
}

/** The axis of a weight that counts its operator's outputs; every output gets a scale of its own. */
function outputAxis(name: string, rank: number, nodes: readonly Node[]): number {
  const reader = nodes.find((node) => node.inputs[1] === name)
  if (reader?.op === 'Conv') return 0
  if (reader?.op === 'ConvTranspose') return 1
  if (reader?.op === 'Gemm') return reader.attributes.transB === 1 ? 0 : 1
  return rank - 1
}

/** Symmetric 8-bit quantisation by output channel. */
export function quantise({ value, data }: Constant, nodes: readonly Node[]): QuantisedWeights {
  const { shape } = value
  const axis = outputAxis(value.name, shape.length, nodes)
  const inner = shape.slice(axis + 1).reduce((a, b) => a * b, 1)
  const channels = shape[axis]!
  const numbers = data as Float32Array
  const largest = new Float32Array(channels)
  const channelOf = (i: number) => Math.floor(i / inner) % channels
  numbers.forEach((number, i) => {
    largest[channelOf(i)] = Math.max(largest[channelOf(i)]!, Math.abs(number))
  })
  const scales = largest.map((magnitude) => (magnitude === 0 ? 1 : magnitude / 127))
  const bytes = new Int8Array(numbers.length)
  for (let i = 0; i < numbers.length; i++) bytes[i] = Math.round(numbers[i]! / scales[channelOf(i)]!)
  return { bytes, scales, axis }
}
