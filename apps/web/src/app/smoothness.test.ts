import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { describeSite } from '../testing/describe-site'
import { openPage, screens } from '../testing/site-browser'

type MeasuringWindow = typeof globalThis & { shift: number }

/** Adds up the layout shifts of a page from its first moment on, without those that follow a press or a key. */
async function watchShifts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const watched = globalThis as MeasuringWindow
    watched.shift = 0
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & {
        value: number
        hadRecentInput: boolean
      })[]) {
        if (!entry.hadRecentInput) watched.shift += entry.value
      }
    }).observe({ type: 'layout-shift', buffered: true })
  })
}

const waitUntilDrawn = (page: Page) =>
  page.getByRole('status').filter({ hasText: 'drawn' }).waitFor({ state: 'attached', timeout: 40_000 })

describeSite('the site', (site) => {
  it.each(
    Object.entries(screens).flatMap(([screen, viewport]) =>
      ['create', 'models', 'about'].map((path) => ({ screen, viewport, path })),
    ),
  )('stands still while it comes: $path, $screen', async ({ viewport, path }) => {
    const page = await openPage(site.browser, { viewport })
    await watchShifts(page)
    await page.goto(`${site.server.url}#/${path}`)
    await page.locator('main h1').waitFor({ state: 'attached' })
    if (path === 'create') await waitUntilDrawn(page)
    else await page.waitForLoadState('networkidle')
    // What web.dev calls good is 0.1.
    expect(await page.evaluate(() => (globalThis as MeasuringWindow).shift)).toBeLessThan(0.02)
    await page.context().close()
  })

  it('waits for nothing before its first picture but its own style sheets', async () => {
    const html = await (await fetch(site.server.url)).text()
    const scripts = [...html.matchAll(/<script[^>]*>/g)].map(String)
    expect(scripts.filter((tag) => !tag.includes('type="module"'))).toEqual([])
    const sheets = [...html.matchAll(/<link[^>]*rel="stylesheet"[^>]*>/g)].map(String)
    expect(sheets).not.toEqual([])
    expect(sheets.filter((tag) => !tag.includes('href="./assets/'))).toEqual([])
  })
})
