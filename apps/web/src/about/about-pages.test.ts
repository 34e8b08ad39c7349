import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findAccessibilityFaults } from '../testing/accessibility'
import { launchBrowser, missingBrowser, openPage, screens } from '../testing/site-browser'
import { type SiteServer, serveSite } from '../testing/site-server'

describe.skipIf(missingBrowser)(`the pages to read${missingBrowser ? ` (${missingBrowser})` : ''}`, () => {
  let server: SiteServer
  let browser: Browser
  beforeAll(async () => {
    server = await serveSite()
    browser = await launchBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await server?.[Symbol.asyncDispose]()
  })

  it.each(Object.entries(screens))('have no fault that axe knows, and fit: %s', async (_, viewport) => {
    const page = await openPage(browser, { viewport })
    await page.goto(`${server.url}#/about`)
    for (const title of ['Tips', 'Licences', 'About']) {
      await page.locator('main').getByRole('link', { name: title, exact: true }).click()
      await page.getByRole('heading', { name: title, level: 1 }).waitFor()
      expect(await findAccessibilityFaults(page)).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
        viewport.width,
      )
    }
    expect(page.wrongs).toEqual([])
    await page.context().close()
  })

  it.each([
    ['ja-JP', 'コツ'],
    ['zh-CN', '技巧'],
    ['ru-RU', 'Советы'],
  ])('speak %s', async (locale, title) => {
    const page = await openPage(browser, { locale })
    await page.goto(`${server.url}#/tips`)
    await page.getByRole('heading', { name: title, level: 1 }).waitFor()
    await page.context().close()
  })

  it('come with the licences of all libraries', async () => {
    const notices = await (await fetch(`${server.url}third-party-notices.txt`)).text()
    for (const name of [
      'react',
      'react-aria-components',
      'onnxruntime-web',
      '@fontsource-variable/onest',
      'workbox-core',
    ]) {
      expect(notices).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+, [\\w.-]+$`, 'm'))
    }
    expect(notices).not.toMatch(/undefined|^@animegan\//m)
  })
})
