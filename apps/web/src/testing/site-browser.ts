import { existsSync } from 'node:fs'
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core'

const executablePath = '/usr/bin/chromium'

/** Why there is no browser to test in; undefined when there is one. */
export const missingBrowser = existsSync(executablePath) ? undefined : `needs ${executablePath}`

/** The least and the usual screen that the site must look good on. */
export const screens = { phone: { width: 375, height: 812 }, desktop: { width: 1440, height: 900 } } as const

/** For tests: starts Debian's Chromium, quiet. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: [
      ...['--no-sandbox', '--disable-quic', '--disable-sync', '--no-first-run'],
      ...['--disable-background-networking', '--disable-component-update'],
    ],
  })
}

/** A page of the site. What no visitor should ever cause ends up in `wrongs`. */
export type SitePage = Page & { wrongs: string[] }

/** A page in a context of its own, with an empty cache. */
export async function openPage(browser: Browser, options: BrowserContextOptions = {}): Promise<SitePage> {
  const context = await browser.newContext({
    locale: 'en-US',
    reducedMotion: 'reduce',
    viewport: screens.desktop,
    ...options,
  })
  return await openTab(context)
}

/** Another page in a context, with what is cached there: a visitor who has been here before. */
export async function openTab(context: BrowserContext): Promise<SitePage> {
  const page = Object.assign(await context.newPage(), { wrongs: [] as string[] })
  page.on('pageerror', (error) => page.wrongs.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') page.wrongs.push(message.text())
  })
  return page
}
