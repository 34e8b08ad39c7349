import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { AnimeganError, animeTags, parseTaggerManifest, type TaggerManifest } from '@animegan/core'
import { createSession } from '@animegan/runtime-node'
import { setBackend } from '@tensorflow/tfjs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { largestDifference } from '../testing/compare-runners.js'
import { randomArray } from '../testing/random-array.js'
import { type ConvertIllustration2VecOptions, convertIllustration2Vec } from './convert-illustration2vec.js'
import { type EncodedLayer, encodeCaffe, newFormat, oldFormat } from './testing/encode-caffe.js'
import { convolve, multiply, poolPlainly } from './testing/plain-layers.js'
import type { Numbers } from './testing/run-caffe.js'
import { listFeatureNetLayers, listTagNames, listTagNetLayers } from './testing/tiny-illustration2vec.js'

const tagLayers = listTagNetLayers({ shrink: 64 })
const featureLayers = listFeatureNetLayers({ shrink: 64, seed: 500 })

let folder: string
let options: ConvertIllustration2VecOptions
beforeAll(async () => {
  await setBackend('cpu')
  folder = await mkdtemp(join(tmpdir(), 'animegan-illustration2vec-'))
  const put = async (name: string, bytes: Uint8Array): Promise<string> => {
    await writeFile(join(folder, name), bytes)
    return join(folder, name)
  }
  options = {
    tagNet: await put('tag.caffemodel', encodeCaffe(tagLayers, oldFormat)),
    featureNet: await put('feature.caffemodel', encodeCaffe(featureLayers, newFormat)),
    tagList: await put('tag_list.json', Buffer.from(JSON.stringify(listTagNames()))),
    tags: animeTags,
    out: join(folder, 'out'),
  }
})
afterAll(() => rm(folder, { recursive: true }))

/** A net up to a layer, by the definitions of its layers. */
function runPlainly(layers: EncodedLayer[], last: string, images: Numbers): Numbers {
  let x = images
  for (const { name, type, blobs = [] } of layers) {
    const [weights, biases] = blobs as [Numbers, Numbers]
    if (type === 'Convolution')
      x = convolve(x, weights, biases.data, { kernel: [3, 3], stride: [1, 1], pad: [1, 1] })
    if (type === 'ReLU') x = { ...x, data: x.data.map((value) => Math.max(value, 0)) }
    if (type === 'Pooling') x = poolPlainly(x, 'max', { kernel: [2, 2], stride: [2, 2], pad: [0, 0] })
    if (type === 'InnerProduct') x = multiply(x, weights, biases.data)
    if (name === last) return x
  }
  throw new Error(`no layer "${last}"`)
}

const images: Numbers = { shape: [1, 3, 224, 224], data: randomArray(3 * 224 * 224, 77, 60) }

function estimatePlainly(): Float32Array {
  const maps = runPlainly(tagLayers, 'conv6_4', images)
  return Float32Array.from({ length: 1539 }, (_, tag) => {
    const map = maps.data.subarray(49 * tag, 49 * (tag + 1))
    return 1 / (1 + Math.exp(-map.reduce((sum, value) => sum + value, 0) / 49))
  })
}

describe('convertIllustration2Vec', () => {
  let manifest: TaggerManifest
  const done: { done: number; total: number }[] = []
  beforeAll(async () => {
    manifest = await convertIllustration2Vec({ ...options, onProgress: (progress) => done.push(progress) })
  })

  const open = async (path: string) =>
    createSession(await readFile(join(options.out, path)), { device: 'cpu', threads: 1 })

  it('writes models and a valid manifest with the right sums', async () => {
    const names = ['features-fp16.onnx', 'manifest.json', 'tags-fp16.onnx', 'tags-fp32.onnx']
    expect((await readdir(options.out)).sort()).toEqual(names)
    const text = await readFile(join(options.out, 'manifest.json'), 'utf8')
    expect(parseTaggerManifest(JSON.parse(text), 'm')).toEqual(manifest)
    expect(manifest).toMatchObject({
      licence: 'MIT',
      input: { name: 'images', layout: 'NCHW', channels: 'BGR', resolution: 224 },
      preprocessing: { scale: 1, offset: [-164.76139251, -167.47864617, -181.13838569] },
      outputs: { tags: { size: 1539 }, features: { size: 4096 } },
    })
    expect(manifest.outputs.tags.indices?.slice(0, 4)).toEqual([8, 10, 17, 23])
    for (const { path, bytes, sha256 } of [...manifest.files, ...manifest.outputs.features!.files!]) {
      const file = await readFile(join(options.out, path))
      expect([file.length, createHash('sha256').update(file).digest('hex')]).toEqual([bytes, sha256])
    }
    const published = await readFile(options.featureNet)
    const sha256 = createHash('sha256').update(published).digest('hex')
    expect(manifest.provenance.files).toContainEqual({
      ...{ path: 'feature.caffemodel', bytes: published.length, sha256 },
    })
    expect(done.map((progress) => progress.done)).toEqual([1, 2, 3, 4])
  })

  it.each([
    ['fp32', 1e-5],
    ['fp16', 1e-2],
  ] as const)('gives probabilities as the layers are defined, from %s', async (dtype, tolerance) => {
    const expected = estimatePlainly()
    expect(Math.max(...expected) - Math.min(...expected)).toBeGreaterThan(0.5)
    const session = await open(`tags-${dtype}.onnx`)
    const { tags } = await session.run({ images })
    await session.dispose()
    expect(tags!.shape).toEqual([1, 1539])
    expect(largestDifference(tags!.data, expected)).toBeLessThan(tolerance)
  })

  it('gives features as the layers are defined, before the logistic function', async () => {
    const { data: expected } = runPlainly(featureLayers, 'encode1', images)
    const session = await open('features-fp16.onnx')
    const { features } = await session.run({ images })
    await session.dispose()
    expect(features!.shape).toEqual([1, 4096])
    const largest = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
    expect(largest).toBeGreaterThan(1)
    expect(largestDifference(features!.data, expected)).toBeLessThan(2e-3 * largest)
  })
})

describe('refuses', () => {
  const failure = async (changes: Partial<ConvertIllustration2VecOptions>): Promise<string> => {
    const out = join(folder, 'refused')
    const error: unknown = await convertIllustration2Vec({ ...options, out, ...changes }).catch(
      (reason: unknown) => reason,
    )
    if (!AnimeganError.isInstance(error)) throw new Error('no error of ours', { cause: error })
    return `${error.code}: ${error.message}`
  }
  const put = async (name: string, bytes: Uint8Array | string): Promise<string> => {
    await writeFile(join(folder, name), bytes)
    return join(folder, name)
  }

  it('a net in the place of the other', async () => {
    expect(await failure({ tagNet: options.featureNet })).toMatch(
      /^WEIGHTS_UNKNOWN: .*feature\.caffemodel has no layer "conv6_4", only data, conv1_1, /,
    )
  })

  it('a net of other sizes', async () => {
    const layers = [
      ...tagLayers.slice(0, 3),
      { ...tagLayers[1]!, name: 'conv6_4', blobs: tagLayers[1]!.blobs!, bottom: ['data'] },
    ]
    expect(await failure({ tagNet: await put('other.caffemodel', encodeCaffe(layers)) })).toContain(
      'layer "conv6_4" gives [224, 224, 1], expected [7, 7, 1539]; get the file from https://github.com/rezoo',
    )
  })

  it('a file that is not there, or cut short', async () => {
    expect(await failure({ tagNet: 'nothing.caffemodel' })).toMatch(/^WEIGHTS_NOT_FOUND: cannot read nothing/)
    const cut = (await readFile(options.tagNet)).subarray(0, -1000)
    expect(await failure({ tagNet: await put('cut.caffemodel', cut) })).toMatch(
      /^WEIGHTS_CORRUPT: .*cut\.caffemodel is damaged or cut short, or was never a Caffe model/,
    )
  })

  it.each([
    ['{"tags": []}', 'something else came, expected a JSON list of the 1539 tags'],
    ['["1girl"]', 'a list of 1 came, expected a JSON list of the 1539 tags'],
    [JSON.stringify(listTagNames().toReversed()), 'tag 8 is "tag 1530", expected "blonde hair"; get it from'],
  ])('another list of tags', async (text, problem) => {
    const tagList = await put('other.json', gzipSync(text))
    expect(await failure({ tagList })).toContain(`WEIGHTS_UNKNOWN: ${tagList}: ${problem}`)
  })

  it('tags that it does not have, and work that was called off', async () => {
    const [first, ...others] = animeTags.tags
    const { illustration2vec: _, ...unknown } = first!
    expect(await failure({ tags: { ...animeTags, tags: [unknown, ...others] } })).toContain(
      'Illustration2Vec has no tag for "blonde-hair"',
    )
    expect(await failure({ signal: AbortSignal.abort() })).toMatch(/^ABORTED: conversion of Illustration2Vec/)
    expect(await readdir(join(folder, 'refused'))).toEqual([])
  })
})
