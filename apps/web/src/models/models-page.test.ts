import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'
import { findAccessibilityFaults } from '../testing/accessibility'
import { describeSite } from '../testing/describe-site'
import { type SitePage, screens } from '../testing/site-browser'
import { publishedModels } from './published-models'

const require = createRequire(import.meta.url)
const weights = dirname(require.resolve('@animegan/weights-dahlia/manifest.json'))

/** The files of a model that the site does not have: the published one under another name. */
async function listOwnFiles() {
  const manifest = JSON.parse(await readFile(join(weights, 'manifest.json'), 'utf8'))
  const own = { ...manifest, name: 'mine', title: 'A model of mine' }
  return [
    { name: 'manifest.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(own)) },
    {
      name: 'model-int8.onnx',
      mimeType: 'application/octet-stream',
      buffer: await readFile(join(weights, 'model-int8.onnx')),
    },
    {
      name: 'README.md',
      mimeType: 'text/markdown',
      buffer: Buffer.from('# Mine\n\nTrained <script>on</script> **nothing**.'),
    },
  ]
}

describeSite('the page Models', (site) => {
  const { close } = site
  const open = async () => {
    const page = await site.open('#/models')
    await page.getByRole('article').first().waitFor()
    return page
  }
  const visit = async (viewport?: { width: number; height: number }) => {
    const page = await site.visit('#/models', viewport)
    await page.getByRole('article').first().waitFor()
    return page
  }
  const chooseFiles = async (page: SitePage, files: Awaited<ReturnType<typeof listOwnFiles>>) => {
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByRole('button', { name: 'Choose files' }).click(),
    ])
    await chooser.setFiles(files)
  }

  it.each(Object.entries(screens))('has no fault that axe knows, and fits: %s', async (_, viewport) => {
    const page = await visit(viewport)
    await page.getByText('CC0-1.0').waitFor()
    expect(await findAccessibilityFaults(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
      viewport.width,
    )
    await close(page)
  })

  it('fetches a precision, says that it is kept, and forgets it', async () => {
    const page = await open()
    const model = page.getByRole('article').first()
    await model.getByRole('button', { name: /8-bit/ }).click()
    await model.getByText('Kept here').waitFor()
    await page.reload()
    await model.getByText('Kept here').waitFor()
    await model.getByRole('button', { name: 'Remove from this browser' }).click()
    await model.getByRole('button', { name: /8-bit/ }).waitFor()
    expect(await model.getByText('Kept here').count()).toBe(0)
    await close(page)
  })

  it('shows the card of a model, with its picture and tables', async () => {
    const page = await visit()
    await page.getByRole('button', { name: 'Model card' }).first().click()
    const card = page.getByRole('dialog')
    await card.getByRole('table').first().waitFor()
    await card.getByRole('heading', { name: 'Licence' }).waitFor()
    const picture = card.getByRole('img').first()
    await picture.scrollIntoViewIfNeeded()
    const width = () => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)
    await expect.poll(width, { timeout: 10_000 }).toBeGreaterThan(0)
    await close(page)
  })

  it('takes a model from its folder, keeps it, draws with it, and lets go of it', async () => {
    const page = await open()
    const folder = await mkdtemp(join(tmpdir(), 'animegan-model-'))
    for (const { name, buffer } of await listOwnFiles()) await writeFile(join(folder, name), buffer)
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByRole('button', { name: 'Choose a folder' }).click(),
    ])
    await chooser.setFiles(folder)
    const model = page.getByRole('article', { name: 'A model of mine' })
    await model.waitFor()
    await rm(folder, { recursive: true })
    await page.reload()

    await model.getByRole('button', { name: 'Model card' }).click()
    await page.getByRole('dialog').getByText('Trained on nothing.').waitFor()
    await page.keyboard.press('Escape')

    await model.getByRole('link', { name: 'Draw with it' }).click()
    await page.locator('main [role=img]').first().waitFor({ timeout: 40_000 })
    expect(new URL(page.url()).hash).toContain('model=mine')
    await page.reload()
    await page.locator('main [role=img]').first().waitFor({ timeout: 40_000 })

    await page.goto(`${site.server.url}#/models`)
    await model.getByRole('button', { name: 'Remove from this browser' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Remove from this browser' }).click()
    await model.waitFor({ state: 'detached' })
    expect(
      await page.evaluate(async () => (await (await caches.open('animegan-own-models')).keys()).length),
    ).toBe(0)
    await page.goto(`${site.server.url}#/create?model=mine&seed=7`)
    await page.getByText('The model “mine” of this link is not here').waitFor()
    await close(page)
  })

  it('refuses what is no model, says what is wrong, and takes another', async () => {
    const page = await open()
    const [manifest, model] = await listOwnFiles()
    const renamed = Buffer.from(manifest!.buffer.toString().replace('"mine"', '"dahlia"'))
    const cases = [
      { files: [model!], message: 'Some files are missing' },
      { files: [{ ...manifest!, buffer: Buffer.from('{}') }], message: 'does not describe a model' },
      {
        files: [manifest!, { ...model!, buffer: model!.buffer.subarray(1) }],
        message: 'do not belong together',
      },
      { files: [{ ...manifest!, buffer: renamed }, model!], message: 'has that name already' },
    ]
    for (const { files, message } of cases) {
      await chooseFiles(page, files)
      await page.getByRole('alert').filter({ hasText: message }).waitFor()
      expect(await page.getByRole('article').count()).toBe(publishedModels.length)
    }
    await chooseFiles(page, [manifest!, model!])
    await page.getByRole('article', { name: 'A model of mine' }).waitFor()
    expect(await page.getByRole('alert').count()).toBe(0)
    await close(page)
  })

  it('says when there is no room for a model, and keeps nothing of it', async () => {
    const page = await open()
    await page.evaluate(() => {
      Cache.prototype.put = () => Promise.reject(new DOMException('no room', 'QuotaExceededError'))
    })
    await chooseFiles(page, await listOwnFiles())
    await page.getByRole('alert').filter({ hasText: 'not enough room' }).waitFor()
    expect(await page.getByRole('article').count()).toBe(publishedModels.length)
    await close(page)
  })

  it('says where and how finely it draws, and keeps the choices', async () => {
    const page = await open()
    await page.getByText('Processor (WebAssembly)').click()
    await page.getByRole('button', { name: 'Start the model' }).click()
    await page.getByText(/^Drawing on the processor, with \d+ threads?\.$/).waitFor({ timeout: 40_000 })
    await page.getByText('Precision: 8-bit.').waitFor()
    await page.getByRole('radio', { name: /^16-bit/ }).click({ force: true })
    await page.getByRole('button', { name: 'Start the model' }).click()
    await page.getByText('Precision: 16-bit.').waitFor({ timeout: 40_000 })
    await page.reload()
    expect(await page.getByRole('radio', { name: /^16-bit/ }).isChecked()).toBe(true)
    expect(await page.getByRole('radio', { name: /Processor/ }).isChecked()).toBe(true)
    await close(page)
  })
})
