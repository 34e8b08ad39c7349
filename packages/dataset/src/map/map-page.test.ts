import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { animeTags } from '@animegan/core'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ImageRecord } from '../imagefolder/metadata.js'
import { collectMapData } from './collect-map-data.js'
import { readMapPageParts, renderMapPage } from './map-page.js'

const hostile = '</script><script>document.title = "harmed"</script><img src="https://example.org/x.png">'

/** A blue picture in the middle, four around it. */
const pictures: { color: [number, number, number]; at: [number, number]; record: Partial<ImageRecord> }[] = [
  { color: [0, 0, 255], at: [0.5, 0.5], record: { tags: ['blue-hair', 'smile'], year: 2004 } },
  { color: [255, 0, 0], at: [0, 0], record: { tags: ['red-hair', 'hat'], year: 2010 } },
  { color: [0, 200, 0], at: [1, 0], record: { tags: ['green-hair', 'smile'], source: hostile } },
  { color: [250, 200, 0], at: [0, 1], record: { tags: ['blonde-hair', 'blue-eyes', 'hat', 'smile'] } },
  { color: [120, 0, 120], at: [1, 1], record: { tags: ['purple-hair', 'hat'], file_name: hostile } },
]
const [blue, red] = [0, 1]

async function makePage(): Promise<string> {
  const size = 16
  const data = await collectMapData({
    records: pictures.map(({ record }, i) => ({
      file_name: `${i}.png`,
      tags: [],
      split: 'train',
      ...record,
    })),
    schema: animeTags,
    thumbnails: {
      size,
      pixels: pictures.map(({ color }) =>
        Uint8Array.from({ length: size * size * 3 }, (_, i) => color[i % 3]!),
      ),
    },
    positions: Float32Array.from(pictures.flatMap(({ at }) => at)),
    grid: Float32Array.from(pictures.flatMap((_, i) => [(i + 0.5) / 5, 0.5])),
    gridSide: 5,
  })
  return renderMapPage({
    title: `Faces & ${hostile}`,
    description: hostile,
    data,
    parts: await readMapPageParts(),
  })
}

describe('renderMapPage', () => {
  it('holds all that it needs, and takes no text for HTML', async () => {
    const html = await makePage()
    expect(html).toContain('<title>Faces &#38; &#60;/script&#62;')
    expect(html.match(/<\/script>/g)).toHaveLength(2)
    expect(html.replaceAll(/<script.*?<\/script>/gs, '')).not.toMatch(/<[^>]* (src|href)=|url\(|@import/)
    const json = /<script type="application\/json" id="data">(.*?)<\/script>/s.exec(html)![1]!
    const { sheets, pictures: shown } = JSON.parse(json)
    expect(sheets).toEqual([expect.stringMatching(/^data:image\/webp;base64,UklGR/)])
    expect(shown[4]).toMatchObject({ name: hostile, at: [1, 1], grid: [0.9, 0.5] })
  })
})

const browserPath = '/usr/bin/chromium'
const hasBrowser = existsSync(browserPath)

describe.skipIf(!hasBrowser)(`the page in ${browserPath}${hasBrowser ? '' : ', which is absent'}`, () => {
  let browser: Browser
  let dir: string
  const said: string[] = []
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'animegan-map-'))
    await writeFile(join(dir, 'map.html'), await makePage())
    const quiet = ['background-networking', 'component-update', 'sync', 'quic'].map(
      (name) => `--disable-${name}`,
    )
    const args = ['--headless', '--no-sandbox', '--no-first-run', ...quiet]
    browser = await chromium.launch({ executablePath: browserPath, args })
  })
  afterAll(async () => {
    await browser?.close()
    await rm(dir, { recursive: true, force: true })
    expect(said).toEqual([])
  })

  /** Opens the page; what goes wrong in it, or is asked of a network, goes to `said`. */
  async function open(options: BrowserContextOptions): Promise<Page> {
    const page = await browser.newPage({ reducedMotion: 'reduce', ...options })
    page.on('console', (message) => said.push(`${message.type()}: ${message.text()}`))
    page.on('pageerror', ({ message }) => said.push(`error: ${message}`))
    const address = pathToFileURL(join(dir, 'map.html')).href
    page.on('request', (request) => {
      if (request.url() !== address && !request.url().startsWith('data:'))
        said.push(`request: ${request.url()}`)
    })
    await page.goto(address)
    await page.waitForSelector('body[data-ready]')
    return page
  }

  /** How many pixels of the screen right of the panel have the colour of a picture. */
  async function countPixels(page: Page, picture: number): Promise<number> {
    const { width, height } = page.viewportSize()!
    const left = width > 720 ? 340 : 0
    const clip = { x: left, y: 0, width: width - left, height }
    const { data, info } = await sharp(await page.screenshot({ clip }))
      .raw()
      .toBuffer({ resolveWithObject: true })
    const { color } = pictures[picture]!
    let count = 0
    for (let i = 0; i < data.length; i += info.channels) {
      if (color.every((value, k) => Math.abs(data[i + k]! - value) < 12)) count++
    }
    return count
  }

  it('zooms by wheel, buttons and keys, and moves', async () => {
    const page = await open({ viewport: { width: 1000, height: 700 } })
    const before = await countPixels(page, blue)
    expect(before).toBeGreaterThan(1000)
    await page.mouse.move(666, 350)
    await page.mouse.wheel(0, -400)
    // What is under the mouse stands out.
    await page.mouse.move(980, 350)
    const near = await countPixels(page, blue)
    expect(near).toBeGreaterThan(1.5 * before)
    expect(await countPixels(page, red)).toBeLessThan(near)
    await page.keyboard.press('0')
    expect(await countPixels(page, blue)).toBe(before)
    await page.click('#in')
    expect(await countPixels(page, blue)).toBeGreaterThan(1.2 * before)
    await page.keyboard.press('0')
    for (let i = 0; i < 8; i++) await page.keyboard.press('ArrowLeft')
    expect(await countPixels(page, blue)).toBe(0)
    await page.close()
  })

  it('finds pictures by tags, and steps through what it found', async () => {
    const page = await open({ viewport: { width: 1000, height: 700 } })
    await page.keyboard.press('/')
    await page.keyboard.type('smile, -hat')
    expect(await page.textContent('#count')).toBe('2 of 5 pictures')
    expect(await countPixels(page, red)).toBe(0)
    expect(await countPixels(page, blue)).toBeGreaterThan(1000)
    await page.keyboard.press('Enter')
    expect(await page.textContent('#pinned')).toMatch(/blue hair.*smile.*year 2004.*0\.png/)
    await page.keyboard.press('Escape')
    await page.keyboard.press('n')
    expect(await page.textContent('#pinned')).toContain('green hair')
    await page.keyboard.press('n')
    expect(await page.textContent('#pinned')).toContain('blue hair')
    await page.keyboard.press('Escape')
    expect(await page.isVisible('#pinned')).toBe(false)
    await page.keyboard.press('Escape')
    expect(await page.inputValue('#search')).toBe('')
    await page.click('.tag:has-text("hat")')
    await page.click('.tag:has-text("smile")')
    expect(await page.textContent('#count')).toBe('1 of 5 pictures')
    await page.close()
  })

  it('shows what is under the mouse, frames pictures, and lays them out without overlap', async () => {
    const page = await open({ viewport: { width: 1000, height: 700 }, colorScheme: 'dark' })
    await page.mouse.move(666, 350)
    expect(await page.textContent('#hover')).toContain('blue hair')
    await page.mouse.move(400, 350)
    expect(await page.isVisible('#hover')).toBe(false)
    await page.selectOption('#coloring', 'year')
    expect(await page.locator('#legend li').allTextContents()).toEqual(['2004 1', '2010 1'])
    await page.check('#grid')
    await page.mouse.click(666, 350)
    expect(await page.textContent('#pinned')).toContain('green hair')
    expect(await page.textContent('#pinned')).toContain(hostile)
    expect(await page.title()).toContain('Faces')
    await page.close()
  })

  it('works on a phone: taps, and the tags in a drawer', async () => {
    const page = await open({ viewport: { width: 375, height: 740 }, hasTouch: true, isMobile: true })
    expect(await page.isVisible('#tags')).toBe(false)
    await page.tap('#more')
    await page.tap('.tag:has-text("blue hair")')
    // What a tap does comes after it.
    await page.locator('#more', { hasText: /^Tags \(1\)$/ }).waitFor()
    await page.tap('#more')
    await page.locator('#tags').waitFor({ state: 'hidden' })
    const { y = 0, height = 0 } = (await page.locator('#count').boundingBox()) ?? {}
    await page.touchscreen.tap(187, (y + height + 12 + 728) / 2)
    await page.locator('#pinned', { hasText: 'blue hair' }).waitFor()
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(375)
    await page.close()
  })
})
