import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  createGenerator,
  decodePng,
  drawSheet,
  encodePng,
  readPictureRecord,
  recordPicture,
} from '@animegan/runtime-node'
import { expect, it } from 'vitest'
import { findAccessibilityFaults } from '../testing/accessibility'
import { describeSite } from '../testing/describe-site'
import { type SitePage, screens } from '../testing/site-browser'

const weightsFolder = dirname(fileURLToPath(import.meta.resolve('@animegan/weights-dahlia/manifest.json')))

/** The files of a model that knows years: the published one, whose last tag is taken for the year. */
async function listDatedFiles() {
  const manifest = JSON.parse(await readFile(join(weightsFolder, 'manifest.json'), 'utf8'))
  manifest.tags.tags.pop()
  manifest.tags.attributes.push({
    id: 'year',
    labels: { en: 'year', ja: '年', zh: '年份', ru: 'год' },
    range: [2003, 2017],
  })
  const dated = { ...manifest, name: 'dated', title: 'A model with years' }
  return [
    { name: 'manifest.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(dated)) },
    {
      name: 'model-int8.onnx',
      mimeType: 'application/octet-stream',
      buffer: await readFile(join(weightsFolder, 'model-int8.onnx')),
    },
  ]
}

describeSite('the page Create', (site) => {
  const { open, openTab, visit, close } = site
  /** The picture that is shown large, as text; waits until it is of the settings in the address. */
  const seePicture = async (page: SitePage): Promise<string> => {
    await page.getByRole('status').filter({ hasText: 'drawn' }).waitFor({ state: 'attached' })
    return await page
      .locator('canvas')
      .first()
      .evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL())
  }
  it.each(Object.entries(screens))('draws, and has no fault that axe knows: %s', async (_, viewport) => {
    const page = await visit('#/create?seed=7&n=3&off=hat&on=smile', viewport)
    await seePicture(page)
    expect(await findAccessibilityFaults(page)).toEqual([])
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - Math.ceil(document.body.getBoundingClientRect().width),
    )
    expect(overflow).toBe(0)
    await close(page)
  })

  it('draws the same again from its link, and others with other tags; Back undoes', async () => {
    const page = await visit('#/create?seed=7')
    const first = await seePicture(page)
    await page.getByRole('radio', { name: 'green hair' }).click({ force: true })
    await page.waitForURL(/on=green-hair/)
    const green = await seePicture(page)
    expect(green).not.toBe(first)
    const again = await openTab(new URL(page.url()).hash)
    expect(await seePicture(again)).toBe(green)
    await page.goBack()
    await page.waitForURL((url) => !url.hash.includes('green'))
    expect(await seePicture(page)).toBe(first)
    await close(again)
    await close(page)
  })

  it('says what is wrong with a link, and draws all the same', async () => {
    const page = await visit('#/create?v=1&seed=7&n=99&on=wings')
    await page.getByText('made no sense and was left out: n=99').waitFor()
    await page.getByText('cannot draw all of it; left out: wings').waitFor()
    await seePicture(page)
    await close(page)
  })

  /** The picture that the button Download gives, of one face in its own size. */
  const download = async (page: SitePage): Promise<{ name: string; png: Buffer }> => {
    await page.getByRole('button', { name: 'Download' }).click()
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: '64 px' }).click(),
    ])
    return { name: file.suggestedFilename(), png: await readFile(await file.path()) }
  }

  const drop = (page: SitePage, png: Uint8Array) =>
    page.evaluate(
      (bytes) => {
        const dataTransfer = new DataTransfer()
        dataTransfer.items.add(new File([Uint8Array.from(bytes)], 'a.png', { type: 'image/png' }))
        document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }))
      },
      [...png],
    )

  it('restores the settings from a downloaded picture that is dropped on any page', async () => {
    const page = await visit('#/create?seed=7&on=glasses&push=smile:1.5&trunc=0.8')
    const drawn = await seePicture(page)
    const { name, png } = await download(page)
    expect(name).toBe('animegan-dahlia-7.png')
    expect(readPictureRecord(png)).toMatchObject({
      weights: { name: 'dahlia' },
      settings: { truncation: 0.8, strengths: { smile: 1.5 } },
      faces: [{ seed: 7 }],
    })
    await page.getByRole('link', { name: 'About' }).click()
    await page.getByRole('heading', { name: 'About' }).waitFor()
    await drop(page, png)
    await page.getByText('Settings restored').waitFor()
    expect(new URL(page.url()).hash).toMatch(/^#\/create\?.*seed=7&trunc=0\.8&on=/)
    expect(await seePicture(page)).toBe(drawn)
    await close(page)
  })

  it('copies the link and the picture, and saves a sheet that restores all of it when it is dropped', async () => {
    const page = await visit('#/create?v=1&seed=7&n=3&on=smile&push=hat:1.5&trunc=0.8')
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await seePicture(page)
    const address = page.url()
    await page.getByRole('button', { name: 'Copy link' }).click()
    await page.getByText('Link copied').waitFor()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(address)

    await page.getByRole('option').nth(1).click()
    await page.getByRole('button', { name: 'Copy image' }).click()
    await page.getByText('Image copied').waitFor()
    const side = await page.evaluate(async () => {
      const [item] = await navigator.clipboard.read()
      return (await createImageBitmap(await item!.getType('image/png'))).width
    })
    expect(side).toBe(512)

    await page.getByRole('button', { name: 'Download' }).click()
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: 'Sheet of all 3' }).click(),
    ])
    const png = await readFile(await file.path())
    expect(file.suggestedFilename()).toBe('animegan-dahlia-7-sheet-3.png')
    expect(readPictureRecord(png)?.faces).toMatchObject([{ seed: 7 }, { seed: 8 }, { seed: 9 }])
    await page.goto(`${site.server.url}#/create?v=1&seed=99`)
    await seePicture(page)
    await drop(page, png)
    await page.getByText('Settings restored').waitFor()
    await page.waitForURL(address)
    await close(page)
  })

  it('stops drawing many when it is told to, and goes on with the next press', async () => {
    const page = await visit('#/create?v=1&seed=7')
    const before = await seePicture(page)
    // Pressed in the very moment that it is there, however fast faces are.
    await page.evaluate(() => {
      new MutationObserver((_, observer) => {
        const cancel = [...document.querySelectorAll('button')].find((button) =>
          button.textContent?.startsWith('Cancel'),
        )
        if (!cancel) return
        observer.disconnect()
        cancel.click()
        document.documentElement.dataset.cancelled = 'true'
      }).observe(document.body, { childList: true, subtree: true })
    })
    await page.goto(`${site.server.url}#/create?v=1&seed=20&n=16`)
    await page.locator('html[data-cancelled]').waitFor({ state: 'attached' })
    await page.getByRole('button', { name: /^Cancel/ }).waitFor({ state: 'detached' })
    expect(await page.getByRole('option').count()).toBe(0)
    const shown = page.locator('canvas').first()
    expect(await shown.evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL())).toBe(before)
    await page.getByRole('button', { name: 'Generate' }).click()
    await seePicture(page)
    expect(await page.getByRole('option').count()).toBe(16)
    await close(page)
  })

  it('has a slider for the year where the model knows it', async () => {
    const page = await visit('#/models')
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByRole('button', { name: 'Choose files' }).click(),
    ])
    await chooser.setFiles(await listDatedFiles())
    await page.getByRole('article', { name: 'A model with years' }).waitFor()
    await page.goto(`${site.server.url}#/create?v=1&model=dated&seed=7`)
    const byChance = await seePicture(page)
    const year = page.getByRole('slider', { name: 'year' })
    await year.focus()
    await page.keyboard.press('End')
    await page.waitForURL(/year/)
    const late = await seePicture(page)
    expect(late).not.toBe(byChance)
    expect(await year.inputValue()).toBe(await year.getAttribute('max'))
    await page.getByRole('button', { name: 'Leave to chance: year' }).click()
    await page.waitForURL((url) => !url.hash.includes('year'))
    expect(await seePicture(page)).toBe(byChance)
    await close(page)
  })

  it('draws a picture of the command again, as the command drew it', async () => {
    const generator = await createGenerator({ weights: weightsFolder, dtype: 'int8', device: 'cpu' })
    const faces = await generator.generate({ seed: 85, tags: 'pink hair, smile, 青い目' })
    const settings = { tags: 'pink hair, smile, 青い目' }
    const text = recordPicture({ faces, weights: generator.weights, settings })
    await generator.dispose()

    const page = await openTab('#/create?seed=7')
    await seePicture(page)
    await drop(page, encodePng(drawSheet(faces), { text }))
    await page.getByText('Settings restored').waitFor()
    await page.waitForURL(/seed=85/)
    await seePicture(page)
    const { data } = decodePng((await download(page)).png)
    const differences = drawSheet(faces).data.map((value, i) => Math.abs(value - data[i]!))
    expect(Math.max(...differences)).toBeLessThanOrEqual(2)
    await close(page)
  })

  it('says so when a picture was not made here', async () => {
    const page = await visit('#/create?seed=7')
    await seePicture(page)
    await drop(page, encodePng({ width: 1, height: 1, data: new Uint8Array(4) }))
    await page.getByText('does not say how it was made').waitFor()
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
    const page = await visit('#/create?seed=7')
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

  it('fetches no model before it is asked, where the browser is told to save data', async () => {
    const page = await open('#/licence')
    await page.addInitScript(() => {
      Object.defineProperty(navigator, 'connection', { value: { saveData: true } })
    })
    await page.reload()
    const models = () => site.server.requests.filter((path) => /\.(onnx|wasm)$/.test(path)).length
    const before = models()
    await page.goto(`${site.server.url}#/create?v=1&seed=7`)
    await page.getByText('asks sites to save data').waitFor()
    expect(await findAccessibilityFaults(page)).toEqual([])
    expect(models()).toBe(before)
    await page.getByRole('button', { name: /^Fetch the model \(about \d+ MB\)$/ }).click()
    await seePicture(page)
    expect(models()).toBe(before + 2)
    await page.reload()
    await seePicture(page)
    await close(page)
  })

  it('tells when the model cannot be fetched, and goes on when it can', async () => {
    site.server.intercept = (request, response) => {
      if (!request.url?.endsWith('.onnx')) return false
      response.writeHead(503).end()
      return true
    }
    const page = await open('#/create?seed=7')
    await page.getByText('The model could not be fetched').waitFor()
    site.server.intercept = undefined
    await page.getByRole('button', { name: 'Try again' }).click()
    await seePicture(page)
    expect(page.wrongs.filter((wrong) => !wrong.includes('503'))).toEqual([])
    await page.close()
  })
})
