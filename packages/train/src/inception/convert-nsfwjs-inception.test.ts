import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AnimeganError, parseTaggerManifest, type TaggerManifest } from '@animegan/core'
import { createSession } from '@animegan/runtime-node'
import { io, loadLayersModel, memory, model, setBackend, type Tensor, tensor, tidy } from '@tensorflow/tfjs'
import '@tensorflow/tfjs-backend-wasm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { largestDifference } from '../testing/compare-runners.js'
import { convertNsfwjsInception } from './convert-nsfwjs-inception.js'
import { readNsfwjsModel } from './nsfwjs-model.js'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'animegan-inception-'))
})
afterAll(() => rm(folder, { recursive: true }))

const area = 299 * 299

/** A picture of soft waves with noise in one half, as planes. */
const planes = Float32Array.from({ length: 3 * area }, (_, i) => {
  const [x, y, channel] = [i % 299, Math.floor(i / 299) % 299, Math.floor(i / area)]
  const wave = 0.5 + 0.4 * Math.sin(x / (9 + 7 * channel)) * Math.cos(y / 23)
  return x < 150 ? wave : (wave + (Math.abs(Math.sin((i + 1) * 12.9898) * 43758.5453) % 1)) / 2
})

/** What TensorFlow.js itself says of the picture, by its wasm backend, which shares no code with ONNX Runtime. */
async function runReference(): Promise<{ tags: Float32Array; features: Float32Array }> {
  await setBackend('wasm')
  const classifier = await loadLayersModel(io.fromMemory((await readNsfwjsModel()).artifacts))
  const results = tidy(() => {
    const { inputs, outputs } = classifier
    const both = model({ inputs, outputs: [...outputs, classifier.getLayer('flatten_1').output].flat() })
    const images = tensor(planes, [1, 3, 299, 299]).transpose([0, 2, 3, 1])
    return (both.predict(images) as Tensor[]).map((output) => output.dataSync() as Float32Array)
  })
  classifier.dispose()
  return { tags: results[0]!, features: results[1]! }
}

describe('convertNsfwjsInception', () => {
  let out: string
  let manifest: TaggerManifest
  let expected: Awaited<ReturnType<typeof runReference>>
  const done: number[] = []
  beforeAll(async () => {
    out = join(folder, 'out')
    await setBackend('cpu')
    const before = memory().numTensors
    manifest = await convertNsfwjsInception({ out, onProgress: (progress) => done.push(progress.done) })
    expect(memory().numTensors).toBe(before)
    expected = await runReference()
  }, 60_000)

  it('writes two models and a valid manifest with the right sums', async () => {
    expect((await readdir(out)).sort()).toEqual([
      'inception-fp16.onnx',
      'inception-fp32.onnx',
      'manifest.json',
    ])
    const text = await readFile(join(out, 'manifest.json'), 'utf8')
    expect(parseTaggerManifest(JSON.parse(text), 'm')).toEqual(manifest)
    for (const { path, bytes, sha256 } of manifest.files) {
      const file = await readFile(join(out, path))
      expect([file.length, createHash('sha256').update(file).digest('hex')]).toEqual([bytes, sha256])
    }
    expect(done).toEqual([1, 2, 3])
  })

  it.each([
    ['fp32', 1e-5],
    ['fp16', 5e-3],
  ] as const)('gives what TensorFlow.js gives, from %s', async (dtype, tolerance) => {
    const bytes = await readFile(join(out, `inception-${dtype}.onnx`))
    const session = await createSession(bytes, { device: 'cpu', threads: 1 })
    const { tags, features } = await session.run({ images: { data: planes, shape: [1, 3, 299, 299] } })
    await session.dispose()
    expect([tags!.shape, features!.shape]).toEqual([
      [1, 5],
      [1, 2048],
    ])
    const largest = expected.features.reduce((most, value) => Math.max(most, value), 0)
    expect(largest).toBeGreaterThan(0.1)
    expect(largestDifference(features!.data, expected.features)).toBeLessThan(tolerance * largest)
    expect(largestDifference(tags!.data, expected.tags)).toBeLessThan(tolerance)
    expect(expected.tags.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 5)
  })
})

describe('refuses', () => {
  const failure = async (options: { from?: string; signal?: AbortSignal }): Promise<string> => {
    const out = join(folder, 'refused')
    const error: unknown = await convertNsfwjsInception({ out, ...options }).catch(
      (reason: unknown) => reason,
    )
    if (!AnimeganError.isInstance(error)) throw new Error('no error of ours', { cause: error })
    expect(await readdir(folder)).not.toContain('refused')
    return `${error.code}: ${error.message}`
  }

  /** A folder with a package of this name that exports these files by subpath. */
  const install = async (name: string, files: Record<string, string>): Promise<string> => {
    const place = join(folder, name, 'node_modules/nsfwjs')
    await mkdir(place, { recursive: true })
    const exported = Object.keys(files).map((subpath, i) => [subpath, { import: `./${i}.cjs` }])
    await writeFile(
      join(place, 'package.json'),
      JSON.stringify({ version: '4.2.1', exports: Object.fromEntries(exported) }),
    )
    for (const [i, text] of Object.values(files).entries()) await writeFile(join(place, `${i}.cjs`), text)
    return join(folder, name)
  }

  it('to go on without the package, and says how to get it', async () => {
    expect(await failure({ from: folder })).toMatch(
      /^WEIGHTS_NOT_FOUND: the npm package nsfwjs, .* is not installed .*\(from .*\); install it with: npm install nsfwjs@4$/,
    )
  })

  it('a package that is too old, of another shape, or with another network', async () => {
    const old = await install('old', { '.': '' })
    expect(await failure({ from: old })).toMatch(
      /^WEIGHTS_UNKNOWN: .*as versions 4\.3\.0 .*exports.*models\/inception_v3.*npm install nsfwjs@4\.4\.0$/,
    )

    const subpath = './models/inception_v3'
    const shape = await install('shape', { [subpath]: 'exports.InceptionV3Model = { modelJson: {} }' })
    expect(await failure({ from: shape })).toMatch(/InceptionV3Model\.modelJson: expected a function/)

    const json = '{ modelTopology: {}, weightsManifest: [] }'
    const other = `exports.InceptionV3Model = { modelJson: async () => ({ default: ${json} }), weightBundles: [] }`
    expect(await failure({ from: await install('other', { [subpath]: other }) })).toMatch(
      /SHA-256 of modelJson is [0-9a-f]{64}, expected f5882005/,
    )
  })

  it('work that was called off', async () => {
    expect(await failure({ signal: AbortSignal.abort() })).toMatch(/^ABORTED/)
  })
})
