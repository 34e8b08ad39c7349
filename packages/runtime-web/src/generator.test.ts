import { toRgba } from '@animegan/core'
import { describeRuntime, type Scenario } from '@animegan/core/testing'
import { createGenerator, decodePng } from '@animegan/runtime-node'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchChromium, missingChromium } from './testing/chromium.js'
import { openRuntimePage, type Runtime, serveRuntime } from './testing/runtime-page.js'
import type { WebServer } from './testing/web-server.js'

declare const AnimeGAN: Runtime

describe.skipIf(missingChromium)(`in Chromium (${missingChromium ?? 'here'})`, () => {
  let browser: Browser
  let plain: WebServer
  let isolated: WebServer
  let page: Page & { wrongs: string[] }
  beforeAll(async () => {
    browser = await launchChromium()
    plain = await serveRuntime()
    isolated = await serveRuntime({ isolated: true })
    page = await openRuntimePage(browser, plain)
  })
  afterAll(async () => {
    await browser?.close()
    await Promise.all([plain?.close(), isolated?.close()])
  })

  describeRuntime(
    'runtime-web',
    <Result>(scenario: Scenario<Result>) =>
      page.evaluate(
        `(async () => {
        const generator = await AnimeGAN.createGenerator({ weights: 'dahlia', device: 'wasm' })
        try {
          return await (${scenario})(generator)
        } finally {
          await generator.dispose()
        }
      })()`,
      ) as Promise<Result>,
  )

  /** Faces of seeds 0 to 3 as bytes, and the device that drew them. */
  const draw = async (where: Page, dtype: 'int8' | 'fp32') =>
    await where.evaluate(async (precision) => {
      const generator = await AnimeGAN.createGenerator({ weights: 'dahlia', dtype: precision })
      const faces = await generator.generate({ seed: 0, count: 4 })
      const { device } = generator
      await generator.dispose()
      return { device, faces: faces.map((face) => Array.from(AnimeGAN.toImageData(face).data)) }
    }, dtype)

  it.each(['int8', 'fp32'] as const)('draws what Node draws, within 2 of 255: %s', async (dtype) => {
    await using generator = await createGenerator({ weights: 'dahlia', device: 'cpu', dtype })
    const expected = await generator.generate({ seed: 0, count: 4 })
    const withThreads = await openRuntimePage(browser, isolated)
    const answers = [await draw(page, dtype), await draw(withThreads, dtype)]
    expect(answers.map(({ device: { name, threads } }) => [name, threads > 1])).toEqual([
      ['wasm', false],
      ['wasm', true],
    ])
    for (const { faces } of answers) {
      for (const [i, face] of faces.entries()) {
        const rgba = toRgba(expected[i]!)
        const distance = Math.max(...face.map((value, place) => Math.abs(value - rgba[place]!)))
        expect(distance, `seed ${i}`).toBeLessThanOrEqual(2)
      }
    }
    await withThreads.context().close()
  })

  it('says what it draws on, and why on nothing better', async () => {
    const { device } = await draw(page, 'int8')
    expect(device).toMatchObject({ name: 'wasm', threads: 1 })
    expect(device.reason).toMatch(
      /^WebGPU: .*; one thread: the page is not cross-origin isolated; send it with /,
    )
    const reports = await page.evaluate(() => AnimeGAN.listDevices())
    expect(reports).toEqual([
      { device: 'webgpu', available: false, remedy: expect.stringContaining('no adapter') },
      { device: 'wasm', available: true },
    ])
    await expect(
      page.evaluate(() => AnimeGAN.createGenerator({ weights: 'dahlia', device: 'webgpu' })),
    ).rejects.toThrow('device webgpu is not available here: WebGPU: the browser found no adapter')
  })

  it('makes image data, bitmaps and PNG files of a face', async () => {
    const { data, bitmap, png } = await page.evaluate(async () => {
      const generator = await AnimeGAN.createGenerator({ weights: 'dahlia' })
      const [face] = await generator.generate({ seed: 7 })
      await generator.dispose()
      const image = AnimeGAN.toImageData(face!)
      const { width, height } = await AnimeGAN.toImageBitmap(face!)
      const blob = await AnimeGAN.toBlob(face!)
      return {
        data: Array.from(image.data),
        bitmap: [width, height, blob.type],
        png: Array.from(new Uint8Array(await blob.arrayBuffer())),
      }
    })
    expect(bitmap).toEqual([64, 64, 'image/png'])
    const decoded = decodePng(Uint8Array.from(png))
    expect(Array.from(decoded.data)).toEqual(data)
  })

  it('an aborted call ends, and the others go on', async () => {
    const { codes, seeds } = await page.evaluate(async () => {
      const generator = await AnimeGAN.createGenerator({ weights: 'dahlia' })
      const codeOf = (work: Promise<unknown>) =>
        work.then(
          () => 'none',
          (error: { code: string }) => error.code,
        )
      const controller = new AbortController()
      const { signal } = controller
      const running = codeOf(generator.generate({ count: 500, signal, onProgress: () => controller.abort() }))
      const waiting = codeOf(generator.generate({ count: 500, signal }))
      const other = generator.generate({ seed: 2, count: 3 })
      const codes = [await running, await waiting]
      const seeds = (await other).map(({ seed }) => seed)
      await generator.dispose()
      return { codes, seeds }
    })
    expect(codes).toEqual(['ABORTED', 'ABORTED'])
    expect(seeds).toEqual([2, 3, 4])
  })

  it('leaves nothing behind when it is aborted while it loads', async () => {
    const code = await page.evaluate(async () => {
      const controller = new AbortController()
      const loading = AnimeGAN.createGenerator({ weights: 'dahlia', signal: controller.signal })
      controller.abort()
      return await loading.catch((error: { code: string }) => error.code)
    })
    expect(code).toBe('ABORTED')
    await expect.poll(() => page.workers().length).toBe(0)
  })

  it('leaves the page alone', () => {
    expect(page.wrongs).toEqual([])
  })
})
