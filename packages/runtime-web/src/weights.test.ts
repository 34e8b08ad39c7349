import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeTinyWeights } from '@animegan/runtime-node/testing'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { launchChromium, missingChromium } from './testing/chromium.js'
import { openRuntimePage, type Runtime, serveRuntime } from './testing/runtime-page.js'
import type { WebServer } from './testing/web-server.js'

declare const AnimeGAN: Runtime

describe.skipIf(missingChromium)(`weights in Chromium (${missingChromium ?? 'here'})`, () => {
  let root: string
  let browser: Browser
  let folder: string
  let server: WebServer
  let page: Page
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'animegan-weights-'))
    await writeTinyWeights(join(root, 'tiny'))
    browser = await launchChromium()
  })
  beforeEach(async () => {
    folder = await mkdtemp(join(root, 'served-'))
    await cp(join(root, 'tiny'), folder, { recursive: true })
    server = await serveRuntime({ folders: { '/tiny/': folder } })
    page = await openRuntimePage(browser, server)
  })
  afterEach(async () => {
    await page.context().close()
    await server.close()
  })
  afterAll(async () => {
    await browser?.close()
    await rm(root, { recursive: true, force: true })
  })

  /** Loads the weights; gives what they are and what progress was reported, or the error. */
  const load = (options: Parameters<Runtime['loadWeights']>[1] = {}) =>
    page.evaluate(async (rest) => {
      const progress: { done: number; total: number | undefined }[] = []
      try {
        const { model, dtype, sha256, manifest } = await AnimeGAN.loadWeights('/tiny/', {
          ...rest,
          onProgress: (event) => progress.push(event),
        })
        return { bytes: model.length, dtype, sha256, version: manifest.version, progress }
      } catch (error) {
        const { code, message } = error as { code: string; message: string }
        return { code, message, progress }
      }
    }, options as object)
  const countRequests = (name: string) => server.requests.filter((path) => path.includes(name)).length

  /** Answers the next request of a model with its first half, then breaks off. */
  const breakOff = (end: 'destroy' | 'hang' = 'destroy') => {
    let isFirst = true
    server.intercept = async (request, response) => {
      if (!isFirst || !request.url?.endsWith('.onnx')) return false
      isFirst = false
      const bytes = await readFile(join(folder, request.url.split('/').at(-1)!))
      response.setHeader('content-length', bytes.length)
      response.write(bytes.subarray(0, bytes.length >> 1))
      if (end === 'destroy') setTimeout(() => response.destroy(), 200)
      return true
    }
  }

  it('are downloaded once, with progress, the smallest file first', async () => {
    const first = await load()
    expect(first).toMatchObject({ dtype: 'int8', version: '1.0.0' })
    expect(first.progress.at(-1)).toEqual({ done: first.bytes, total: first.bytes })
    const { progress, ...second } = await load()
    expect(first).toMatchObject(second)
    expect(progress).toEqual([])
    expect(countRequests('.onnx')).toBe(1)
    expect(await load({ dtype: 'fp16' })).toMatchObject({
      code: 'INVALID_OPTION',
      message: 'weights tiny have no fp16 model; they come as fp32, int8',
    })
  })

  it('are known to be there, forgotten, and used without a network', async () => {
    const isCached = (dtype?: 'fp32' | 'int8') =>
      page.evaluate((wanted) => AnimeGAN.isCached('/tiny/', wanted ? { dtype: wanted } : {}), dtype)
    expect(await isCached()).toBe(false)
    await load()
    expect([await isCached(), await isCached('int8'), await isCached('fp32')]).toEqual([true, true, false])
    await page.context().setOffline(true)
    expect(await load()).toMatchObject({ dtype: 'int8', progress: [] })
    expect(await load({ dtype: 'fp32' })).toMatchObject({ code: 'DOWNLOAD_FAILED' })
    await page.evaluate(() => AnimeGAN.clearCache('/tiny/'))
    expect(await isCached()).toBe(false)
    expect(await load()).toMatchObject({ code: 'DOWNLOAD_FAILED' })
    await page.context().setOffline(false)
    await load()
    await page.evaluate(() => AnimeGAN.clearCache())
    expect(await page.evaluate(() => caches.keys())).toEqual([])
  })

  it('draw without a network, runtime and all, the second time', async () => {
    const draw = () =>
      page.evaluate(async () => {
        const generator = await AnimeGAN.createGenerator({ weights: '/tiny/', device: 'wasm' })
        const [face] = await generator.generate({ seed: 4 })
        await generator.dispose()
        return face!.pixels[0]
      })
    const pixel = await draw()
    // The script of the worker belongs to the page, and is the page's to keep.
    server.intercept = (request, response) => {
      if (request.url?.endsWith('worker.js')) return false
      response.destroy()
      return true
    }
    expect(await draw()).toBe(pixel)
  })

  it('heal when the kept copy is damaged', async () => {
    const first = await load()
    await page.evaluate(async () => {
      const cache = await caches.open('animegan-1')
      for (const request of await cache.keys()) {
        if (request.url.includes('/file/')) await cache.put(request, new Response(new Uint8Array(10)))
      }
    })
    expect(await load()).toMatchObject({ sha256: first.sha256 })
    expect(countRequests('.onnx')).toBe(2)
    await load()
    expect(countRequests('.onnx')).toBe(2)
  })

  it('go on where a download broke off, at once', async () => {
    breakOff()
    const { bytes, progress } = await load()
    const half = bytes! >> 1
    expect(server.requests.filter((path) => path.includes('.onnx'))).toEqual([
      '/tiny/model-int8.onnx',
      `/tiny/model-int8.onnx bytes=${half}-`,
    ])
    expect(progress.at(-1)).toEqual({ done: bytes, total: bytes })
  })

  it('go on the next time where a download was aborted', async () => {
    breakOff('hang')
    const code = await page.evaluate(async () => {
      const controller = new AbortController()
      const onProgress = () => controller.abort()
      return await AnimeGAN.loadWeights('/tiny/', { signal: controller.signal, onProgress }).catch(
        (error: { code: string }) => error.code,
      )
    })
    expect(code).toBe('ABORTED')
    const { bytes } = await load()
    expect(server.requests.at(-1)).toMatch(/int8\.onnx bytes=[1-9]\d*-$/)
    expect(bytes).toBeGreaterThan(0)
    const parts = await page.evaluate(async () => {
      const keys = await (await caches.open('animegan-1')).keys()
      return keys.filter(({ url }) => url.includes('/part/')).length
    })
    expect(parts).toBe(0)
  })

  it('are downloaded anew in another version, and the old ones are forgotten', async () => {
    await load()
    const listFiles = () =>
      page.evaluate(async () => {
        const keys = await (await caches.open('animegan-1')).keys()
        return keys.map(({ url }) => url).filter((url) => url.includes('/file/'))
      })
    const before = await listFiles()
    const path = join(folder, 'manifest.json')
    const manifest = JSON.parse(await readFile(path, 'utf8'))
    manifest.version = '1.1.0'
    manifest.files = manifest.files.filter(({ dtype }: { dtype: string }) => dtype === 'fp32')
    await writeFile(path, JSON.stringify(manifest))
    expect(await load()).toMatchObject({ version: '1.1.0', dtype: 'fp32' })
    const after = await listFiles()
    expect(after).toHaveLength(1)
    expect(after).not.toEqual(before)
  })

  it('are taken from the addresses that a bundler gives them', async () => {
    await cp(join(folder, 'model-int8.onnx'), join(folder, 'hashed-name.onnx'))
    const source = await page.evaluate(async () => {
      const weights = {
        manifest: new URL('/tiny/manifest.json', location.href),
        files: { int8: '/tiny/hashed-name.onnx' },
      }
      return (await AnimeGAN.loadWeights(weights)).source
    })
    expect(source).toBe(`${server.origin}/tiny/manifest.json`)
    expect(countRequests('hashed-name')).toBe(1)
    expect(countRequests('model-int8')).toBe(0)
  })
})
