import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createGenerator } from '@animegan/runtime-node'
import { writeTinyWeights } from '@animegan/runtime-node/testing'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchChromium, missingChromium } from './testing/chromium.js'
import { openRuntimePage, type Runtime, serveRuntime } from './testing/runtime-page.js'
import type { WebServer } from './testing/web-server.js'

declare const AnimeGAN: Runtime

/** A software adapter passes for a GPU, so that `auto` takes it. */
const passForGpu = `Object.defineProperty(GPUAdapterInfo.prototype, 'isFallbackAdapter', { get: () => false })`

/** Put before the worker's script: what a broken driver does to all numbers that are read back from the GPU. */
const poison = (change: string): string => `{
  const read = GPUBuffer.prototype.getMappedRange
  GPUBuffer.prototype.getMappedRange = function (...args) {
    const range = read.apply(this, args)
    if (this.usage & GPUBufferUsage.MAP_READ) {
      const numbers = new Float32Array(range, 0, range.byteLength >> 2)
      ${change}
    }
    return range
  }
}`

/** Put before the worker's script: lets tests lose the device. */
const exposeDevice = `{
  const request = GPUAdapter.prototype.requestDevice
  GPUAdapter.prototype.requestDevice = async function (...args) {
    return (self.device = await request.apply(this, args))
  }
}`

type Generator = Awaited<ReturnType<Runtime['createGenerator']>>
declare const generator: Generator

describe.skipIf(missingChromium)(`on a software WebGPU adapter (${missingChromium ?? 'of Chromium'})`, () => {
  let folder: string
  let server: WebServer
  let browser: Browser
  let page: Page
  let expected: Float32Array
  /** What the script of the next worker for WebGPU begins with. */
  let prelude = ''
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'animegan-webgpu-'))
    await writeTinyWeights(folder)
    const node = await createGenerator({ weights: folder, device: 'cpu' })
    expected = (await node.generate({ seed: 5 }))[0]!.pixels
    await node.dispose()
    server = await serveRuntime({ folders: { '/tiny/': folder } })
    browser = await launchChromium({ software: true })
    page = await openRuntimePage(browser, server, passForGpu)
    await page.route('**/webgpu-worker.js', async (route) => {
      const response = await route.fetch()
      await route.fulfill({ response, body: `${prelude}\n${await response.text()}` })
    })
  })
  afterAll(async () => {
    await browser?.close()
    await server?.close()
    await rm(folder, { recursive: true, force: true })
  })

  /** Makes a generator in the page, whose WebGPU worker begins with a script. */
  const create = async (script: string, options: { device?: 'webgpu'; deviceTimeout?: number } = {}) => {
    prelude = script
    await page.evaluate(async (rest) => {
      const made = await AnimeGAN.createGenerator({ weights: '/tiny/', dtype: 'fp32', ...rest })
      Object.assign(globalThis, { generator: made })
    }, options)
  }

  /** Draws the face that Node drew, twice at a time; gives what it was drawn on. */
  const draw = async () => {
    const { device, faces } = await page.evaluate(async () => {
      const calls = [generator.generate({ seed: 5 }), generator.generate({ seeds: [6, 5] })]
      const drawn = (await Promise.all(calls)).map((faces) => Array.from(faces.at(-1)!.pixels))
      return { device: generator.device, faces: drawn }
    })
    for (const face of faces) {
      expect(Math.max(...face.map((value, i) => Math.abs(value - expected[i]!)))).toBeLessThan(1e-4)
    }
    return device
  }
  const dispose = () => page.evaluate(() => generator.dispose())

  it('draws what Node draws, and computes on the CPU only once for comparison', async () => {
    const listSamples = () =>
      page.evaluate(async () => {
        const keys = await (await caches.open('animegan-1')).keys()
        return keys.map(({ url }) => url).filter((url) => url.includes('/sample/'))
      })
    expect(await listSamples()).toEqual([])
    await create('')
    expect(await draw()).toEqual({ name: 'webgpu', threads: 1, reason: undefined })
    await dispose()
    expect(await listSamples()).toHaveLength(1)
  })

  it('makes the device anew when it is lost, and when it breaks, and loses no request', async () => {
    await create(exposeDevice)
    await page.workers()[0]!.evaluate('self.device.destroy()')
    expect(await draw()).toEqual({ name: 'webgpu', threads: 1, reason: undefined })
    await page.workers()[0]!.evaluate(poison('numbers.fill(NaN)'))
    expect(await draw()).toEqual({ name: 'webgpu', threads: 1, reason: undefined })
    await dispose()
  })

  it('goes on without WebGPU when the new device draws wrongly', async () => {
    await create(exposeDevice)
    prelude = poison('numbers.fill(-1, numbers.length / 2)')
    await page.workers()[0]!.evaluate('self.device.destroy()')
    const device = await draw()
    expect(device.name).toBe('wasm')
    expect(device.reason).toMatch(/^WebGPU: it computes a known picture wrongly: .* off on average/)
    await dispose()
  })

  it('does not wait for a GPU that hangs', async () => {
    await create('GPUBuffer.prototype.mapAsync = () => new Promise(() => undefined)', {
      deviceTimeout: 10_000,
    })
    const device = await draw()
    expect(device.name).toBe('wasm')
    expect(device.reason).toMatch(/^WebGPU: no answer in 10 s; one thread: /)
    await dispose()
  })

  it.each([
    ['NaN', 'numbers.fill(NaN)', 'NaN instead of'],
    ['another face', 'numbers.reverse()', 'off on average'],
  ])('refuses a GPU that draws %s when it was asked for', async (_, change, reason) => {
    const failure = create(poison(change), { device: 'webgpu' })
    await expect(failure).rejects.toThrow('WebGPU: it computes a known picture wrongly')
    await expect(failure).rejects.toThrow(reason)
  })
})
