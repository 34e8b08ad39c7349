import { readFile } from 'node:fs/promises'
import { strToU8, unzipSync, zipSync } from 'fflate'
import { expect, it } from 'vitest'
import { readPicture } from '../files/read-picture'
import { findAccessibilityFaults } from '../testing/accessibility'
import { describeSite } from '../testing/describe-site'
import { type SitePage, screens } from '../testing/site-browser'

describeSite('the page Gallery', (site) => {
  const { close } = site
  const rows = (page: SitePage) => page.getByRole('grid').getByRole('row')
  const expectRows = async (page: SitePage, count: number) => {
    await page.waitForFunction(
      (wanted) => document.querySelectorAll('[role="grid"] [role="row"]').length === wanted,
      count,
    )
  }
  const draw = async (page: SitePage, query: string) => {
    await site.lead(page, `#/create?v=1&${query}`)
    await page.getByRole('status').filter({ hasText: 'drawn' }).waitFor({ state: 'attached' })
  }
  /** A gallery with nothing in it, of a visitor who stays. */
  const openEmpty = async (viewport?: { width: number; height: number }) => {
    const page = await site.visit('#/gallery', viewport)
    await page.evaluate(clearGallery)
    await page.getByText('Nothing here yet').waitFor()
    return page
  }
  /** Draws characters on the page Create, and goes to the gallery. */
  const open = async (query: string, count: number) => {
    const page = await openEmpty()
    await draw(page, query)
    await page.goto(`${site.server.url}#/gallery`)
    await expectRows(page, count)
    return page
  }
  const expectNoFaults = async (page: SitePage) => {
    expect(await findAccessibilityFaults(page)).toEqual([])
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    expect(overflow).toBe(0)
  }
  const save = async (page: SitePage, act: () => Promise<void>) => {
    const [download] = await Promise.all([page.waitForEvent('download'), act()])
    return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) }
  }
  const choose = async (page: SitePage, action: string) => {
    await page.getByRole('button', { name: 'More' }).click()
    await page.getByRole('menuitem', { name: action }).click()
  }
  const importFile = (page: SitePage, bytes: Uint8Array) =>
    page
      .locator('input[type="file"]')
      .setInputFiles({ name: 'a.zip', mimeType: 'application/zip', buffer: Buffer.from(bytes) })

  it.each(Object.entries(screens))('has no fault that axe knows: %s', async (_, viewport) => {
    const page = await openEmpty(viewport)
    await expectNoFaults(page)
    await draw(page, 'seed=7&n=3')
    await page.goto(`${site.server.url}#/gallery`)
    await expectRows(page, 3)
    await rows(page).first().getByRole('checkbox').click({ force: true })
    await page.getByRole('toolbar', { name: 'Selected characters' }).waitFor()
    await expectNoFaults(page)
    await page.getByRole('button', { name: 'Clear the selection' }).click()
    await rows(page).first().click()
    await page.getByRole('dialog').getByRole('img').waitFor()
    await expectNoFaults(page)
    await close(page)
  })

  it('keeps every character once, the last first, also for the next visit', async () => {
    const page = await open('seed=7&on=hat&n=2', 2)
    await draw(page, 'seed=20')
    await draw(page, 'seed=8&on=hat')
    await page.goto(`${site.server.url}#/gallery`)
    await expectRows(page, 3)
    const listSeeds = async () => {
      const seeds: (string | null)[] = []
      await rows(page).first().click()
      for (let i = 0; i < 3; i++) {
        seeds.push(await page.getByRole('dialog').getByText(/^Seed/).textContent())
        await page.keyboard.press('ArrowRight')
      }
      await page.keyboard.press('Escape')
      await page.getByRole('dialog').waitFor({ state: 'detached' })
      return seeds
    }
    // What is drawn again moves to the top a moment after it is shown.
    const order = ['Seed: 8', 'Seed: 20', 'Seed: 7']
    await expect.poll(listSeeds, { timeout: 30_000 }).toEqual(order)
    await page.reload()
    await expectRows(page, 3)
    expect(await listSeeds()).toEqual(order)
    await close(page)
  })

  it('finds by tag in the language of the visitor, by favourite, and keeps the filter in the address', async () => {
    const page = await site.open('#/licence', { locale: 'ru-RU' })
    for (const query of [
      'seed=7&on=green-hair',
      'seed=8&on=red-hair,glasses',
      'seed=9&on=red-hair&off=glasses',
    ]) {
      await site.lead(page, `#/create?v=1&${query}`)
      await page.getByRole('status').filter({ hasText: /Нарис/ }).waitFor({ state: 'attached' })
    }
    await page.goto(`${site.server.url}#/gallery`)
    await expectRows(page, 3)
    const search = page.getByRole('searchbox')
    await search.fill('красные волосы')
    await expectRows(page, 2)
    await search.fill('red-hair очки')
    await expectRows(page, 1)
    expect(await rows(page).first().getAttribute('aria-label')).toMatch(/красные волосы.*очки/)
    await search.fill('')
    await expectRows(page, 3)
    await rows(page).nth(1).getByRole('button', { name: 'В избранном' }).click({ force: true })
    await page.getByRole('button', { name: 'Избранное', exact: true }).click()
    await expectRows(page, 1)
    expect(new URL(page.url()).hash).toBe('#/gallery?favourites=1')
    await page.reload()
    await expectRows(page, 1)
    await search.fill('зеленые волосы')
    await page.getByText('Ничего не нашлось').waitFor()
    await page.getByRole('button', { name: 'Показать всё' }).click()
    await expectRows(page, 3)
    await close(page)
  })

  it('works with the keyboard alone', async () => {
    const page = await open('seed=7&n=3', 3)
    await rows(page).first().focus()
    await page.keyboard.press('f')
    await page.waitForFunction(() => document.querySelector('[role="row"] [aria-pressed="true"]'))
    await page.keyboard.press('Space')
    await page.getByText('1 selected').waitFor()
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Space')
    await page.getByText('2 selected').waitFor()
    await page.keyboard.press('Delete')
    await expectRows(page, 1)
    await page.getByText('2 characters deleted').waitFor()
    await page.getByRole('button', { name: 'Undo' }).focus()
    await page.keyboard.press('Enter')
    await expectRows(page, 3)
    await page.getByText('2 characters deleted').waitFor({ state: 'detached' })
    await rows(page).first().focus()
    await page.keyboard.press('Control+a')
    await page.getByText('3 selected').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('toolbar').waitFor({ state: 'detached' })
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await close(page)
  })

  it('goes on with a character on other pages, and draws it as it was', async () => {
    const page = await open('seed=7&tagseed=9&on=glasses&push=smile:1.5&trunc=0.8', 1)
    await rows(page).first().click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('img').waitFor()
    const large = await save(page, () => dialog.getByRole('button', { name: 'Download' }).click())
    expect(large.name).toBe('animegan-dahlia-7.png')
    expect(await readPicture(new Blob([large.bytes]))).toMatchObject({
      settings: { truncation: 0.8, strengths: { smile: 1.5 } },
      faces: [{ seed: 7 }],
    })
    const kept = await dialog.locator('canvas').evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL())
    const hrefOf = (name: string) => dialog.getByRole('link', { name }).getAttribute('href')
    expect(await hrefOf('Explore')).toContain('from=v*1;model*dahlia;seed*7;')
    expect(await hrefOf('Transition')).toContain('transition?v=1&model=dahlia&seed=7&')
    await dialog.getByRole('link', { name: 'Open in Create' }).click()
    await page.getByRole('status').filter({ hasText: 'drawn' }).waitFor({ state: 'attached' })
    const drawn = await page
      .locator('canvas')
      .first()
      .evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL())
    expect(drawn).toBe(kept)
    await page.goto(`${site.server.url}#/gallery`)
    await expectRows(page, 1)
    await close(page)
  })

  it('crosses two characters on the page Explore', async () => {
    const page = await open('seed=7&n=3', 3)
    for (const place of [0, 1]) await rows(page).nth(place).getByRole('checkbox').click({ force: true })
    await page.getByRole('toolbar').getByRole('button', { name: 'Cross these two' }).click()
    await page.waitForURL(/#\/explore\?.*from=[^&]*seed\*7[^&]*&partner=[^&]*seed\*8/)
    await page.getByRole('heading', { name: 'Cross these two' }).waitFor()
    await page.getByRole('button', { name: 'Go on with the child' }).click()
    await page.waitForURL(/moves=0-0x0-1/)
    await close(page)
  })

  it('goes through several characters on the page Transition', async () => {
    const page = await open('seed=7&n=3', 3)
    await rows(page).first().focus()
    await page.keyboard.press('Control+a')
    await page.getByRole('toolbar').getByRole('button', { name: 'Transition' }).click()
    await page.waitForURL(/#\/transition\?(stop=[^&]+seed\*\d[^&]*&?){3}/)
    await close(page)
  })

  it('takes back the zip that it exports, and says what is wrong with others', async () => {
    const page = await open('seed=7&n=3', 3)
    await rows(page).nth(1).getByRole('button', { name: 'Favourite' }).click({ force: true })
    const label = await rows(page).nth(1).getAttribute('aria-label')
    const zip = await save(page, () => choose(page, 'Export all'))
    expect(zip.name).toMatch(/^animegan-gallery-\d{4}-\d\d-\d\d\.zip$/)
    expect(Object.keys(unzipSync(zip.bytes))).toEqual([
      ...[7, 8, 9].map((seed) => `animegan-dahlia-${seed}.png`),
      'animegan-gallery.json',
    ])
    await importFile(page, zip.bytes)
    await page.getByText('0 characters imported. 3 were here already.').waitFor()

    await choose(page, 'Delete all')
    await page.getByRole('button', { name: 'Delete 3 characters' }).click()
    await page.getByText('Nothing here yet').waitFor()
    const files = unzipSync(zip.bytes)
    files['animegan-dahlia-9.png']!.fill(0, 100, 200)
    await importFile(page, zipSync(files))
    await page.getByText('2 characters imported. 1 was damaged and left out.').waitFor()
    await page.evaluate(
      (bytes) => {
        const dataTransfer = new DataTransfer()
        dataTransfer.items.add(new File([Uint8Array.from(bytes)], 'a.zip', { type: 'application/zip' }))
        document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }))
      },
      [...zip.bytes],
    )
    await expectRows(page, 3)
    expect(await rows(page).nth(1).getAttribute('aria-label')).toBe(label)
    await page.locator('[role="row"] [aria-pressed="true"]').waitFor({ state: 'attached' })
    await page.waitForFunction(
      () =>
        [...document.querySelectorAll('[role="row"] img')].filter(
          (img) => (img as HTMLImageElement).naturalWidth === 256,
        ).length === 3,
    )

    await importFile(page, strToU8('this is no zip'))
    await page.getByText('This file is no zip').waitFor()
    await importFile(page, zipSync({ 'a.txt': strToU8('a') }))
    await page.getByText('This zip is not from a gallery').waitFor()
    await close(page)
  })

  it('keeps in memory, and says so, where the browser keeps nothing', async () => {
    const page = await site.openTab('#/licence')
    await page.addInitScript(() => Object.defineProperty(globalThis, 'indexedDB', { value: undefined }))
    await page.reload()
    await draw(page, 'seed=7&n=2')
    await page.goto(`${site.server.url}#/gallery`)
    await expectRows(page, 2)
    await page.getByText('This browser keeps nothing here').waitFor()
    await rows(page).first().click()
    await page.getByRole('dialog').getByRole('img').waitFor()
    await close(page)
  })

  it('says when it is full, and goes on when there is room again', async () => {
    const page = await open('seed=7&n=3', 3)
    const setFull = (isFull: boolean) =>
      page.evaluate((full) => {
        document.documentElement.dataset.full = `${full}`
      }, isFull)
    // As where the disk has no room; nothing that a test can reach makes Chromium do it.
    await page.evaluate(() => {
      const { put } = IDBObjectStore.prototype
      IDBObjectStore.prototype.put = function (...values) {
        if (document.documentElement.dataset.full !== 'true') return put.apply(this, values)
        throw new DOMException('full', 'QuotaExceededError')
      }
    })
    await setFull(true)
    await draw(page, 'seed=20')
    await page.getByText('The gallery is full').waitFor()
    await page.getByRole('region', { name: 'Notifications' }).getByRole('button', { name: 'Gallery' }).click()
    await page.getByRole('alert').getByText('Export what you like').waitFor()
    await expectRows(page, 3)
    await expectNoFaults(page)
    await setFull(false)
    await page.getByRole('button', { name: 'Delete the 3 oldest' }).click()
    await page.getByRole('alert').waitFor({ state: 'detached' })
    await draw(page, 'seed=20')
    await page.goto(`${site.server.url}#/gallery`)
    await expectRows(page, 1)
    await close(page)
  })
})

/** Takes away all that is kept, and tells the page, as another tab would. */
async function clearGallery(): Promise<void> {
  await new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase('animegan-gallery')
    request.onsuccess = resolve
    request.onerror = () => reject(request.error)
  })
  const channel = new BroadcastChannel('animegan-gallery')
  channel.postMessage('changed')
  channel.close()
}
