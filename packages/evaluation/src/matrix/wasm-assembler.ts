/** Bytes of WebAssembly instructions: see webassembly.github.io/spec/core/binary. */
export type Code = readonly number[]

/** Little-endian base 128. */
function encodeUnsigned(value: number): Code {
  return value < 128 ? [value] : [(value & 127) | 128, ...encodeUnsigned(value >>> 7)]
}

/** The same for a number that is not negative, where a 64 in the last byte would be a sign. */
function encodeSigned(value: number): Code {
  return value < 64 ? [value] : [(value & 127) | 128, ...encodeSigned(value >>> 7)]
}

const simd = (opcode: number) => [0xfd, ...encodeUnsigned(opcode)]
/** Addresses here are multiples of 8. */
const access =
  (opcode: number) =>
  (offset: number): Code => [...simd(opcode), 3, ...encodeUnsigned(offset)]

export const local = {
  get: (index: number): Code => [0x20, ...encodeUnsigned(index)],
  set: (index: number): Code => [0x21, ...encodeUnsigned(index)],
}
export const i32 = {
  const: (value: number): Code => [0x41, ...encodeSigned(value)],
  add: [0x6a] as Code,
  ltU: [0x49] as Code,
}
export const v128 = { load: access(0x00), load64Splat: access(0x0a), store: access(0x0b) }
export const f64x2 = { add: simd(0xf0) as Code, mul: simd(0xf2) as Code }

/** Repeats `body` while `condition` leaves a number other than 0; once at least. */
export function loop(body: Code, condition: Code): Code {
  return [0x03, 0x40, ...body, ...condition, 0x0d, 0x00, 0x0b]
}

export interface ModuleDescription {
  /** Size of the memory, 64 KiB each. */
  pages: number
  /** Number of the function's parameters, all i32: the first of its locals. */
  parameters: number
  /** Number of its further locals, all v128. */
  vectors: number
  body: Code
}

/** A module of one function, exported as `run`, and one memory, exported as `memory`. */
export function assembleModule({
  pages,
  parameters,
  vectors,
  body,
}: ModuleDescription): Uint8Array<ArrayBuffer> {
  const [i32Type, v128Type] = [0x7f, 0x7b]
  const signature = [0x60, ...vector(Array.from({ length: parameters }, () => [i32Type])), 0]
  const locals = vector([[...encodeUnsigned(vectors), v128Type]])
  const code = [...locals, ...body, 0x0b]
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, vector([signature])),
    ...section(3, vector([[0]])),
    ...section(5, vector([[0, ...encodeUnsigned(pages)]])),
    ...section(
      7,
      vector([
        [...name('memory'), 2, 0],
        [...name('run'), 0, 0],
      ]),
    ),
    ...section(10, vector([[...encodeUnsigned(code.length), ...code]])),
  ])
}

const vector = (items: readonly Code[]): Code => [...encodeUnsigned(items.length), ...items.flat()]

const section = (id: number, content: Code): Code => [id, ...encodeUnsigned(content.length), ...content]

const name = (text: string): Code => [...encodeUnsigned(text.length), ...Buffer.from(text)]
