import { existsSync } from 'node:fs'
import { InvalidInputError } from '@animegan/core'
import { expect, test } from 'vitest'
import { decodeNpy, encodeNpy, readNpy } from './npy.js'

const array = { data: Float32Array.from({ length: 6 }, (_, i) => i / 4), shape: [2, 3] }

/** A .npy file of format 1 with any header, for files that we do not write ourselves. */
const buildNpy = (header: string, dataBytes: number): Uint8Array => {
  const text = `\x93NUMPY\x01\x00${String.fromCharCode(header.length, 0)}${header}`
  return Uint8Array.from([...text].map((c) => c.charCodeAt(0)).concat(Array(dataBytes).fill(0)))
}

const failure = (run: () => unknown): { code: string; message: string } => {
  try {
    run()
  } catch (error) {
    if (InvalidInputError.isInstance(error)) return { code: error.code, message: error.message }
    throw error
  }
  throw new Error('nothing was thrown')
}

test('gives back what it wrote, with the header of NumPy', () => {
  const bytes = encodeNpy(array)
  expect(decodeNpy(bytes, 'a.npy', { shape: ['N', 3] })).toEqual(array)
  expect([...bytes.subarray(0, 10)]).toEqual([0x93, ...Buffer.from('NUMPY'), 1, 0, 118, 0])
  expect(Buffer.from(bytes.subarray(10, 128)).toString()).toMatch(
    /^\{'descr': '<f4', 'fortran_order': False, 'shape': \(2, 3\), \} +\n$/,
  )
})

test('writes vectors and empty arrays', () => {
  for (const shape of [[4], [0, 3]]) {
    const data = new Float32Array(shape.reduce((product, n) => product * n, 1))
    expect(decodeNpy(encodeNpy({ data, shape }), 'a.npy')).toEqual({ data, shape })
  }
})

test('reads from an unaligned place in a larger buffer', () => {
  const bytes = encodeNpy(array)
  const larger = new Uint8Array(bytes.length + 1)
  larger.set(bytes, 1)
  expect(decodeNpy(larger.subarray(1), 'a.npy')).toEqual(array)
})

test.each([
  ['another file', new Uint8Array(64), 'INVALID_DATA', 'a.npy: not a .npy file'],
  [
    'doubles',
    buildNpy("{'descr': '<f8', 'fortran_order': False, 'shape': (1,), }\n", 8),
    'INVALID_DATA',
    "dtype <f8, expected <f4; convert with array.astype('float32')",
  ],
  [
    'Fortran order',
    buildNpy("{'descr': '<f4', 'fortran_order': True, 'shape': (1, 1), }\n", 4),
    'INVALID_DATA',
    'Fortran order, expected C order',
  ],
  ['a strange header', buildNpy('{}\n', 4), 'INVALID_DATA', 'names no descr'],
  ['a cut header', encodeNpy(array).subarray(0, 40), 'INVALID_DATA', 'truncated: 40 bytes'],
  ['a cut beginning', encodeNpy(array).subarray(0, 9), 'INVALID_DATA', 'truncated: 9 bytes'],
  [
    'cut data',
    encodeNpy(array).subarray(0, -4),
    'INVALID_DATA',
    'truncated: 20 bytes of data, expected 24 for shape (2, 3)',
  ],
  ['a new version', encodeNpy(array).with(6, 9), 'INVALID_DATA', 'format version 9'],
])('refuses %s', (_, bytes, code, message) => {
  const thrown = failure(() => decodeNpy(bytes, 'a.npy'))
  expect(thrown.code).toBe(code)
  expect(thrown.message).toContain(message)
})

test('says which shape came and which was expected', () => {
  const bytes = encodeNpy(array)
  expect(failure(() => decodeNpy(bytes, 'a.npy', { shape: ['N', 162] }))).toEqual({
    code: 'INVALID_SHAPE',
    message: 'a.npy: shape (2, 3), expected (N, 162)',
  })
  expect(failure(() => encodeNpy({ ...array, shape: [7] })).message).toBe('6 values do not fill shape (7,)')
})

test('names a file that is not there', async () => {
  await expect(readNpy('no-such.npy')).rejects.toMatchObject({
    code: 'INVALID_DATA',
    message: 'cannot read no-such.npy: there is no such file',
  })
})

const reference = new URL('../../../../shared/amaryllis/reference_vectors.npy', import.meta.url)

test.skipIf(!existsSync(reference))('reads a file that NumPy wrote (needs ../shared/amaryllis)', async () => {
  const { data, shape } = await readNpy(reference.pathname, { shape: ['N', 'z+c'] })
  expect(shape).toHaveLength(2)
  expect(data.every(Number.isFinite)).toBe(true)
})
