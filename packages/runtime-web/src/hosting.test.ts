import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchChromium, missingChromium } from './testing/chromium.js'
import { openRuntimePage, type Runtime, serveRuntime } from './testing/runtime-page.js'
import { startWebServer } from './testing/web-server.js'

declare const AnimeGAN: Runtime

const dist = fileURLToPath(new URL('../dist', import.meta.url))
const folderOf = (address: string): string => dirname(fileURLToPath(address))

describe.skipIf(missingChromium)(`how pages are published (${missingChromium ?? 'in Chromium'})`, () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launchChromium()
  })
  afterAll(async () => {
    await browser?.close()
  })

  /** What a page draws on, and where its workers come from. */
  async function draw(page: Page, weights: string) {
    const device = await page.evaluate(async (name) => {
      const generator = await AnimeGAN.createGenerator({ weights: name, threads: 2 })
      await generator.generate({ seed: 1 })
      return generator.device
    }, weights)
    const workers = page.workers().map((worker) => worker.url())
    await page.context().close()
    return { device, workers }
  }

  it('with a strict Content-Security-Policy', async () => {
    const policy = [
      "default-src 'none'",
      "script-src 'self' 'wasm-unsafe-eval'",
      "worker-src 'self'",
      "connect-src 'self'",
      'img-src data:',
    ].join('; ')
    await using server = await serveRuntime({
      isolated: true,
      intercept: (_, response) => {
        response.setHeader('content-security-policy', policy)
        return false
      },
    })
    const { device, workers } = await draw(await openRuntimePage(browser, server), 'dahlia')
    expect(device).toMatchObject({ name: 'wasm', threads: 2 })
    expect(workers.every((address) => address.startsWith(server.origin))).toBe(true)
  })

  it("with the script, the runtime and the weights from a CDN, in the versions of the addresses' folders", async () => {
    await using cdn = await startWebServer({
      isolated: true,
      folders: {
        '/npm/@animegan/runtime-web@0.1.0/dist/': dist,
        '/npm/onnxruntime-web@1.30.0/dist/': folderOf(
          import.meta.resolve('onnxruntime-web/ort-wasm-simd-threaded.wasm'),
        ),
        '/npm/@animegan/weights-dahlia@0.1.0/': folderOf(
          import.meta.resolve('@animegan/weights-dahlia/manifest.json'),
        ),
      },
    })
    const script = `${cdn.origin}/npm/@animegan/runtime-web@0.1.0/dist/animegan.js`
    await using server = await startWebServer({
      isolated: true,
      pages: { '/': `<!doctype html><title>page</title><script src="${script}"></script>` },
    })
    const { device, workers } = await draw(await openRuntimePage(browser, server), 'dahlia@0.1.0')
    expect(device).toMatchObject({ name: 'wasm', threads: 2 })
    // A page may not start the script of another site, only a copy of it.
    expect(workers.every((address) => address.startsWith('blob:'))).toBe(true)
  })

  it('in a bundle, where names of packages say nothing', async () => {
    await using server = await startWebServer({
      folders: { '/assets/': dist },
      pages: { '/': '<!doctype html><title>page</title><script src="/assets/animegan.js"></script>' },
    })
    const page = await openRuntimePage(browser, server)
    const failure = page.evaluate(() => AnimeGAN.loadWeights('dahlia'))
    await expect(failure).rejects.toThrow('weights "dahlia" not found: this script does not lie in a folder')
    await page.context().close()
  })
})

it('can be imported on a server', async () => {
  const exported = await import('@animegan/runtime-web')
  expect(Object.keys(exported)).toContain('createGenerator')
})
