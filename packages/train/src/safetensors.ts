import type { FileHandle } from 'node:fs/promises'
import { AnimeganError, parseJson, type TensorValue } from '@animegan/core'
import { Float16Array } from '@petamoriken/float16'
import * as z from 'zod/mini'

/** The contents of a safetensors file: tensors of floats by name and a few strings. */
export interface SafetensorsFile {
  tensors: Record<string, TensorValue>
  metadata: Record<string, string>
}

type StoredDtype = 'F32' | 'F16'
const isStoredDtype = (dtype: string): dtype is StoredDtype => dtype === 'F32' || dtype === 'F16'

const Offset = z.int().check(z.nonnegative())
const HeaderEntry = z.object({
  dtype: z.string(),
  shape: z.array(Offset),
  data_offsets: z.tuple([Offset, Offset]),
})
type HeaderEntry = z.infer<typeof HeaderEntry>
const Header = z.catchall(
  z.object({ __metadata__: z.optional(z.record(z.string(), z.string())) }),
  HeaderEntry,
)

/**
 * Encodes float32 tensors in the safetensors format: 8 bytes of header length (little endian), a JSON header, then the
 * numbers. Tensors are sorted by name and the header is padded to 8 bytes, so equal contents give equal bytes.
 *
 * @param dtype how the numbers are stored; `F16` rounds to half precision
 */
export function encodeSafetensors(
  { tensors, metadata }: SafetensorsFile,
  dtype: StoredDtype = 'F32',
): Uint8Array {
  const names = Object.keys(tensors).sort()
  const header: Record<string, unknown> = { __metadata__: metadata }
  const stored: (Float32Array | Float16Array)[] = []
  let end = 0
  for (const name of names) {
    const { data, shape } = tensors[name]!
    if (!(data instanceof Float32Array)) throw new TypeError(`the tensor "${name}" is not float32`)
    const numbers = dtype === 'F32' ? data : new Float16Array(data)
    header[name] = {
      dtype,
      shape: [...shape],
      data_offsets: [end, end + numbers.byteLength],
    } satisfies HeaderEntry
    stored.push(numbers)
    end += numbers.byteLength
  }
  const json = new TextEncoder().encode(JSON.stringify(header))
  const headerSize = Math.ceil(json.length / 8) * 8
  const bytes = new Uint8Array(8 + headerSize + end).fill(0x20, 8, 8 + headerSize)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(headerSize), true)
  bytes.set(json, 8)
  let at = 8 + headerSize
  for (const { buffer, byteOffset, byteLength } of stored) {
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), at)
    at += byteLength
  }
  return bytes
}

/**
 * Decodes a safetensors file of floats of 32 or 16 bits; both come out as float32.
 *
 * @param file its name, for messages
 * @throws AnimeganError CHECKPOINT_CORRUPT, saying at which byte what was expected
 */
export function decodeSafetensors(bytes: Uint8Array, file: string): SafetensorsFile {
  const refuse = (problem: string): never => {
    throw new AnimeganError('CHECKPOINT_CORRUPT', `${file} is not a whole safetensors file: ${problem}.`)
  }
  if (bytes.length < 8) return refuse(`it has ${bytes.length} bytes, and the header length alone takes 8`)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const start = 8 + Number(view.getBigUint64(0, true))
  if (start > bytes.length) {
    return refuse(`its header should end at byte ${start}, but the file ends at byte ${bytes.length}`)
  }
  const { __metadata__: metadata = {}, ...entries } = parseHeader(bytes.subarray(8, start), refuse)
  const tensors: Record<string, TensorValue> = {}
  let end = 0
  for (const [name, { dtype, shape, data_offsets: offsets }] of inFileOrder(entries)) {
    const [from, to] = offsets
    const size = shape.reduce((a, b) => a * b, 1)
    if (!isStoredDtype(dtype))
      return refuse(`the tensor "${name}" has dtype ${dtype}; F32 or F16 was expected`)
    if (from !== end) {
      refuse(`the tensor "${name}" begins at byte ${start + from}; byte ${start + end} was expected`)
    }
    if (to - from !== size * (dtype === 'F32' ? 4 : 2)) {
      refuse(`the tensor "${name}" at byte ${start + from} has ${to - from} bytes for shape [${shape}]`)
    }
    if (start + to > bytes.length) {
      refuse(
        `the tensor "${name}" should end at byte ${start + to}, but the file ends at byte ${bytes.length}`,
      )
    }
    // Copied, because floats must begin at a multiple of 4. (The slice of a Node Buffer would be a view.)
    const copy = new Uint8Array(bytes.subarray(start + from, start + to))
    const data =
      dtype === 'F32' ? new Float32Array(copy.buffer) : Float32Array.from(new Float16Array(copy.buffer))
    tensors[name] = { data, shape }
    end = to
  }
  if (start + end !== bytes.length) {
    refuse(`its tensors end at byte ${start + end}, but the file ends at byte ${bytes.length}`)
  }
  return { tensors, metadata }
}

/**
 * The strings of a safetensors file, without its tensors.
 *
 * @param path its name, for messages
 * @throws AnimeganError CHECKPOINT_CORRUPT when its header is cut off or wrong
 */
export async function readSafetensorsMetadata(
  file: FileHandle,
  path: string,
): Promise<SafetensorsFile['metadata']> {
  const refuse = (problem: string): never => {
    throw new AnimeganError('CHECKPOINT_CORRUPT', `${path} is not a whole safetensors file: ${problem}.`)
  }
  const { size } = await file.stat()
  const length = Buffer.alloc(8)
  await file.read(length, 0, 8, 0)
  const headerSize = Number(length.readBigUInt64LE())
  if (8 + headerSize > size) {
    refuse(`its header should end at byte ${8 + headerSize}, but the file ends at byte ${size}`)
  }
  const header = Buffer.alloc(headerSize)
  await file.read(header, 0, headerSize, 8)
  return parseHeader(header, refuse).__metadata__ ?? {}
}

const inFileOrder = (entries: Record<string, HeaderEntry>): [string, HeaderEntry][] =>
  Object.entries(entries).sort(
    ([, { data_offsets: a }], [, { data_offsets: b }]) => a[0] - b[0] || a[1] - b[1],
  )

function parseHeader(json: Uint8Array, refuse: (problem: string) => never): z.infer<typeof Header> {
  return parseJson(Header, new TextDecoder().decode(json), (problems, notJson) =>
    refuse(
      notJson
        ? `the ${json.length} bytes of header from byte 8 are not JSON`
        : `its header from byte 8 is wrong: ${problems}`,
    ),
  )
}
