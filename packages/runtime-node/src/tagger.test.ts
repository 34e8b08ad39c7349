import { createHash } from 'node:crypto'
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { animeTags } from '@animegan/core'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { listInstalledWeights } from './installed-weights.js'
import { loadTagger } from './tagger.js'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'animegan-tagger-'))
})
afterEach(() => rm(folder, { recursive: true }))

/** Writes a file that holds its own name, and describes it. */
async function store(path: string, dtype: string) {
  await writeFile(join(folder, path), path)
  return { dtype, path, bytes: path.length, sha256: createHash('sha256').update(path).digest('hex') }
}

async function writeEstimator(features: object | undefined): Promise<void> {
  const manifest = {
    schema: 'animegan.tagger/1',
    name: 'tiny',
    tags: animeTags,
    input: { name: 'images', layout: 'NCHW', channels: 'RGB', resolution: 64 },
    preprocessing: { background: '#ffffff', fit: 'cover', filter: 'lanczos3', scale: 1, offset: 0 },
    outputs: { tags: { name: 'tags', size: 34 }, features },
    files: [await store('tags-fp16.onnx', 'fp16'), await store('tags-fp32.onnx', 'fp32')],
  }
  await writeFile(join(folder, 'manifest.json'), JSON.stringify(manifest))
}

const load = async (...args: Parameters<typeof loadTagger>) => {
  const { model, dtype, manifest, sha256 } = await loadTagger(...args)
  expect(manifest.name).toBe('tiny')
  expect(createHash('sha256').update(model).digest('hex')).toBe(sha256)
  return `${dtype} ${new TextDecoder().decode(model)}`
}

test('loads from a folder, its manifest or its file URL, in the precision asked for', async () => {
  await writeEstimator(undefined)
  for (const place of [folder, join(folder, 'manifest.json'), pathToFileURL(folder).href]) {
    expect(await load(place)).toBe('fp32 tags-fp32.onnx')
  }
  expect(await load(folder, { dtype: 'fp16' })).toBe('fp16 tags-fp16.onnx')
  await expect(load(folder, { dtype: 'int8' })).rejects.toThrow(
    'the tags of tag estimator tiny have no int8 model; they come as fp16, fp32',
  )
})

test('loads an installed package by its name', async () => {
  await writeEstimator(undefined)
  const installed = join(folder, 'app/node_modules/@animegan/weights-reader')
  await mkdir(installed, { recursive: true })
  for (const name of ['manifest.json', 'tags-fp16.onnx', 'tags-fp32.onnx']) {
    await copyFile(join(folder, name), join(installed, name))
  }
  const from = pathToFileURL(join(folder, 'app/main.js'))
  for (const name of ['reader', '@animegan/weights-reader']) {
    expect(await load(name, { from })).toBe('fp32 tags-fp32.onnx')
  }
  expect(listInstalledWeights(from)).toContainEqual(
    expect.objectContaining({ name: 'reader', kind: 'tagger', folder: installed }),
  )
  await expect(load('none', { from })).rejects.toThrow(
    /^tag estimator "none" not found: no package @animegan\/weights-none .*installed: .*reader/,
  )
})

test('features come from a model of their own or from the one for tags', async () => {
  await writeEstimator({ name: 'features', size: 8 })
  expect(await load(folder, { output: 'features' })).toBe('fp32 tags-fp32.onnx')
  await writeEstimator({ name: 'features', size: 8, files: [await store('features.onnx', 'fp16')] })
  expect(await load(folder, { output: 'features' })).toBe('fp16 features.onnx')
  expect(await load(folder)).toBe('fp32 tags-fp32.onnx')
  await writeEstimator(undefined)
  await expect(load(folder, { output: 'features' })).rejects.toThrow(/tag estimator tiny gives no features/)
})

test('refuses what is not there and what is not what it was', async () => {
  await expect(load(join(folder, 'none'))).rejects.toThrow(
    expect.objectContaining({
      code: 'WEIGHTS_NOT_FOUND',
      message: expect.stringMatching(/^tag estimator ".*none" not found: there is no such folder; /),
    }),
  )
  await expect(load(folder)).rejects.toThrow(/the folder has no manifest\.json/)
  await writeFile(join(folder, 'manifest.json'), '{"schema": "animegan.weights/1"}')
  await expect(load(folder)).rejects.toThrow(
    /is not a valid tagger manifest: schema: expected "animegan\.tagger\/1"/,
  )
  await writeEstimator(undefined)
  await writeFile(join(folder, 'tags-fp32.onnx'), 'tags-fp32.oxnn')
  await expect(load(folder)).rejects.toThrow(
    expect.objectContaining({ code: 'WEIGHTS_CORRUPT', message: expect.stringContaining('SHA-256') }),
  )
})
