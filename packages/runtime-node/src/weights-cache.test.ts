import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { writeTinyWeights } from './testing/tiny-weights.js'
import { loadWeights } from './weights.js'
import { findCacheDir } from './weights-cache.js'

let root: string
let cacheDir: string
let server: Server
let base: string
let requests: string[]
/** Answers instead of the files, when set. */
let answer: ((path: string, response: ServerResponse) => boolean) | undefined

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'animegan-cache-'))
  cacheDir = join(root, 'cache')
  await writeTinyWeights(join(root, 'served'))
  requests = []
  answer = undefined
  server = createServer(({ url = '' }, response) => {
    requests.push(url)
    if (answer?.(url, response)) return
    if (url.startsWith('/moved/')) {
      response.writeHead(302, { location: url.replace('/moved/', '/served/') }).end()
      return
    }
    readFile(join(root, url)).then(
      (bytes) => response.end(bytes),
      () => response.writeHead(404).end(),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

const closeServer = async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
}

afterEach(async () => {
  await closeServer()
  await rm(root, { recursive: true, force: true })
})

const modelPath = '/served/model-fp32.onnx'

test('downloads once, reports progress, and verifies from the cache afterwards', async () => {
  const progress: { done: number; total: number | undefined }[] = []
  const first = await loadWeights(`${base}/served/`, { cacheDir, onProgress: (step) => progress.push(step) })
  expect(first).toMatchObject({ source: `${base}/served/manifest.json`, dtype: 'fp32' })
  expect(progress.at(-1)).toEqual({ done: first.model.length, total: first.model.length })
  const second = await loadWeights(`${base}/served/manifest.json`, { cacheDir })
  expect(second.model.every((byte, i) => byte === first.model[i])).toBe(true)
  expect(requests.filter((url) => url === modelPath)).toHaveLength(1)
})

test('heals a damaged cache by downloading again', async () => {
  const { sha256 } = await loadWeights(`${base}/served`, { cacheDir })
  const cached = join(cacheDir, 'files', sha256)
  const bytes = await readFile(cached)
  bytes[7]! ^= 1
  await writeFile(cached, bytes)
  await loadWeights(`${base}/served`, { cacheDir })
  expect(requests.filter((url) => url === modelPath)).toHaveLength(2)
  bytes[7]! ^= 1
  expect((await readFile(cached)).equals(bytes)).toBe(true)
})

test('follows redirects', async () => {
  expect((await loadWeights(`${base}/moved/`, { cacheDir })).manifest.name).toBe('tiny')
})

test('works from the cache when the network is gone', async () => {
  await loadWeights(`${base}/served`, { cacheDir })
  await closeServer()
  expect((await loadWeights(`${base}/served`, { cacheDir })).manifest.name).toBe('tiny')
  await expect(loadWeights(`${base}/other`, { cacheDir })).rejects.toMatchObject({ code: 'DOWNLOAD_FAILED' })
})

test('says so when there is nothing at the address, and when the server is ill', async () => {
  await expect(loadWeights(`${base}/nothing`, { cacheDir })).rejects.toMatchObject({
    code: 'WEIGHTS_NOT_FOUND',
    message: expect.stringMatching(/\/nothing\/manifest\.json: the server answers 404 Not Found; expected/),
  })
  answer = (_, response) => Boolean(response.writeHead(503).end())
  await expect(loadWeights(`${base}/served`, { cacheDir })).rejects.toMatchObject({
    code: 'DOWNLOAD_FAILED',
    message: expect.stringContaining('503'),
  })
})

test.each([
  ['changed', (bytes: Buffer) => Buffer.from(bytes).fill(0, 0, 1), 'SHA-256'],
  ['short', (bytes: Buffer) => bytes.subarray(1), 'expected'],
  ['long', (bytes: Buffer) => Buffer.concat([bytes, bytes]), 'more than'],
])('refuses a %s file and caches nothing of it', async (_, change, message) => {
  const bytes = await readFile(join(root, modelPath))
  answer = (url, response) => url === modelPath && Boolean(response.end(change(bytes)))
  await expect(loadWeights(`${base}/served`, { cacheDir })).rejects.toMatchObject({
    code: 'WEIGHTS_CORRUPT',
    message: expect.stringContaining(message),
  })
  expect(await readdir(cacheDir)).toEqual(['manifests'])
})

test('gives up on a stalled download, and stops when aborted', async () => {
  answer = (url, response) => url === modelPath && Boolean(response.writeHead(200).write('begin'))
  await expect(loadWeights(`${base}/served`, { cacheDir, stallTimeout: 100 })).rejects.toMatchObject({
    code: 'DOWNLOAD_FAILED',
    message: expect.stringContaining('nothing came for 0.1 s'),
  })
  const controller = new AbortController()
  const loading = loadWeights(`${base}/served`, {
    cacheDir,
    signal: controller.signal,
    onProgress: () => controller.abort(),
  })
  await expect(loading).rejects.toMatchObject({ code: 'ABORTED' })
})

test('chooses the cache folder as the environment says', () => {
  vi.stubEnv('ANIMEGAN_CACHE', '')
  vi.stubEnv('XDG_CACHE_HOME', '/xdg')
  expect(findCacheDir()).toBe(join('/xdg', 'animegan'))
  vi.stubEnv('ANIMEGAN_CACHE', '/own')
  expect(findCacheDir()).toBe('/own')
  vi.unstubAllEnvs()
})
