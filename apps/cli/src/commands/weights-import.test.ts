import { existsSync } from 'node:fs'
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readNpy } from '@animegan/runtime-node'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Finished, useCommandLine } from '../testing/command-line.js'

const cli = useCommandLine()
const published = fileURLToPath(new URL('../../../../../shared/amaryllis', import.meta.url))
const isThere = existsSync(join(published, 'weight_webassembly.bin'))

const importFrom = (from: string, out: string): Promise<Finished> =>
  cli.animegan('weights', 'import', '--format', 'webdnn', '--from', from, '--out', out)

/** A folder as the authors publish it, with these bytes as its weights. */
async function writeSource(bytes: Uint8Array | string): Promise<string> {
  await mkdir(join(cli.work, 'source'), { recursive: true })
  await writeFile(join(cli.work, 'source/weight_webassembly.bin'), bytes)
  return 'source'
}

describe('without a trace it refuses', () => {
  test.each<[string, Uint8Array | string, RegExp]>([
    ['a web page', '<!DOCTYPE html><title>Not found</title>', /weight_webassembly\.bin.*web page/],
    ['an empty file', '', /weight_webassembly\.bin/],
    ['other numbers', new Uint8Array(5000).fill(7), /weight_webassembly\.bin.*\b0\b/],
  ])('%s', async (_, bytes, message) => {
    await cli.expectRefusal(importFrom(await writeSource(bytes), 'made'), 1, message)
  })

  test('a folder that is not there', () =>
    cli.expectRefusal(
      importFrom('nowhere', 'made'),
      1,
      /nowhere\/weight_webassembly\.bin: expected a folder/,
    ))

  test('another format', () =>
    cli.expectRefusal(
      cli.animegan('weights', 'import', '--format', 'zip', '--from', 'd', '--out', 'made'),
      2,
      /--format: expected one of webdnn, but "zip" came/,
    ))

  test('a place that cannot be written', async () => {
    await writeFile(join(cli.work, 'file'), '')
    await cli.expectRefusal(importFrom('d', 'file/made'), 1, /cannot write file\/made\/manifest\.json/)
  })
})

describe.skipIf(!isThere)("the authors' file (needs ../shared/amaryllis)", () => {
  let weights: string
  let stdout: string

  beforeAll(async () => {
    weights = join(cli.root, 'amaryllis')
    stdout = await cli.expectSuccess(importFrom(published, weights))
  })

  /** Faces of some seeds or vectors as numbers, [N, 3, 128, 128]. */
  async function draw(name: string, ...flags: string[]): Promise<Float32Array> {
    await cli.expectSuccess(cli.animegan('generate', '--weights', weights, ...flags, '--raw', name))
    return (await readNpy(join(cli.work, name), { shape: ['N', 3, 128, 128] })).data
  }

  const largestDifference = (a: Float32Array, b: Float32Array): number =>
    a.reduce(
      (largest, value, i) => Math.max(largest, Math.abs(value - b[i]!)),
      a.length === b.length ? 0 : Infinity,
    )

  test('becomes weights with licence and credit', async () => {
    expect(stdout).toMatch(/model-int8\.onnx \(\d\.\d\d MB\)\nwrote \S+manifest\.json\n$/)
    expect((await stat(join(weights, 'model-int8.onnx'))).size).toBeLessThanOrEqual(4.6e6)
    const info = await cli.expectSuccess(cli.animegan('weights', 'info', weights))
    expect(info).toMatch(
      /licence +CC-BY-NC-2\.0\n.*credit +MakeGirlsMoe.*parameters +4,385,283 trained, 37,376/s,
    )
  })

  test('draws what the original program draws', async () => {
    const drawn = await draw('r.npy', '--vectors', join(published, 'reference_vectors.npy'))
    const reference = await readNpy(join(published, 'reference_images_bgr.npy'), { shape: [8, 3, 128, 128] })
    const plane = 128 * 128
    const rgb = reference.data.map((_, i, bgr) => {
      const channel = Math.floor(i / plane) % 3
      return bgr[i + (2 - 2 * channel) * plane]!
    })
    expect(largestDifference(drawn, rgb)).toBeLessThanOrEqual(1e-4)
  })

  test('draws nearly the same in 8 bits, and the same in batches', async () => {
    const flags = ['--seed', '1', '--batch-size']
    const fp32 = await draw('fp32.npy', ...flags, '16', '--count', '64')
    const int8 = await draw('int8.npy', ...flags, '16', '--count', '64', '--dtype', 'int8')
    const squares = fp32.reduce((sum, value, i) => sum + (value - int8[i]!) ** 2, 0)
    expect(10 * Math.log10(4 / (squares / fp32.length))).toBeGreaterThanOrEqual(38)

    const alone = await draw('alone.npy', ...flags, '1', '--count', '16')
    expect(largestDifference(fp32.subarray(0, alone.length), alone)).toBeLessThanOrEqual(1e-5)
  }, 120_000)

  test('refuses it cut short or with a wrong byte, by place, without a trace', async () => {
    const bytes = await readFile(join(published, 'weight_webassembly.bin'))
    const message = /weight_webassembly\.bin\b.*\b(byte|offset|bytes) \d/
    const cut = bytes.subarray(0, bytes.length - 1000)
    await cli.expectRefusal(importFrom(await writeSource(cut), 'made'), 1, message)
    const spoilt = Uint8Array.from(bytes)
    spoilt[bytes.length >> 1]! ^= 1
    await cli.expectRefusal(importFrom(await writeSource(spoilt), 'made'), 1, message)
  })
})
