import { mkdtemp, readFile, rm } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeTinyWeights } from '@animegan/runtime-node/testing'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { launchChromium, missingChromium } from './testing/chromium.js'
import { openRuntimePage, type Runtime, serveRuntime } from './testing/runtime-page.js'
import type { WebServer } from './testing/web-server.js'

declare const AnimeGAN: Runtime
type Generator = Awaited<ReturnType<Runtime['createGenerator']>>
declare const generator: Generator

/** Each ends in a working generator or in an error that says what happened; docs of the errors are in the README. */
describe.skipIf(missingChromium)(`faults in Chromium (${missingChromium ?? 'here'})`, () => {
  let folder: string
  let browser: Browser
  let server: WebServer
  let page: Page & { wrongs: string[] }
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'animegan-faults-'))
    await writeTinyWeights(folder)
    server = await serveRuntime({ folders: { '/tiny/': folder }, isolated: true })
    browser = await launchChromium()
  })
  beforeEach(async () => {
    server.intercept = undefined
    page = await openRuntimePage(browser, server)
  })
  afterEach(async () => {
    expect(page.wrongs).toEqual([])
    await page.context().close()
  })
  afterAll(async () => {
    await browser?.close()
    await server?.close()
    await rm(folder, { recursive: true, force: true })
  })

  type Options = Partial<Parameters<Runtime['createGenerator']>[0]>

  /** Makes a generator and draws; resolves with the number of pixels, or code and message of the error. */
  const draw = (options: Options = {}) =>
    page.evaluate(async (rest) => {
      try {
        const made = await AnimeGAN.createGenerator({ weights: '/tiny/', device: 'wasm', ...rest })
        const [face] = await made.generate({ seed: 4 })
        Object.assign(globalThis, { generator: made })
        return { pixels: face!.pixels.length, device: made.device }
      } catch (error) {
        const { code, message } = error as { code: string; message: string }
        return { code, message }
      }
    }, options as object)

  /** Lets the server answer otherwise what ends with `end`. */
  const answer = (end: string, how: (response: ServerResponse, request: IncomingMessage) => void) => {
    server.intercept = (request, response) => {
      if (!request.url?.endsWith(end)) return false
      how(response, request)
      return true
    }
  }
  const pixels = 3 * 8 * 8

  it('weights that are not there', async () => {
    answer('manifest.json', (response) => response.writeHead(404).end('<h1>no</h1>'))
    expect(await draw()).toEqual({
      code: 'WEIGHTS_NOT_FOUND',
      message: `${server.origin}/tiny/manifest.json: the server answers 404 Not Found; check the address`,
    })
    answer('.onnx', (response) => response.writeHead(410, { 'cache-control': 'no-store' }).end())
    expect(await draw()).toMatchObject({ code: 'WEIGHTS_NOT_FOUND' })
    answer('.onnx', (response) => response.writeHead(503).end())
    expect(await draw()).toMatchObject({ code: 'DOWNLOAD_FAILED', message: expect.stringContaining('503') })
    answer('manifest.json', (response) => response.end('<!doctype html><title>The page of an app</title>'))
    expect(await draw()).toMatchObject({
      code: 'INVALID_MANIFEST',
      message: expect.stringContaining('/tiny/manifest.json is not JSON'),
    })
    server.intercept = undefined
    expect(await draw()).toMatchObject({ pixels })
  })

  it('a model with the wrong hash', async () => {
    const model = await readFile(join(folder, 'model-int8.onnx'))
    model[100]! ^= 1
    answer('.onnx', (response) => response.end(model))
    expect(await draw()).toEqual({
      code: 'WEIGHTS_CORRUPT',
      message: expect.stringMatching(
        /model-int8\.onnx: SHA-256 [0-9a-f]{64}, expected [0-9a-f]{64}; the file there/,
      ),
    })
    server.intercept = undefined
    expect(await draw()).toMatchObject({ pixels })
  })

  it('a model that is cut off, or too long', async () => {
    const model = await readFile(join(folder, 'model-int8.onnx'))
    answer('.onnx', (response) => response.end(model.subarray(0, 999)))
    expect(await draw()).toEqual({
      code: 'DOWNLOAD_FAILED',
      message: expect.stringContaining(
        `model-int8.onnx: the download ends after 999 of ${model.length} bytes`,
      ),
    })
    answer('.onnx', (response) => response.end(Buffer.concat([model, model])))
    expect(await draw()).toMatchObject({ code: 'WEIGHTS_CORRUPT' })
    server.intercept = undefined
    expect(await draw()).toMatchObject({ pixels })
  })

  it.each(['manifest.json', '.onnx', '.wasm'])('a server that stalls: %s', async (end) => {
    answer(end, (response) => response.writeHead(200).write('{'))
    expect(await draw({ stallTimeout: 300 })).toMatchObject({
      code: 'DOWNLOAD_FAILED',
      message: expect.stringContaining('nothing came for 0.3 s; check the address and the network'),
    })
    const code = await page.evaluate(async () => {
      const controller = new AbortController()
      setTimeout(() => controller.abort(), 50)
      const { signal } = controller
      return await AnimeGAN.createGenerator({ weights: '/tiny/', device: 'wasm', signal }).catch(
        (error: { code: string }) => error.code,
      )
    })
    expect(code).toBe('ABORTED')
  })

  it('a runtime that is not there', async () => {
    answer('.wasm', (response) => response.writeHead(404).end())
    expect(await draw()).toMatchObject({
      code: 'RUNTIME_UNAVAILABLE',
      message: expect.stringContaining('ort-wasm-simd-threaded.wasm: the server answers 404'),
    })
    answer('worker.js', (response) => response.writeHead(404).end())
    expect(await draw()).toMatchObject({
      code: 'DEVICE_UNAVAILABLE',
      message: expect.stringMatching(
        /one thread: the worker's script .*wasm-worker\.js cannot be loaded: the server answers 404/,
      ),
    })
  })

  it('no room to keep anything', async () => {
    await page.evaluate(() => {
      Cache.prototype.put = () => Promise.reject(new DOMException('full', 'QuotaExceededError'))
    })
    expect(await draw()).toMatchObject({ pixels })
    expect(await page.evaluate(() => AnimeGAN.isCached('/tiny/'))).toBe(false)
  })

  it('a cache that cannot be opened', async () => {
    await page.evaluate(() => {
      CacheStorage.prototype.open = () => Promise.reject(new DOMException('no', 'SecurityError'))
    })
    expect(await draw()).toMatchObject({ pixels })
    await page.evaluate(() => AnimeGAN.clearCache())
  })

  it('a worker that dies without a word, idle or at work', async () => {
    expect(await draw()).toMatchObject({ pixels })
    const end = async () => {
      const [worker] = page.workers().filter((one) => one.url().endsWith('wasm-worker.js'))
      // The worker may be gone before it answers.
      await worker!.evaluate('self.close()').catch(() => undefined)
    }
    await end()
    const after = () => page.evaluate(async () => (await generator.generate({ seed: 9, count: 3 })).length)
    expect(await after()).toBe(3)
    const running = page.evaluate(async () => (await generator.generate({ count: 400 })).length)
    await end()
    expect(await running).toBe(400)
    expect(await page.evaluate(() => generator.device.name)).toBe('wasm')
  })

  it('threads that cannot be had', async () => {
    await page.route('**/wasm-worker.js', async (route) => {
      const response = await route.fetch()
      // The threads are workers of the worker.
      const prelude = 'self.Worker = class { constructor() { throw new Error("no more workers") } }'
      await route.fulfill({ response, body: `${prelude}\n${await response.text()}` })
    })
    const answered = await draw({ threads: 2 })
    expect(answered).toMatchObject({ pixels, device: { name: 'wasm', threads: 1 } })
    expect(answered).toMatchObject({
      device: { reason: expect.stringContaining('WebAssembly with 2 threads: ') },
    })
  })

  it('a worker that the page may start only from a copy', async () => {
    // Without the headers of the page, its script is refused.
    server.intercept = (request, response) => {
      if (request.url?.endsWith('wasm-worker.js')) response.removeHeader('cross-origin-embedder-policy')
      return false
    }
    expect(await draw()).toMatchObject({ pixels, device: { threads: 2 } })
    expect(page.workers().every((worker) => worker.url().startsWith('blob:'))).toBe(true)
  })

  it('a tab that is hidden, and frozen', async () => {
    expect(await draw()).toMatchObject({ pixels })
    const session = await page.context().newCDPSession(page)
    const other = await page.context().newPage()
    await other.bringToFront()
    const drawn = page.evaluate(async () => (await generator.generate({ count: 50 })).length)
    await session.send('Page.setWebLifecycleState', { state: 'frozen' })
    await session.send('Page.setWebLifecycleState', { state: 'active' })
    expect(await drawn).toBe(50)
    await other.close()
  })

  it('a model that is none', async () => {
    const failure = page.evaluate(() => AnimeGAN.createSession(new Uint8Array(100), { device: 'wasm' }))
    await expect(failure).rejects.toThrow('ONNX Runtime cannot load this model')
  })

  it('other inputs than the model takes', async () => {
    const codes = await page.evaluate(async () => {
      const { model } = await AnimeGAN.loadWeights('/tiny/')
      const session = await AnimeGAN.createSession(model, { device: 'wasm', threads: 1 })
      const codeOf = (feeds: Parameters<typeof session.run>[0]) =>
        session.run(feeds).then(
          () => 'none',
          (error: { code: string }) => error.code,
        )
      const latent = { data: new Float32Array(6), shape: [1, 6] }
      const codes = [
        await codeOf({}),
        await codeOf({ latent, condition: { data: new Float32Array(34), shape: [1, 33] } }),
        await codeOf({ latent, condition: { data: new Float32Array(33), shape: [1, 33] } }),
        await codeOf({ latent, condition: { data: new Float32Array(34), shape: [1, 34] } }),
      ]
      await session.dispose()
      return codes
    })
    expect(codes).toEqual(['INVALID_DATA', 'INVALID_SHAPE', 'INVALID_SHAPE', 'none'])
  })
})
