import { AnimeganError } from '@animegan/core'
import { describe, expect, it } from 'vitest'
import { randomArray } from '../testing/random-array.js'
import { decodeBlob } from './caffe-blob.js'
import { readCaffeNet } from './caffe-net.js'
import { encodeBlob, encodeCaffe, newFormat, oldFormat } from './testing/encode-caffe.js'

const weights = { shape: [2, 3], data: randomArray(6, 1) }
const layers = [
  { name: 'd', type: 'InnerProduct', innerProductParam: { numOutput: 2 }, blobs: [weights] },
  { name: 'r', type: 'ReLU', top: ['d'] },
]

const failure = (bytes: Uint8Array): string => {
  try {
    readCaffeNet(bytes, 'dir/net.caffemodel')
  } catch (error) {
    if (AnimeganError.isInstance(error)) return `${error.code}: ${error.message}`
    throw error
  }
  throw new Error('nothing was thrown')
}

describe('decodeBlob', () => {
  it.each([
    ['packed', newFormat],
    ['unpacked', { ...newFormat, unpacked: true }],
  ])('reads %s floats, bit by bit, at any byte', (_, format) => {
    const data = Float32Array.of(0, -0, 1.5, Number.NaN, -Infinity, 1e-40)
    const bytes = encodeBlob({ shape: [2, 3], data }, format)
    for (const offset of [0, 1, 2, 3]) {
      const shifted = new Uint8Array(bytes.length + offset)
      shifted.set(bytes, offset)
      const { shape, data: read } = decodeBlob(shifted.subarray(offset))
      expect(shape).toEqual([2, 3])
      expect([...read].every((value, i) => Object.is(value, data[i]))).toBe(true)
    }
  })

  it('joins blocks of floats and skips gradients', () => {
    const [first, second] = [weights.data.subarray(0, 2), weights.data.subarray(2)]
    const shape = encodeBlob({ shape: [2, 3], data: new Float32Array() })
    const packed = (data: Float32Array) => encodeBlob({ shape: [], data }).subarray(0, -2)
    const gradients = packed(weights.data)
    gradients[0] = (6 << 3) | 2
    const bytes = Buffer.concat([packed(first), gradients, packed(second), shape])
    expect(decodeBlob(bytes)).toEqual(weights)
  })

  it('leaves the bytes alone', () => {
    const bytes = encodeBlob(weights)
    const { data } = decodeBlob(bytes)
    data.fill(7)
    expect(bytes).toEqual(encodeBlob(weights))
  })
})

describe('readCaffeNet', () => {
  it('reads both formats alike', () => {
    const [young, old] = [newFormat, oldFormat].map((format) =>
      readCaffeNet(encodeCaffe(layers, format), 'f'),
    )
    expect(young!.layers[0]!.blobs).toEqual([weights])
    expect(old!.layers[0]!.blobs).toEqual([{ ...weights, shape: [1, 1, 2, 3] }])
    const withoutBlobs = (net: typeof young) => net!.layers.map((layer) => ({ ...layer, blobs: [] }))
    expect(withoutBlobs(old)).toEqual(withoutBlobs(young))
    expect(young!.layers[1]).toMatchObject({ name: 'r', type: 'ReLU', bottom: ['d'], top: ['d'] })
  })

  it.each([
    ['an empty file', '', 'no layer is in it'],
    ['a web page', '<!DOCTYPE html><html>', 'it looks like a web page (HTML)'],
    ['a description of a net', 'name: "net"\nlayer {\n}', 'it looks like plain text'],
    ['an archive', '\x1f\x8b\b\0', 'it looks like a gzip archive'],
    ['weights in HDF5', '\x89HDF\r\n\x1a\n', 'it looks like an HDF5 file'],
    ['another message', '\n\x03net', 'no layer is in it'],
  ])('calls %s foreign', (_, text, came) => {
    expect(failure(Buffer.from(text, 'latin1'))).toBe(
      `WEIGHTS_UNKNOWN: dir/net.caffemodel is no Caffe model: ${came}; expected a file named *.caffemodel`,
    )
  })

  it('refuses a file cut short anywhere but between two layers', () => {
    const bytes = encodeCaffe(layers)
    const between = encodeCaffe(layers.slice(0, 1)).length
    for (let length = 2; length < bytes.length; length++) {
      if (length === between) continue
      expect(failure(bytes.subarray(0, length))).toMatch(
        /^WEIGHTS_CORRUPT: dir\/net\.caffemodel is damaged or cut short, or was never a Caffe model: .*; get the file again/,
      )
    }
  })

  it('refuses bytes that are no message', () => {
    expect(failure(Uint8Array.from({ length: 99 }, (_, i) => (i * 37 + 128) % 256))).toMatch(
      /^WEIGHTS_CORRUPT: /,
    )
  })

  it('names the layer whose weights are damaged', () => {
    const blobs = [{ shape: [2, 4], data: weights.data }]
    expect(failure(encodeCaffe([{ ...layers[0]!, blobs }]))).toContain(
      'layer "d" (InnerProduct) is damaged or cut short, or was never a Caffe model: 6 numbers came for weights of shape [2, 4]',
    )
  })
})
