import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser, missingBrowser, openPage } from '../testing/site-browser'
import { type SiteServer, serveSite } from '../testing/site-server'

const waitForFace = (page: Page) => page.locator('main [role=img]').first().waitFor({ timeout: 40_000 })

describe.skipIf(missingBrowser)(`what goes wrong${missingBrowser ? ` (${missingBrowser})` : ''}`, () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launchBrowser()
  })
  afterAll(() => browser?.close())

  const refuse = (server: SiteServer, pattern: RegExp, status = 404) => {
    server.intercept = ({ url }, response) => {
      if (!pattern.test(url ?? '')) return false
      response.writeHead(status).end()
      return true
    }
  }

  it.each<[string, RegExp, RegExp]>([
    ['no model', /\.onnx$/, /not where it should be/],
    ['no runtime', /\.wasm$/, /different versions/],
    ['no manifest', /manifest\.json$/, /not where it should be/],
  ])('%s: says so, and goes on when it is there', async (_, pattern, message) => {
    await using server = await serveSite()
    refuse(server, pattern)
    const page = await openPage(browser)
    await page.goto(`${server.url}#/create?seed=7`)
    const alert = page.getByRole('alert').filter({ hasText: message })
    await alert.waitFor({ timeout: 40_000 })
    server.intercept = undefined
    await alert.getByRole('button', { name: 'Try again' }).click()
    await waitForFace(page)
    await page.context().close()
  })

  it('offline before the model came: says so, and goes on once there is a network', async () => {
    await using server = await serveSite()
    const page = await openPage(browser)
    await page.goto(`${server.url}#/about`)
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
    await page.context().setOffline(true)
    await page.goto(`${server.url}#/create?seed=7`)
    await page.getByText('You are offline').waitFor({ timeout: 40_000 })
    await page.context().setOffline(false)
    await page.getByRole('button', { name: 'Try again' }).click()
    await waitForFace(page)
    await page.context().close()
  })

  it('a browser without WebAssembly: says so, and which ways there are', async () => {
    await using server = await serveSite()
    const page = await openPage(browser)
    await page.addInitScript(() => Reflect.deleteProperty(globalThis, 'WebAssembly'))
    await page.context().route('**/*worker*.js', async (route) => {
      const response = await route.fetch()
      await route.fulfill({ response, body: `delete self.WebAssembly;${await response.text()}` })
    })
    await page.goto(`${server.url}#/create?seed=7`)
    const alert = page.getByRole('alert').filter({ hasText: 'could not run the model' })
    await alert.waitFor({ timeout: 60_000 })
    await alert.getByRole('link', { name: 'Another model or device' }).click()
    await page.getByRole('heading', { name: 'Models', level: 1 }).waitFor()
    // The service worker may be fetching these scripts still.
    await page.context().unrouteAll({ behavior: 'wait' })
    await page.context().close()
  })

  it('no room in the browser: draws all the same', async () => {
    await using server = await serveSite()
    const page = await openPage(browser)
    await page.addInitScript(() => {
      Cache.prototype.put = () => Promise.reject(new DOMException('no room', 'QuotaExceededError'))
    })
    await page.goto(`${server.url}#/create?seed=7`)
    await waitForFace(page)
    expect(page.wrongs).toEqual([])
    await page.context().close()
  })

  it('a page of the site that does not come: says so, and can be loaded again', async () => {
    await using server = await serveSite()
    refuse(server, /about-page|service-worker/)
    const page = await openPage(browser)
    await page.goto(`${server.url}#/about`)
    await page.getByText('This part of the site could not be fetched').waitFor()
    server.intercept = undefined
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByRole('heading', { name: 'About', level: 1 }).waitFor()
    await page.context().close()
  })

  it('no texts: says so in every language, and can be loaded again', async () => {
    await using server = await serveSite()
    refuse(server, /catalog|service-worker/)
    const page = await openPage(browser)
    await page.goto(server.url)
    await page.getByText('The site could not be fetched completely').waitFor()
    server.intercept = undefined
    await page.getByRole('button', { name: 'Reload' }).click()
    await page.locator('header nav').waitFor()
    await page.context().close()
  })

  it('no scripts at all: says what it needs', async () => {
    await using server = await serveSite()
    const page = await openPage(browser, { javaScriptEnabled: false })
    await page.goto(server.url)
    await page.locator('noscript p').first().waitFor()
    await page.context().close()
  })
})
