import { expect, it } from 'vitest'
import { findAccessibilityFaults } from '../testing/accessibility'
import { describeSite } from '../testing/describe-site'
import { waitForFaces } from '../testing/drawn-faces'
import { type SitePage, screens } from '../testing/site-browser'

const guided = '#/explore?v=1&model=dahlia&way=guided&seed=5'
const free = '#/explore?v=1&model=dahlia&way=free&seed=5'

describeSite('the page Explore', (site) => {
  const { close } = site
  const open = async (hash: string, viewport?: { width: number; height: number }) => {
    const page = await site.visit(hash, viewport)
    await waitForFaces(page)
    return page
  }
  const facesOf = (page: SitePage) =>
    page
      .getByRole('listbox', { name: 'Candidates' })
      .locator('canvas')
      .evaluateAll((canvases) => canvases.map((canvas) => (canvas as HTMLCanvasElement).toDataURL()))
  const pick = (page: SitePage, place: number) =>
    page.getByRole('listbox', { name: 'Candidates' }).getByRole('option').nth(place).click()
  const press = async (page: SitePage, name: string | RegExp) => {
    const before = page.url()
    await page.getByRole('button', { name }).click()
    await page.waitForURL((url) => url.href !== before)
    await waitForFaces(page)
  }
  it.each(Object.entries(screens))('has no fault that axe knows: %s', async (_, viewport) => {
    for (const hash of [guided, free]) {
      const page = await open(hash, viewport)
      await pick(page, 4)
      if (hash === free) await pick(page, 7)
      await waitForFaces(page)
      expect(await findAccessibilityFaults(page)).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
        viewport.width,
      )
      await close(page)
    }
  })

  it('leads to a character in four steps, each from the last choice, and back', async () => {
    const page = await open(guided)
    for (const step of ['Face', 'Colours', 'Details', 'Finish']) {
      expect(await page.locator('[aria-current="step"]').textContent()).toContain(step)
      await pick(page, 4)
      const chosen = (await facesOf(page))[4]
      await press(page, 'Go on with this one')
      if (step === 'Finish') break
      expect((await facesOf(page))[0]).toBe(chosen)
    }
    await page.getByText('There you are.').waitFor()
    const link = page.url()
    await press(page, 'Back to the step “Details”')
    expect(await page.locator('[aria-current="step"]').textContent()).toContain('Details')
    await page.goBack()
    expect(page.url()).toBe(link)
    await page.getByRole('button', { name: 'Open in Create' }).click()
    await page.waitForURL(/#\/create\?.*seed=9/)
    await close(page)
  })

  it('refines several, crosses two, and is the same again from its link', async () => {
    const page = await open(free)
    const first = await facesOf(page)
    await pick(page, 2)
    await pick(page, 9)
    await press(page, 'More like these 2')
    expect((await facesOf(page)).slice(0, 2)).toEqual([first[2], first[9]])
    await page.getByRole('radiogroup', { name: 'hair colour' }).getByText('B', { exact: true }).click()
    const child = page.getByRole('figure').nth(1).locator('canvas')
    await waitForFaces(page)
    const childFace = await child.evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL())
    await press(page, 'Go on with the child')
    const crossed = await facesOf(page)
    expect(crossed[0]).toBe(childFace)
    expect(crossed.slice(1, 3)).toEqual([first[2], first[9]])
    const again = await site.openTab(new URL(page.url()).hash)
    await waitForFaces(again)
    expect(await facesOf(again)).toEqual(crossed)
    await press(again, 'Others')
    expect((await facesOf(again)).slice(0, 3)).toEqual(crossed.slice(0, 3))
    await press(again, 'Back')
    await press(again, 'Back')
    expect(await facesOf(again)).toEqual(first)
    await close(again)
    await close(page)
  })

  it('keeps picks in the gallery, by keyboard', async () => {
    const page = await open(free)
    await page.getByRole('listbox', { name: 'Candidates' }).getByRole('option').first().focus()
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Space')
    expect(await page.getByRole('option', { selected: true }).count()).toBe(1)
    await page.getByRole('button', { name: 'Keep' }).press('Enter')
    await page.getByText('1 character kept in the gallery.').waitFor()
    await close(page)
  })
})
