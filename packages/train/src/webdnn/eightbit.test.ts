import { deflateSync } from 'node:zlib'
import { AnimeganError } from '@animegan/core'
import { describe, expect, it } from 'vitest'
import { decodeEightbit } from './eightbit.js'
import { encodeEightbit } from './testing/encode-eightbit.js'

const table = Float32Array.from({ length: 128 }, (_, i) => i / 127)
const decode = (bytes: Uint8Array, floats = 6) => decodeEightbit(bytes, table, floats, 'dir/w.bin')

const failure = (bytes: Uint8Array, floats = 6): string => {
  try {
    decode(bytes, floats)
  } catch (error) {
    if (AnimeganError.isInstance(error)) return `${error.code}: ${error.message}`
    throw error
  }
  throw new Error('nothing was thrown')
}

const first = { offset: 0, scale: 127, levels: [0, 1, 127, 128 + 2] }
const second = { offset: 4, scale: 254, levels: [3, 255] }
const intact = encodeEightbit([first, second])
const secondAt = encodeEightbit([first]).length

describe('decodeEightbit', () => {
  it('decodes scale, level and sign', () => {
    const expected = [0, 1, 127, -2, 6, -254]
    for (const [i, value] of decode(intact).entries()) expect(value).toBeCloseTo(expected[i]!, 4)
  })

  it('takes blocks in any order, from an unaligned place, whatever the unused bytes hold', () => {
    const bytes = new Uint8Array([9, 9, 9, ...encodeEightbit([second, first])]).subarray(3)
    bytes.fill(0xaa, 12, 16)
    expect(decode(bytes)).toEqual(decode(intact))
  })

  it('says file, byte, what came, what was expected and what to do', () => {
    expect(failure(intact.subarray(0, secondAt + 7))).toBe(
      `WEIGHTS_CORRUPT: dir/w.bin is damaged at byte ${secondAt}: the file ends 7 bytes into a block, expected a block ` +
        'header of 16 bytes; get the file again and compare its SHA-256',
    )
  })

  it.each([
    ['an empty file', new Uint8Array(), 0, 'the file is empty'],
    ['a cut first header', intact.subarray(0, 9), 0, 'the file ends 9 bytes into a block'],
    ['cut data', intact.subarray(0, -1), secondAt + 4, 'cut short'],
    ['a missing last block', encodeEightbit([first]), secondAt, 'the file ends without floats 4 to 5'],
    ['a gap', encodeEightbit([{ ...second, offset: 3 }]), 26, 'the file ends without floats 0 to 2'],
    ['an overlap', encodeEightbit([first, { ...second, offset: 3 }]), secondAt, 'expected float 3 only once'],
    ['an offset beyond', encodeEightbit([first, { ...second, offset: 6 }]), secondAt, 'a block for float 6'],
    ['a negative offset', encodeEightbit([first, { ...second, offset: -1 }]), secondAt, 'for float -1'],
    ['a block past the end', encodeEightbit([first, { ...second, offset: 5 }]), secondAt + 16, 'at most 1'],
    ['a length of 0', encodeEightbit([first, { ...second, length: 0 }]), secondAt + 4, 'a block of 0 bytes'],
    ['a large length', encodeEightbit([first, { ...second, length: 1e6 }]), secondAt + 4, '1000000 bytes'],
    ['an infinite scale', encodeEightbit([first, { ...second, scale: Infinity }]), secondAt + 8, 'Infinity'],
    ['no number as scale', encodeEightbit([first, { ...second, scale: NaN }]), secondAt + 8, 'scale NaN'],
    ['a negative scale', encodeEightbit([first, { ...second, scale: -1 }]), secondAt + 8, 'scale -1'],
    ['zlib of nothing', encodeEightbit([first, { offset: 4, levels: [] }]), secondAt + 16, 'of nothing'],
  ])('refuses %s', (_, bytes, at, came) => {
    const message = failure(bytes)
    expect(message).toContain(`WEIGHTS_CORRUPT: dir/w.bin is damaged at byte ${at}: `)
    expect(message).toContain(came)
  })

  it('refuses zlib data that is damaged, cut or followed by more', () => {
    const data = deflateSync(Uint8Array.from(second.levels))
    const flipped = data.map((byte, i) => (i === data.length - 1 ? byte ^ 1 : byte))
    for (const [damaged, came] of [
      [flipped, 'incorrect data check'],
      [data.subarray(0, -3), 'unexpected end of file'],
      [Buffer.concat([data, Buffer.alloc(5)]), `zlib data of ${data.length} bytes`],
    ] as const) {
      const message = failure(encodeEightbit([first, { ...second, data: damaged }]))
      expect(message).toContain(`WEIGHTS_CORRUPT: dir/w.bin is damaged at byte ${secondAt + 16}: `)
      expect(message).toContain(came)
    }
  })

  it('never inflates more than there is room for', () => {
    const bomb = encodeEightbit([{ offset: 0, levels: new Uint8Array(50_000_000) }])
    expect(failure(bomb)).toContain('byte 16: a block that goes on past the last float, expected at most 6')
  })

  it.each([
    ['a PNG picture', Buffer.from('89504e470d0a1a0a0000000d4948445200000010', 'hex')],
    ['a web page (HTML)', Buffer.from('\n<!DOCTYPE html><html lang="en"><head></head></html>')],
    ['a Git LFS pointer', Buffer.from('version https://git-lfs.github.com/spec/v1\noid sha256:00')],
    ['JSON text', Buffer.from('{"weights": [1, 2, 3]}')],
    ['plain text', Buffer.from('hello')],
    [
      'something else (08 00 00 01 ff',
      Buffer.from('08000001ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00', 'hex'),
    ],
  ])('calls %s foreign', (kind, bytes) => {
    const message = failure(bytes, 1000)
    expect(message).toContain(
      'WEIGHTS_UNKNOWN: dir/w.bin is not a file of WebDNN eightbit weights: from byte 0',
    )
    expect(message).toContain(kind)
    expect(message).toContain('pass the weight_webassembly.bin')
  })

  it('calls a damaged first header damage', () => {
    const bytes = intact.slice()
    bytes[3] = 0x7f
    expect(failure(bytes)).toContain(
      'WEIGHTS_CORRUPT: dir/w.bin is damaged at byte 0: a block for float 2130706432',
    )
  })
})
