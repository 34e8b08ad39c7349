import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import sharp from 'sharp'
import { expect, it } from 'vitest'
import { readPicture } from '../files/read-picture'
import { findAccessibilityFaults } from '../testing/accessibility'
import { describeSite } from '../testing/describe-site'
import { waitForFaces } from '../testing/drawn-faces'
import { type SitePage, screens } from '../testing/site-browser'

const require = createRequire(import.meta.url)
const manifestFile = require.resolve('@animegan/weights-dahlia/manifest.json')
const modelFile = require.resolve('@animegan/weights-dahlia/model-int8.onnx')
const character = '#/grid?v=1&model=dahlia&seed=9'

describeSite('the page Grid', (site) => {
  const { close } = site
  const open = async (axes: string, viewport?: { width: number; height: number }) => {
    const page = await site.visit(`${character}&${axes}`, viewport)
    await waitForFaces(page)
    return page
  }
  const facesOf = (page: SitePage) =>
    page
      .locator('td canvas')
      .evaluateAll((canvases) => canvases.map((canvas) => (canvas as HTMLCanvasElement).toDataURL()))
  it.each(Object.entries(screens))('has no fault that axe knows: %s', async (_, viewport) => {
    const page = await open('rows=tag:smile:-1:1:2&columns=seed:5:4', viewport)
    expect(await findAccessibilityFaults(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
      viewport.width,
    )
    await close(page)
  })

  it('says what changes, and each face is what it says', async () => {
    const page = await open('rows=truncation:0.5:2:2&columns=seed:8:3')
    expect(await page.getByRole('columnheader').allInnerTexts()).toEqual(['8', '9', '10'])
    expect(await page.getByRole('rowheader').allInnerTexts()).toEqual(['Variety 0.5', 'Variety 2'])
    const faces = await facesOf(page)
    expect(new Set(faces).size).toBe(6)
    await page.getByRole('button', { name: 'Swap rows and columns' }).click()
    await page.waitForURL(/rows=seed:8:3&columns=truncation/)
    await waitForFaces(page)
    expect(await facesOf(page)).toEqual([0, 3, 1, 4, 2, 5].map((place) => faces[place]))
    await page.getByRole('cell').getByRole('link').first().click()
    await page.waitForURL(/#\/create\?.*seed=8&.*trunc=0\.5/)
    await close(page)
  })

  it('takes another axis from the list', async () => {
    const page = await open('rows=none&columns=seed:8:2')
    await page
      .getByRole('button', { name: /What changes/ })
      .first()
      .click()
    await page.getByRole('option', { name: 'hat' }).click()
    await page.waitForURL(/rows=tag:hat:-1:1:3/)
    await waitForFaces(page)
    expect(await page.getByRole('rowheader').allInnerTexts()).toEqual(['Hat -1', 'Hat 0', 'Hat +1'])
    await close(page)
  })

  it('is saved as one picture with its labels, which says how it was made', async () => {
    const page = await open('rows=tag:smile:-1:1:2&columns=seed:8:3')
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download the sheet' }).click(),
    ])
    expect(download.suggestedFilename()).toBe('animegan-dahlia-9-grid.png')
    const png = await readFile(await download.path())
    const { width, height } = await sharp(png).metadata()
    expect(width).toBeGreaterThan(3 * 192)
    expect(height).toBeGreaterThan(2 * 192)
    // Ink of the labels, on white: left of the faces, and above them.
    for (const area of [
      { left: 0, top: 60, width: 60, height: 150 },
      { left: 100, top: 0, width: 500, height: 30 },
    ]) {
      const { channels } = await sharp(png).extract(area).removeAlpha().stats()
      expect(channels[0]!.max).toBe(255)
      expect(channels[0]!.min).toBeLessThan(100)
    }
    const record = await readPicture(new Blob([png]))
    expect(record).toMatchObject({ columns: 3, weights: { name: 'dahlia' } })
    expect(record!.faces.map(({ seed }) => seed)).toEqual([8, 9, 10, 8, 9, 10])
    await close(page)
  })

  it('puts models side by side, and says which are not here', async () => {
    const page = await site.visit(`${character}&rows=none&columns=model:dahlia:synthetic:lost`)
    await page.getByRole('alert').filter({ hasText: 'Model lost' }).waitFor()
    expect(await page.getByRole('columnheader').allInnerTexts()).toEqual(['Dahlia', 'Synthetic', 'Lost'])
    await page.waitForFunction(() => document.querySelectorAll('td canvas').length === 2)
    const [dahlia, synthetic] = await facesOf(page)
    expect(dahlia).not.toBe(synthetic)
    await close(page)
  })

  it('draws one character by two models: the same weights under another name draw the same face', async () => {
    const page = await site.visit('#/models')
    const manifest = { ...JSON.parse(await readFile(manifestFile, 'utf8')), name: 'twin', title: 'A twin' }
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByRole('button', { name: 'Choose files' }).click(),
    ])
    const mimeType = 'application/octet-stream'
    await chooser.setFiles([
      { name: 'manifest.json', mimeType, buffer: Buffer.from(JSON.stringify(manifest)) },
      { name: 'model-int8.onnx', mimeType, buffer: await readFile(modelFile) },
    ])
    await page.getByRole('article', { name: 'A twin' }).waitFor()
    await page.goto(`${site.server.url}${character}&rows=none&columns=model:dahlia:twin`)
    await page.waitForFunction(() => document.querySelectorAll('td canvas').length === 2)
    await waitForFaces(page)
    const [published, own] = await facesOf(page)
    expect(own).toBe(published)
    await close(page)
  })
})
