import { describe, expect, it } from 'vitest'
import { decodeSafetensors, encodeSafetensors } from './safetensors.js'

const contents = {
  tensors: {
    b: { data: Float32Array.of(1, -2, 3.5, 0, 5, 6), shape: [2, 3] },
    a: { data: Float32Array.of(0.25), shape: [] },
  },
  metadata: { step: '7' },
}

/** A file with a header of our choice. */
function fileWith(header: unknown, dataSize = 28): Uint8Array {
  const json = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header))
  const bytes = new Uint8Array(8 + json.length + dataSize)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(json.length), true)
  bytes.set(json, 8)
  return bytes
}

describe('encodeSafetensors', () => {
  it('lays out header length, header and numbers as the format says', () => {
    const bytes = encodeSafetensors(contents)
    const view = new DataView(bytes.buffer)
    const headerSize = Number(view.getBigUint64(0, true))
    expect(headerSize % 8).toBe(0)
    const header = new TextDecoder().decode(bytes.subarray(8, 8 + headerSize))
    expect(header.trimEnd()).toBe(
      '{"__metadata__":{"step":"7"},"a":{"dtype":"F32","shape":[],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[2,3],"data_offsets":[4,28]}}',
    )
    expect(header.slice(header.trimEnd().length)).toMatch(/^ *$/)
    expect(bytes).toHaveLength(8 + headerSize + 28)
    const numbers = [0, 1, 2, 3, 4, 5, 6].map((i) => view.getFloat32(8 + headerSize + 4 * i, true))
    expect(numbers).toEqual([0.25, 1, -2, 3.5, 0, 5, 6])
    // 3.5 is 0x40600000.
    expect(Array.from(bytes.subarray(8 + headerSize + 12, 8 + headerSize + 16))).toEqual([0, 0, 0x60, 0x40])
  })

  it('gives equal bytes for equal contents, in whatever order they come', () => {
    const { a, b } = contents.tensors
    const turned = encodeSafetensors({ ...contents, tensors: { a, b } })
    expect(turned).toEqual(encodeSafetensors(contents))
  })

  it('writes a part of a larger array', () => {
    const data = Float32Array.of(9, 1, 2, 9).subarray(1, 3)
    const { tensors } = decodeSafetensors(
      encodeSafetensors({ tensors: { a: { data, shape: [2] } }, metadata: {} }),
      'f',
    )
    expect(Array.from(tensors.a!.data)).toEqual([1, 2])
  })

  it('takes float32 only', () => {
    const tensors = { a: { data: Int32Array.of(1), shape: [1] } }
    expect(() => encodeSafetensors({ tensors, metadata: {} })).toThrow('"a" is not float32')
  })
})

describe('decodeSafetensors', () => {
  it('reads what was written, from any kind of array and at any offset', () => {
    const bytes = encodeSafetensors(contents)
    const shifted = new Uint8Array(bytes.length + 3)
    shifted.set(bytes, 3)
    // A Node Buffer is what reading a file gives; its slice() is a view.
    for (const source of [bytes, shifted.subarray(3), Buffer.from(bytes), Buffer.from(shifted.buffer, 3)]) {
      const { tensors, metadata } = decodeSafetensors(source, 'run.safetensors')
      expect(metadata).toEqual(contents.metadata)
      expect(tensors).toEqual(contents.tensors)
    }
  })

  it('reads a file without metadata', () => {
    const { metadata } = decodeSafetensors(
      fileWith({ a: { dtype: 'F32', shape: [7], data_offsets: [0, 28] } }),
      'f',
    )
    expect(metadata).toEqual({})
  })

  const whole = encodeSafetensors(contents)
  const start = whole.length - 28
  const entry = { dtype: 'F32', shape: [7], data_offsets: [0, 28] }
  const end = (header: unknown) => 8 + JSON.stringify(header).length

  it.each<[string, Uint8Array, string]>([
    ['nothing', new Uint8Array(0), 'it has 0 bytes'],
    ['7 bytes', whole.subarray(0, 7), 'it has 7 bytes, and the header length alone takes 8'],
    [
      'half a header',
      whole.subarray(0, 20),
      `its header should end at byte ${start}, but the file ends at byte 20`,
    ],
    [
      'an absurd header length',
      Uint8Array.from(whole, (x, i) => (i < 8 ? 255 : x)),
      'header should end at byte',
    ],
    [
      'half a tensor',
      whole.subarray(0, -3),
      `the tensor "b" should end at byte ${start + 28}, but the file ends at byte ${start + 25}`,
    ],
    [
      'more than the tensors',
      Uint8Array.from([...whole, 0, 0]),
      `its tensors end at byte ${start + 28}, but the file ends at byte ${start + 30}`,
    ],
    ['no JSON', fileWith('{"a": '), 'the 6 bytes of header from byte 8 are not JSON'],
    [
      'a header that is no object',
      fileWith('null'),
      'its header from byte 8 is wrong: expected object; got null',
    ],
    ['an entry without offsets', fileWith({ a: { dtype: 'F32', shape: [7] } }), 'a.data_offsets: expected'],
    [
      'metadata that is no text',
      fileWith({ __metadata__: { step: 3 }, a: entry }),
      '__metadata__.step: expected string; got 3',
    ],
    ['a negative offset', fileWith({ a: { ...entry, data_offsets: [-4, 24] } }), 'a.data_offsets[0]'],
    [
      'another dtype',
      fileWith({ a: { ...entry, dtype: 'I32' } }),
      'the tensor "a" has dtype I32; F32 or F16 was expected',
    ],
    [
      'another size than the shape',
      fileWith({ a: { ...entry, shape: [6] } }),
      `the tensor "a" at byte ${end({ a: { ...entry, shape: [6] } })} has 28 bytes for shape [6]`,
    ],
    [
      'a gap',
      fileWith({ a: { ...entry, shape: [6], data_offsets: [4, 28] } }),
      'the tensor "a" begins at byte',
    ],
    [
      'tensors that overlap',
      fileWith({ a: entry, b: { ...entry, shape: [6], data_offsets: [4, 28] } }),
      'the tensor "b" begins at byte',
    ],
  ])('refuses %s', (_, bytes, message) => {
    const decode = () => decodeSafetensors(bytes, 'run.safetensors')
    expect(decode).toThrow(expect.objectContaining({ code: 'CHECKPOINT_CORRUPT' }))
    expect(decode).toThrow('run.safetensors is not a whole safetensors file: ')
    expect(decode).toThrow(message)
  })

  it('keeps halves that were written as F16, and rounds the rest', () => {
    const data = Float32Array.of(0.5, -2, 1 / 3, 65504, 1e-7)
    const file = { tensors: { a: { data, shape: [5] } }, metadata: {} }
    const bytes = encodeSafetensors(file, 'F16')
    expect(encodeSafetensors(file).length - bytes.length).toBe(10)
    const { a } = decodeSafetensors(bytes, 'halves.safetensors').tensors
    expect(Array.from(a!.data)).toEqual([0.5, -2, 1365 / 4096, 65504, 2 ** -24 * 2])
  })
})
