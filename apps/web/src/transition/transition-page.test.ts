import { readFile } from 'node:fs/promises'
import sharp from 'sharp'
import { expect, it } from 'vitest'
import { findAccessibilityFaults } from '../testing/accessibility'
import { describeSite } from '../testing/describe-site'
import { waitForFaces } from '../testing/drawn-faces'
import { type SitePage, screens } from '../testing/site-browser'

const stops = [5, 9].map((seed) => `stop=v*1;model*dahlia;seed*${seed}`).join('&')
const loop = `#/transition?${stops}&motion=loop&seconds=0.5&fps=12`

describeSite('the page Transition', (site) => {
  const { close } = site
  const open = async (hash: string, viewport?: { width: number; height: number }) => {
    const page = await site.visit(hash, viewport)
    await seeAll(page)
    return page
  }
  /** Waits until every frame is drawn. */
  const seeAll = async (page: SitePage) => {
    await waitForFaces(page)
    await page.getByText('frames are drawn').waitFor({ state: 'detached' })
  }
  const shot = (page: SitePage, place: number) =>
    page
      .locator('main canvas')
      .nth(place)
      .evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL())
  const save = async (page: SitePage, name: string) => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name, exact: true }).click(),
    ])
    return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) }
  }

  it.each(Object.entries(screens))('has no fault that axe knows: %s', async (_, viewport) => {
    const page = await open(loop, viewport)
    expect(await findAccessibilityFaults(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
      viewport.width,
    )
    await close(page)
  })

  it('is moved by hand from one character to the next', async () => {
    const page = await open(loop)
    const [, from, to] = [await shot(page, 0), await shot(page, 1), await shot(page, 2)]
    expect(await shot(page, 0)).toBe(from)
    const slider = page.getByRole('slider', { name: 'Position' })
    await slider.focus()
    for (let i = 0; i < 3; i++) await slider.press('ArrowRight')
    const between = await shot(page, 0)
    expect([from, to]).not.toContain(between)
    for (let i = 0; i < 3; i++) await slider.press('ArrowRight')
    expect(await shot(page, 0)).toBe(to)
    await page.getByRole('button', { name: 'Play' }).click()
    await page.waitForFunction((still) => document.querySelector('canvas')?.toDataURL() !== still, to)
    await page.getByRole('button', { name: 'Pause' }).click()
    await close(page)
  })

  it('takes more characters, in any order, and its link holds them', async () => {
    const page = await open(loop)
    const first = await shot(page, 1)
    await page.getByRole('button', { name: 'Move character 1 back' }).click()
    await page.waitForURL(/seed\*9.*seed\*5/)
    await seeAll(page)
    await expect.poll(() => shot(page, 2)).toBe(first)
    await page.getByRole('button', { name: 'Random' }).click()
    await page.waitForURL(/(stop=.*){3}/)
    await page.getByRole('button', { name: 'Remove character 3' }).click()
    await page.waitForURL((url) => url.hash.split('stop=').length === 3)
    await page.goto(`${site.server.url}#/transition?v=1&model=dahlia&seed=31&on=smile`)
    await page.waitForURL(/seed\*9.*seed\*5.*seed\*31;on\*smile/)
    await close(page)
  })

  it('takes pictures that were made here, and says why not others', async () => {
    const page = await open('#/create?seed=77')
    await page.getByRole('button', { name: 'Download' }).click()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: /as drawn/ }).click(),
    ])
    const picture = await readFile(await download.path())
    await page.goto(site.server.url + loop)
    const choose = async (name: string, buffer: Buffer) => {
      const [chooser] = await Promise.all([
        page.waitForEvent('filechooser'),
        page.getByRole('button', { name: 'From a picture' }).click(),
      ])
      await chooser.setFiles({ name, mimeType: 'image/png', buffer })
    }
    await choose('face.png', picture)
    await page.waitForURL(/seed\*77/)
    const target = page.getByRole('region', { name: 'Transition' })
    await target.evaluate((element, base64) => {
      const dataTransfer = new DataTransfer()
      const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))
      dataTransfer.items.add(new File([bytes], 'dropped.png', { type: 'image/png' }))
      const options = { dataTransfer, bubbles: true, cancelable: true }
      for (const type of ['dragenter', 'dragover', 'drop']) {
        element.dispatchEvent(new DragEvent(type, options))
      }
    }, picture.toString('base64'))
    await page.waitForURL(/#\/transition\?.*seed\*77.*seed\*77/)
    const plain = { create: { width: 8, height: 8, channels: 3 as const, background: 'red' } }
    await choose('other.png', await sharp(plain).png().toBuffer())
    await page.getByText('does not say how it was made').waitFor()
    await close(page)
  })

  it('is saved as videos that play', async () => {
    const page = await open(loop)
    await page.getByRole('button', { name: 'WebM' }).waitFor()
    const offered = await page.getByRole('button', { name: /^(MP4|WebM)$/ }).allInnerTexts()
    if (!offered.includes('MP4')) await page.getByText('cannot write MP4').waitFor()
    for (const format of offered) {
      const { name, bytes } = await save(page, format)
      expect(name).toBe(`animegan-5-9.${format.toLowerCase()}`)
      const video = await page.evaluate(async (base64) => {
        const data = new Blob([Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))])
        const element = document.createElement('video')
        element.src = URL.createObjectURL(data)
        await new Promise((resolve, reject) => {
          element.onloadeddata = resolve
          element.onerror = () => reject(new Error(element.error?.message))
        })
        const { videoWidth, videoHeight, duration } = element
        return { videoWidth, videoHeight, duration }
      }, bytes.toString('base64'))
      expect(video).toMatchObject({ videoWidth: 512, videoHeight: 512 })
      expect(video.duration).toBeCloseTo(1, 1)
    }
    await close(page)
  })

  it('is saved as an animated picture that repeats', async () => {
    const page = await open(loop.replace('loop', 'ping-pong'))
    await page.getByText('256 px').click()
    const { name, bytes } = await save(page, 'GIF')
    expect(name).toBe('animegan-5-9.gif')
    const { format, width, pages, delay, loop: repeats } = await sharp(bytes, { animated: true }).metadata()
    expect({ format, width, pages, repeats }).toEqual({ format: 'gif', width: 256, pages: 12, repeats: 0 })
    expect(delay!.reduce((sum, each) => sum + each, 0)).toBe(1000)
    const frames = await sharp(bytes, { animated: true }).raw().toBuffer({ resolveWithObject: true })
    expect(frames.info.height).toBe(12 * 256)
    await close(page)
  })

  it('stops saving when that is cancelled', async () => {
    const page = await site.visit(loop.replace('fps=12', 'fps=60').replace('seconds=0.5', 'seconds=8'))
    let downloads = 0
    page.on('download', () => downloads++)
    await page.getByRole('button', { name: 'WebM' }).click()
    await page.getByRole('progressbar', { name: 'Saving' }).waitFor()
    await page.getByRole('button', { name: 'Cancel' }).click()
    await page.getByRole('button', { name: 'WebM' }).waitFor()
    expect(downloads).toBe(0)
    await close(page)
  })

  it('says so where the browser cannot write videos', async () => {
    const page = await site.openTab('#/licence')
    await page.addInitScript(() => Reflect.deleteProperty(globalThis, 'VideoEncoder'))
    await page.reload()
    await page.goto(site.server.url + loop)
    await page.getByText('cannot write videos (it lacks WebCodecs)').waitFor()
    expect(await page.getByRole('button', { name: /^(MP4|WebM)$/ }).count()).toBe(0)
    expect(await page.getByRole('button', { name: 'GIF' }).count()).toBe(1)
    await close(page)
  })
})
