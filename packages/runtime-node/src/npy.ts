import { readFile } from 'node:fs/promises'
import { InvalidInputError } from '@animegan/core'
import { systemErrorCode, writeFileAtomic } from '@animegan/node-files'

/** A float32 array with its shape, rows first (C order). `data.length` is the product of `shape`. */
export interface NpyArray {
  data: Float32Array
  shape: readonly number[]
}

export interface ReadNpyOptions {
  /** What is wanted, one entry an axis: a length, or a name for "any length", as in `['N', 162]`. Default: any shape. */
  shape?: readonly (number | string)[] | undefined
}

const magic = '\x93NUMPY'
const headerAlignment = 64

const formatShape = (shape: readonly (number | string)[]): string =>
  `(${shape.join(', ')}${shape.length === 1 ? ',' : ''})`

function parseHeader(header: string): { descr: string; fortranOrder: boolean; shape: number[] } | undefined {
  const descr = /'descr'\s*:\s*'([^']*)'/.exec(header)?.[1]
  const order = /'fortran_order'\s*:\s*(True|False)/.exec(header)?.[1]
  const shape = /'shape'\s*:\s*\(([\d\s,]*)\)/.exec(header)?.[1]
  if (descr === undefined || order === undefined || shape === undefined) return undefined
  const lengths = shape.split(',').map((length) => length.trim())
  return {
    descr,
    fortranOrder: order === 'True',
    shape: lengths.filter((length) => length !== '').map(Number),
  }
}

/**
 * Reads NumPy's array file: float32, little endian, C order, format versions 1 to 3.
 * https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 * `source` names the file in messages. Throws `INVALID_DATA` for another file, dtype or order or a truncated one, and
 * `INVALID_SHAPE` for a shape other than `options.shape`.
 */
export function decodeNpy(bytes: Uint8Array, source: string, options: ReadNpyOptions = {}): NpyArray {
  const fail = (message: string): never => {
    throw new InvalidInputError('INVALID_DATA', `${source}: ${message}`)
  }
  // Not TextDecoder: its latin1 is Windows-1252, where byte 0x93 is a quotation mark.
  const latin1 = { decode: (part: Uint8Array) => Buffer.from(part).toString('latin1') }
  if (latin1.decode(bytes.subarray(0, magic.length)) !== magic) {
    fail('not a .npy file: it does not begin with the bytes "\\x93NUMPY"; write it with numpy.save')
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const version = bytes[6] ?? 0
  if (version < 1 || version > 3) fail(`.npy format version ${version}, expected 1, 2 or 3`)
  const headerStart = version === 1 ? 10 : 12
  if (bytes.length < headerStart) fail(`truncated: ${bytes.length} bytes, the header needs more`)
  const headerLength = version === 1 ? view.getUint16(8, true) : view.getUint32(8, true)
  const dataStart = headerStart + headerLength
  if (bytes.length < dataStart) fail(`truncated: ${bytes.length} bytes, the header alone has ${dataStart}`)
  const header = parseHeader(latin1.decode(bytes.subarray(headerStart, dataStart)))
  if (!header) return fail('its header names no descr, fortran_order and shape')
  const { descr, fortranOrder, shape } = header
  if (descr !== '<f4') fail(`dtype ${descr}, expected <f4; convert with array.astype('float32')`)
  if (fortranOrder) fail('Fortran order, expected C order; convert with numpy.ascontiguousarray(array)')
  const wanted = options.shape
  if (
    wanted &&
    !(wanted.length === shape.length && wanted.every((n, i) => typeof n === 'string' || n === shape[i]))
  ) {
    throw new InvalidInputError(
      'INVALID_SHAPE',
      `${source}: shape ${formatShape(shape)}, expected ${formatShape(wanted)}`,
    )
  }
  const length = shape.reduce((product, n) => product * n, 1)
  const dataBytes = bytes.length - dataStart
  if (dataBytes !== length * 4) {
    const problem = dataBytes < length * 4 ? 'truncated' : 'too long'
    fail(`${problem}: ${dataBytes} bytes of data, expected ${length * 4} for shape ${formatShape(shape)}`)
  }
  const data = new Float32Array(length)
  for (let i = 0; i < length; i++) data[i] = view.getFloat32(dataStart + i * 4, true)
  return { data, shape }
}

/** Writes NumPy's array file, format version 1: float32, little endian, C order. Throws `INVALID_SHAPE` if data and shape disagree. */
export function encodeNpy(array: NpyArray): Uint8Array {
  const { data, shape } = array
  if (data.length !== shape.reduce((product, n) => product * n, 1)) {
    throw new InvalidInputError(
      'INVALID_SHAPE',
      `${data.length} values do not fill shape ${formatShape(shape)}`,
    )
  }
  const dictionary = `{'descr': '<f4', 'fortran_order': False, 'shape': ${formatShape(shape)}, }`
  const unpadded = 10 + dictionary.length + 1
  const header = `${dictionary}${' '.repeat((headerAlignment - (unpadded % headerAlignment)) % headerAlignment)}\n`
  const bytes = new Uint8Array(10 + header.length + data.length * 4)
  const view = new DataView(bytes.buffer)
  for (let i = 0; i < magic.length; i++) bytes[i] = magic.charCodeAt(i)
  bytes[6] = 1
  view.setUint16(8, header.length, true)
  for (let i = 0; i < header.length; i++) bytes[10 + i] = header.charCodeAt(i)
  const start = 10 + header.length
  for (let i = 0; i < data.length; i++) view.setFloat32(start + i * 4, data[i]!, true)
  return bytes
}

/** `decodeNpy` of a file. Throws `INVALID_DATA` also when the file cannot be read. */
export async function readNpy(path: string, options?: ReadNpyOptions): Promise<NpyArray> {
  let bytes: Uint8Array
  try {
    bytes = await readFile(path)
  } catch (error) {
    const reason = systemErrorCode(error) === 'ENOENT' ? 'there is no such file' : (error as Error).message
    throw new InvalidInputError('INVALID_DATA', `cannot read ${path}: ${reason}`, { cause: error })
  }
  return decodeNpy(bytes, path, options)
}

/** `encodeNpy` into a file, atomically. Throws `NOT_WRITABLE`. */
export async function writeNpy(path: string, array: NpyArray): Promise<void> {
  await writeFileAtomic(path, encodeNpy(array))
}
