import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser, missingBrowser, openPage } from '../testing/site-browser'
import { serveSite } from '../testing/site-server'

const address = '#/create?seed=7&on=blue-hair'

/** Waits until a face is drawn; tells what it is. */
const waitForFace = (page: Page): Promise<string | null> =>
  page.locator('main [role=img]').first().getAttribute('aria-label', { timeout: 40_000 })

const waitForControl = (page: Page): Promise<unknown> =>
  page.waitForFunction(() => navigator.serviceWorker.controller !== null)

const fetchText = async (address: string): Promise<string> => (await fetch(address)).text()

describe.skipIf(missingBrowser)(`the site without a network ${missingBrowser ?? ''}`, () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launchBrowser()
  })
  afterAll(() => browser.close())

  it('draws at the second visit, on every page, though the server is gone', async () => {
    const page = await openPage(browser)
    const server = await serveSite()
    await page.goto(`${server.url}${address}`)
    const face = await waitForFace(page)
    await waitForControl(page)
    await server[Symbol.asyncDispose]()

    await page.reload()
    expect(await waitForFace(page)).toBe(face)
    for (const path of ['models', 'about']) {
      await page.goto(`${server.url}#/${path}`)
      await page.locator('main h1').waitFor()
    }
    // The manifest is asked for anew at each visit; that it could not be got is no fault.
    expect(page.wrongs.filter((wrong) => !wrong.includes('ERR_CONNECTION_REFUSED'))).toEqual([])
  })

  it('keeps models and ONNX Runtime once', async () => {
    await using server = await serveSite()
    const page = await openPage(browser)
    await page.goto(`${server.url}${address}`)
    await waitForFace(page)
    await waitForControl(page)
    const kept = await page.evaluate(async () => {
      const names = await caches.keys()
      const keys = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()))
      return keys.flat().map(({ url }) => url)
    })
    expect(kept.filter((url) => /\.(wasm|onnx)/.test(url))).toEqual([])
    expect(kept.filter((url) => url.includes('cache.animegan.invalid/file/'))).toHaveLength(2)
    for (const file of [/\.onnx$/, /\.wasm$/]) {
      expect(server.requests.filter((path) => file.test(path))).toHaveLength(1)
    }
  })

  it('says when there is a new version, and shows it when the visitor wishes', async () => {
    await using server = await serveSite()
    const page = await openPage(browser)
    await page.goto(`${server.url}#/about`)
    await waitForControl(page)
    const [html, worker] = await Promise.all(
      ['', 'service-worker.js'].map((name) => fetchText(server.url + name)),
    )
    server.intercept = ({ url = '' }, response) => {
      if (url.endsWith('service-worker.js')) {
        response.setHeader('content-type', 'text/javascript')
        response.end(worker!.replace(/(index.html`,revision:`)\w+/, '$1next'))
      } else if (url.includes('index.html')) {
        response.setHeader('content-type', 'text/html')
        response.end(html!.replace('<html', '<html data-version="next"'))
      } else return false
      return true
    }
    await page.reload()
    await page.getByText('A new version is ready').waitFor()
    expect(await page.locator('html').getAttribute('data-version')).toBeNull()
    await page.getByRole('button', { name: 'Reload' }).click()
    await page.locator('html[data-version=next]').waitFor()
    await page.locator('main h1').waitFor()
    expect(await page.getByText('A new version is ready').count()).toBe(0)
    expect(page.wrongs).toEqual([])
  })

  it('can be installed', async () => {
    await using server = await serveSite()
    const page = await openPage(browser)
    await page.goto(server.url)
    const session = await page.context().newCDPSession(page)
    const { errors, url } = await session.send('Page.getAppManifest')
    expect(errors).toEqual([])
    expect(url).toBe(`${server.url}site.webmanifest`)
    await waitForControl(page)
    const { installabilityErrors } = await session.send('Page.getInstallabilityErrors')
    // Browsers install nothing from a private window, which every context of a test is.
    expect(installabilityErrors.map(({ errorId }) => errorId)).toEqual(['in-incognito'])
  })
})

describe.skipIf(missingBrowser)(`the site on a host without headers ${missingBrowser ?? ''}`, () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launchBrowser()
  })
  afterAll(() => browser.close())

  it('is isolated after one reload by itself, and keeps its address', async () => {
    await using server = await serveSite({ isolated: false })
    const page = await openPage(browser)
    let loads = 0
    page.on('load', () => loads++)
    // Looking into the page would count as something that its visitor does.
    const again = page.waitForEvent('load', { predicate: () => loads === 2 })
    await page.goto(`${server.url}${address}`)
    await again
    await waitForFace(page)
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true)
    expect(new URL(page.url()).hash).toContain('seed=7')
    expect(loads).toBe(2)
    expect(page.wrongs).toEqual([])
  })

  it('is left alone while its visitor does something, and isolated the next time', async () => {
    await using server = await serveSite({ isolated: false })
    const page = await openPage(browser)
    let loads = 0
    page.on('load', () => loads++)
    let release = () => {}
    const clicked = new Promise<void>((resolve) => {
      release = resolve
    })
    server.intercept = async ({ url }) => {
      if (url?.endsWith('service-worker.js')) await clicked
      return false
    }
    await page.goto(`${server.url}${address}`)
    await page.getByRole('button', { name: 'Generate' }).click()
    release()
    await waitForControl(page)
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(false)
    expect(loads).toBe(1)
    await page.reload()
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true)
    expect(page.wrongs).toEqual([])
  })
})
