import { readFile } from 'node:fs/promises'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readPicture } from '../files/read-picture'
import { findAccessibilityFaults } from '../testing/accessibility'
import { launchBrowser, missingBrowser, openPage, screens } from '../testing/site-browser'
import { type SiteServer, serveSite } from '../testing/site-server'

describe.skipIf(missingBrowser)(`the page Create${missingBrowser ? ` (${missingBrowser})` : ''}`, () => {
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

  const open = async (hash: string, options: Parameters<typeof openPage>[1] = {}) => {
    const page = await openPage(browser, options)
    await page.goto(server.url + hash)
    return page
  }
  /** The picture that is shown large, as text; waits until it is of the settings in the address. */
  const seePicture = async (page: Page): Promise<string> => {
    await page.getByRole('status').filter({ hasText: 'drawn' }).waitFor({ state: 'attached' })
    return await page
      .locator('canvas')
      .first()
      .evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL())
  }
  const close = async (page: Awaited<ReturnType<typeof open>>) => {
    expect(page.wrongs).toEqual([])
    await page.context().close()
  }

  it.each(Object.entries(screens))('draws, and has no fault that axe knows: %s', async (_, viewport) => {
    const page = await open('#/create?seed=7&n=3&off=hat&on=smile', { viewport })
    await seePicture(page)
    expect(await findAccessibilityFaults(page)).toEqual([])
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - Math.ceil(document.body.getBoundingClientRect().width),
    )
    expect(overflow).toBe(0)
    await close(page)
  })

  it('draws the same again from its link, and others with other tags; Back undoes', async () => {
    const page = await open('#/create?seed=7')
    const first = await seePicture(page)
    await page.getByRole('radio', { name: 'green hair' }).click({ force: true })
    await page.waitForURL(/on=green-hair/)
    const green = await seePicture(page)
    expect(green).not.toBe(first)
    const again = await open(new URL(page.url()).hash)
    expect(await seePicture(again)).toBe(green)
    await page.goBack()
    await page.waitForURL((url) => !url.hash.includes('green'))
    expect(await seePicture(page)).toBe(first)
    await again.context().close()
    await close(page)
  })

  it('says what is wrong with a link, and draws all the same', async () => {
    const page = await open('#/create?v=1&seed=7&n=99&on=wings')
    await page.getByText('made no sense and was left out: n=99').waitFor()
    await page.getByText('cannot draw all of it; left out: wings').waitFor()
    await seePicture(page)
    await close(page)
  })

  it('restores the settings from a downloaded picture that is dropped on any page', async () => {
    const page = await open('#/create?seed=7&on=glasses&push=smile:1.5&trunc=0.8')
    const drawn = await seePicture(page)
    await page.getByRole('button', { name: 'Download' }).click()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: '64 px' }).click(),
    ])
    expect(download.suggestedFilename()).toBe('animegan-synthetic-7.png')
    const png = await readFile(await download.path())
    expect(await readPicture(new Blob([png]))).toMatchObject({
      weights: { name: 'synthetic' },
      settings: { truncation: 0.8, strengths: { smile: 1.5 } },
      faces: [{ seed: 7 }],
    })

    await page.getByRole('link', { name: 'About' }).click()
    await page.getByRole('heading', { name: 'About' }).waitFor()
    await page.evaluate(
      (bytes) => {
        const dataTransfer = new DataTransfer()
        dataTransfer.items.add(new File([Uint8Array.from(bytes)], 'a.png', { type: 'image/png' }))
        document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }))
      },
      [...png],
    )
    await page.getByText('Settings restored').waitFor()
    expect(new URL(page.url()).hash).toMatch(/^#\/create\?.*seed=7&trunc=0\.8&on=/)
    expect(await seePicture(page)).toBe(drawn)
    await close(page)
  })

  it('speaks another language at once, and the next time', async () => {
    const page = await open('#/create?seed=7')
    await seePicture(page)
    await page.getByRole('button', { name: 'Language' }).click()
    await page.getByRole('menuitemradio', { name: 'Русский' }).click()
    await page.getByRole('button', { name: 'Создать' }).waitFor()
    await page.getByRole('radio', { name: 'зелёные волосы' }).waitFor({ state: 'attached' })
    await page.reload()
    await page.getByRole('button', { name: 'Создать' }).waitFor()
    expect(await page.locator('html').getAttribute('lang')).toBe('ru')
    await close(page)
  })

  it('works with the keyboard alone', async () => {
    const page = await open('#/create?seed=7')
    const first = await seePicture(page)
    await page.keyboard.press('Enter')
    await page.waitForURL((url) => !url.hash.includes('seed=7'))
    expect(await seePicture(page)).not.toBe(first)
    await page.keyboard.press('z')
    await page.waitForURL(/seed=7/)
    await page.keyboard.press('?')
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.getByRole('checkbox', { name: /^smile/ }).focus()
    await page.keyboard.press('Space')
    await page.waitForURL(/on=smile/)
    await page.keyboard.press('Space')
    await page.waitForURL(/off=smile/)
    await seePicture(page)
    await close(page)
  })

  it('tells when the model cannot be fetched, and goes on when it can', async () => {
    server.intercept = (request, response) => {
      if (!request.url?.endsWith('.onnx')) return false
      response.writeHead(503).end()
      return true
    }
    const page = await open('#/create?seed=7')
    await page.getByText('The model could not be fetched').waitFor()
    server.intercept = undefined
    await page.getByRole('button', { name: 'Try again' }).click()
    await seePicture(page)
    expect(page.wrongs.filter((wrong) => !wrong.includes('503'))).toEqual([])
    await page.context().close()
  })
})
