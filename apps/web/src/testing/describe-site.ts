import type { Browser, BrowserContextOptions } from 'playwright-core'
import { afterAll, beforeAll, describe, expect } from 'vitest'
import { launchBrowser, missingBrowser, openPage, openTab, type SitePage, screens } from './site-browser'
import { type SiteServer, serveSite } from './site-server'

/** The built site and a browser, for as long as the tests of a file run. */
export interface Site {
  readonly server: SiteServer
  readonly browser: Browser
  /** A page of a visitor who has never been here: nothing is cached or kept. */
  open(hash: string, options?: BrowserContextOptions): Promise<SitePage>
  /** Another tab of a visitor who has been here before: what browsers cache is there. */
  openTab(hash: string): Promise<SitePage>
  /**
   * The one tab of a visitor who stays, coming from another page of the site: the model is in memory, which is most of what a page
   * costs. For all that is not about how the site comes.
   */
  visit(hash: string, viewport?: { width: number; height: number }): Promise<SitePage>
  /** Leads a page somewhere by way of another page, so that nothing of what it showed before can be taken for the new. */
  lead(page: SitePage, hash: string): Promise<SitePage>
  /** Ends a test with a page: nothing may have gone wrong. */
  close(page: SitePage): Promise<void>
}

/** Describes the built site in Debian's Chromium; skips, and says why, where there is none. */
export function describeSite(name: string, define: (site: Site) => void): void {
  describe.skipIf(missingBrowser)(missingBrowser ? `${name} (${missingBrowser})` : name, () => {
    let server: SiteServer
    let browser: Browser
    let stayed: SitePage | undefined
    beforeAll(async () => {
      server = await serveSite()
      browser = await launchBrowser()
    })
    afterAll(async () => {
      await browser?.close()
      await server?.[Symbol.asyncDispose]()
    })
    const goTo = async (page: SitePage, hash: string) => {
      await page.goto(server.url + hash)
      return page
    }
    const lead = async (page: SitePage, hash: string) => {
      await goTo(page, '#/licence')
      await page.locator('nav [aria-current="true"]').waitFor({ state: 'attached' })
      return await goTo(page, hash)
    }
    const stay = async () => {
      stayed ??= await openPage(browser)
      return stayed
    }

    define({
      get server() {
        return server
      },
      get browser() {
        return browser
      },
      open: async (hash, options) => await goTo(await openPage(browser, options), hash),
      openTab: async (hash) => await goTo(await openTab((await stay()).context()), hash),
      visit: async (hash, viewport = screens.desktop) => {
        const page = await stay()
        page.wrongs.length = 0
        await page.setViewportSize(viewport)
        await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
        return await lead(page, hash)
      },
      lead,
      close: async (page) => {
        expect(page.wrongs).toEqual([])
        if (page === stayed) return
        const isAlone = page.context() !== stayed?.context()
        await (isAlone ? page.context() : page).close()
      },
    })
  })
}
