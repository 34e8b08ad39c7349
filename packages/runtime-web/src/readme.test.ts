import { readFile } from 'node:fs/promises'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchChromium, missingChromium } from './testing/chromium.js'
import { openRuntimePage, serveRuntime } from './testing/runtime-page.js'
import type { WebServer } from './testing/web-server.js'

const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8')
const programs = [...readme.matchAll(/^```js\n([\s\S]*?)^```$/gm)].map(([, code = '']) => code)

/** A program of modules for a page with the script tag. The dots stand for quotes. */
const toScript = (code: string): string =>
  code
    .replace(/^import (\{[^}]+\}) from .@animegan\/runtime-web.$/m, 'const $1 = AnimeGAN')
    .replace(/^import weights from .@animegan\/weights-(\w+).$/m, "const weights = '$1'")

describe.skipIf(missingChromium)(`the README (${missingChromium ?? 'in Chromium'})`, () => {
  let browser: Browser
  let server: WebServer
  let page: Page & { wrongs: string[] }
  beforeAll(async () => {
    browser = await launchChromium()
    server = await serveRuntime({ isolated: true })
    page = await openRuntimePage(browser, server)
    await page.setContent(`${await page.content()}<canvas width="64" height="64"></canvas>`)
  })
  afterAll(async () => {
    await browser?.close()
    await server?.close()
  })

  it('has programs', () => expect(programs).toHaveLength(2))

  it.each(programs.map((code, i) => ({ number: i + 1, code })))('program $number runs', async ({ code }) => {
    await page.evaluate(`(async () => {\n${toScript(code)}\n})()`)
    expect(page.wrongs).toEqual([])
  })
})
