import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { listInstalledWeights } from './installed-weights.js'
import { writeTinyWeights } from './testing/tiny-weights.js'
import { loadWeights, openWeights } from './weights.js'

let root: string
let folder: string
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'animegan-weights-'))
})
afterAll(() => rm(root, { recursive: true, force: true }))
let next = 0
beforeEach(async () => {
  folder = join(root, `weights-${next++}`)
  await writeTinyWeights(folder)
})

test('loads a folder, its manifest file or its file URL; fp32 unless asked otherwise', async () => {
  for (const place of [folder, join(folder, 'manifest.json'), pathToFileURL(folder).href]) {
    const weights = await loadWeights(place)
    expect(weights).toMatchObject({
      dtype: 'fp32',
      manifest: { name: 'tiny' },
      source: pathToFileURL(folder).href,
    })
    expect(weights.model).toHaveLength(weights.manifest.files[0]!.bytes)
  }
  expect((await loadWeights(folder, { dtype: 'int8' })).dtype).toBe('int8')
  await expect(loadWeights(folder, { dtype: 'fp16' })).rejects.toThrow(
    'weights tiny have no fp16 model; they come as fp32, int8',
  )
})

test('finds packages by short and by full name from the module that asks', async () => {
  const app = join(root, 'app')
  const installed = join(app, 'node_modules/@animegan/weights-tiny')
  await mkdir(app, { recursive: true })
  await writeTinyWeights(installed)
  const from = pathToFileURL(join(app, 'main.js'))
  for (const name of ['tiny', '@animegan/weights-tiny']) {
    expect((await openWeights(name, { from })).source).toBe(pathToFileURL(installed).href)
  }
  await writeFile(join(installed, 'package.json'), '{"version":"1.2.3"}')
  expect(listInstalledWeights(from)).toContainEqual({
    name: 'tiny',
    packageName: '@animegan/weights-tiny',
    version: '1.2.3',
    kind: 'generator',
    folder: installed,
  })
  await expect(openWeights('tinny', { from })).rejects.toMatchObject({
    code: 'WEIGHTS_NOT_FOUND',
    message: expect.stringMatching(/^weights "tinny" not found: no package @animegan\/weights-tinny .* tiny/),
  })
})

test('finds pulled packages where downloads are kept, after installed ones', async () => {
  const pulled = join(root, 'cache/node_modules/@animegan/weights-pulled')
  await writeTinyWeights(pulled)
  vi.stubEnv('ANIMEGAN_CACHE', join(root, 'cache'))
  expect((await openWeights('pulled')).source).toBe(pathToFileURL(pulled).href)
  expect(listInstalledWeights().map(({ name }) => name)).toContain('pulled')
  const app = join(root, 'nearer')
  const installed = join(app, 'node_modules/@animegan/weights-pulled')
  await writeTinyWeights(installed)
  const from = pathToFileURL(join(app, 'main.js'))
  expect((await openWeights('pulled', { from })).source).toBe(pathToFileURL(installed).href)
  vi.unstubAllEnvs()
})

test('refuses a folder without a manifest, and a path that is not there', async () => {
  const code = 'WEIGHTS_NOT_FOUND'
  await expect(loadWeights(root)).rejects.toMatchObject({
    code,
    message: expect.stringContaining('no manifest.json'),
  })
  await expect(loadWeights('./not/there')).rejects.toMatchObject({ code })
})

test('refuses a model that is not what the manifest says', async () => {
  const path = join(folder, 'model-fp32.onnx')
  const bytes = await readFile(path)
  bytes[100]! ^= 1
  await writeFile(path, bytes)
  await expect(loadWeights(folder)).rejects.toMatchObject({
    code: 'WEIGHTS_CORRUPT',
    message: expect.stringMatching(
      /model-fp32\.onnx is corrupt: SHA-256 [0-9a-f]{64}, expected [0-9a-f]{64}/,
    ),
  })
  await writeFile(path, bytes.subarray(1))
  await expect(loadWeights(folder)).rejects.toThrow(`${bytes.length - 1} bytes, expected ${bytes.length}`)
  await rm(path)
  await expect(loadWeights(folder)).rejects.toMatchObject({ code: 'WEIGHTS_NOT_FOUND' })
})

test('refuses a manifest that is no JSON, or that reaches outside its folder', async () => {
  const path = join(folder, 'manifest.json')
  const manifest = JSON.parse(await readFile(path, 'utf8'))
  manifest.files[0].path = '../secret.onnx'
  await writeFile(path, JSON.stringify(manifest))
  await expect(loadWeights(folder)).rejects.toMatchObject({ code: 'INVALID_MANIFEST' })
  await writeFile(path, '{')
  await expect(loadWeights(folder)).rejects.toThrow('manifest.json is not JSON')
})
