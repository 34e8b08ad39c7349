import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { describeSite } from '../testing/describe-site'
import { openPage, screens } from '../testing/site-browser'

type MeasuringWindow = typeof globalThis & {
  shift: number
  /** Pictures that were painted, in all and at most in one task of the page's thread; those that were encoded there. */
  painted: { total: number; most: number; encoded: number }
}

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

/** Counts what a page does with pictures on its own thread, where all else waits for it. */
async function watchPainting(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const painted = { total: 0, most: 0, encoded: 0 }
    ;(globalThis as MeasuringWindow).painted = painted
    let now = 0
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      now = 0
    }
    const { drawImage } = CanvasRenderingContext2D.prototype
    CanvasRenderingContext2D.prototype.drawImage = function (...values: unknown[]) {
      if (now === 0) port2.postMessage('The next task begins at nothing.')
      now++
      painted.total++
      painted.most = Math.max(painted.most, now)
      Reflect.apply(drawImage, this, values)
    }
    const { getImageData } = OffscreenCanvasRenderingContext2D.prototype
    OffscreenCanvasRenderingContext2D.prototype.getImageData = function (...values) {
      painted.encoded++
      return getImageData.apply(this, values)
    }
    const { convertToBlob } = OffscreenCanvas.prototype
    OffscreenCanvas.prototype.convertToBlob = function (...values) {
      painted.encoded++
      return convertToBlob.apply(this, values)
    }
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

  it('shows, keeps and saves many pictures without a long task: one at a time, and none is encoded on its thread', async () => {
    const page = await site.openTab('#/licence')
    await watchPainting(page)
    await page.reload()
    await page.goto(`${site.server.url}#/create?seed=7&n=16`)
    await waitUntilDrawn(page)
    await page.getByRole('button', { name: 'Download' }).click()
    await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: 'All 16' }).click()])
    await page.goto(`${site.server.url}#/gallery`)
    await page.getByRole('grid').getByRole('row').nth(15).waitFor()
    const { total, ...painted } = await page.evaluate(() => (globalThis as MeasuringWindow).painted)
    expect(total).toBeGreaterThanOrEqual(17)
    expect(painted).toEqual({ most: 1, encoded: 0 })
    await site.close(page)
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
