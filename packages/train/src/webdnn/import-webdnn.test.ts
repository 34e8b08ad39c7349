import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { AnimeganError, listParameters } from '@animegan/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { amaryllis, amaryllisArchitecture, listAmaryllisArrays } from './amaryllis-layout.js'
import { importWebdnn, pickParameters } from './import-webdnn.js'
import { encodeEightbit } from './testing/encode-eightbit.js'

let dir: string
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'import-webdnn-'))
})
afterAll(() => rm(dir, { recursive: true }))

const failure = async (from: string): Promise<string> => {
  const error: unknown = await importWebdnn(from).then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (!AnimeganError.isInstance(error)) throw new Error('no error of ours', { cause: error })
  return `${error.code}: ${error.message}`
}

const sizeOf = (shape: number[]) => shape.reduce((product, side) => product * side, 1)

describe('pickParameters', () => {
  const stored = new Map(listAmaryllisArrays().map((array) => [array.name, array]))
  // Every float's value is its place (exact in float32 below 2^24).
  const parameters = pickParameters(Float32Array.from({ length: amaryllis.floats }, (_, i) => i))

  it('gives the architecture its parameters, in order', () => {
    expect(Object.entries(parameters).map(([name, { length }]) => [name, length])).toEqual(
      listParameters(amaryllisArchitecture).map(({ name, shape }) => [name, sizeOf(shape)]),
    )
  })

  it('transposes the dense layer and swaps blue and red, nothing else', () => {
    const dense = stored.get('input.dense.weight')!.offset
    const feature = 5000
    const input = 130
    expect(parameters['input.dense.weight']![input * 16_384 + feature]).toBe(dense + feature * 162 + input)
    const output = stored.get('output.conv.weight')!.offset
    expect([...parameters['output.conv.weight']!.subarray(3, 9)]).toEqual(
      [5, 4, 3, 8, 7, 6].map((i) => output + i),
    )
    expect([...parameters['output.conv.bias']!]).toEqual([4_422_658, 4_422_657, 4_422_656])
    const conv = stored.get('upsample.1.conv.weight')!
    expect(parameters['upsample.1.conv.weight']!.every((value, i) => value === conv.offset + i)).toBe(true)
  })
})

describe('importWebdnn', () => {
  it('says where the file is to be had when there is none', async () => {
    const message = await failure(join(dir, 'nothing'))
    expect(message).toContain(`WEIGHTS_NOT_FOUND: cannot read ${join(dir, 'nothing', amaryllis.fileName)}`)
    for (const part of [amaryllis.source, amaryllis.sha256, amaryllis.licence])
      expect(message).toContain(part)
  })

  it('refuses a file of the same layout that is not the published one', async () => {
    const blocks = listAmaryllisArrays().map(({ offset, size }) => ({ offset, levels: new Uint8Array(size) }))
    await writeFile(join(dir, amaryllis.fileName), encodeEightbit(blocks))
    expect(await failure(dir)).toMatch(
      /^WEIGHTS_CORRUPT: .*weight_webassembly\.bin is not the published file: .* SHA-256 [0-9a-f]{64}, expected/,
    )
  })

  it('refuses a foreign file by its name', async () => {
    await writeFile(join(dir, amaryllis.fileName), '<!DOCTYPE html><html></html>')
    expect(await failure(dir)).toMatch(/^WEIGHTS_UNKNOWN: .*weight_webassembly\.bin .* a web page/)
  })
})

const published = fileURLToPath(new URL('../../../../../shared/amaryllis', import.meta.url))

describe.skipIf(!existsSync(published))(
  'importWebdnn of the published file (needs ../shared/amaryllis)',
  () => {
    it('gives parameters that make sense', async () => {
      const { parameters, provenance, licence, credit } = await importWebdnn(published)
      expect({ licence, credit }).toEqual({
        licence: 'CC-BY-NC-2.0',
        credit: 'MakeGirlsMoe, Jin et al. 2017',
      })
      expect(provenance).toMatchObject({
        sha256: amaryllis.sha256,
        bytes: 3_882_085,
        labelledBy: 'illustration2vec',
      })
      for (const [name, values] of Object.entries(parameters)) {
        expect(values.every(Number.isFinite), name).toBe(true)
        if (name.endsWith('.variance')) expect(Math.min(...values), name).toBeGreaterThanOrEqual(0)
        if (name.endsWith('.gamma')) expect(mean(values.map(Math.abs)), name).toBeGreaterThan(0.05)
        if (name.endsWith('.weight')) expect(Math.abs(mean(values)), name).toBeLessThan(0.05)
      }
    })

    it('names the place of every kind of damage', async () => {
      const intact = await readFile(join(published, amaryllis.fileName))
      const file = join(dir, amaryllis.fileName)
      await writeFile(file, intact.subarray(0, 1_000_000))
      expect(await failure(dir)).toMatch(/^WEIGHTS_CORRUPT: .*damaged at byte \d+: .*cut short/)
      for (const [at, message] of [
        [16 + 30, 'damaged at byte 16: zlib data'],
        [3, 'damaged at byte 0: a block for float'],
        [8, 'is not the published file'],
      ] as const) {
        const damaged = Buffer.from(intact)
        damaged[at]! ^= 0x40
        await writeFile(file, damaged)
        expect(await failure(dir)).toContain(message)
      }
    })
  },
)

const mean = (values: Float32Array): number => values.reduce((sum, value) => sum + value, 0) / values.length
