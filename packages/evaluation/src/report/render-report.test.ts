import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeSampleReport } from '../testing/sample-report.js'
import { renderReport } from './render-report.js'
import type { Report } from './report.js'

/** Two grey pixels. */
const pixel = 'data:image/gif;base64,R0lGODlhAgABAIAAAMjIyAAAACH5BAAAAAAALAAAAAACAAEAAAICBAoAOw=='

const drawPictures = ({ figures }: Report) =>
  Object.fromEntries(figures.flatMap(({ sheets }) => sheets.map(({ file }) => [file, pixel])))

const render = (report = makeSampleReport()) => renderReport(report, { pictures: drawPictures(report) })

/** Replaces every text of a report; ids and numbers of figures, which make addresses, too. */
function spoil<T>(value: T, text: string): T {
  if (typeof value === 'string') return text as T
  if (Array.isArray(value)) return value.map((item) => spoil(item, text)) as T
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, spoil(item, text)])) as T
}

describe('renderReport', () => {
  it('has a section for everything in a report, and none for what is not there', () => {
    const titles = (report: Report) =>
      [...render(report).matchAll(/<h2>(.*?)<\/h2>/g)].map(([, title]) => title)
    const report = makeSampleReport()
    expect(titles(report)).toEqual([
      'Models',
      'Figures',
      'Table 3: FID',
      'Other scores',
      'Table 2: precision of tags',
      'Figure 13: training',
      'Table 4: speed',
      'Table 1: the data set',
      'Not measured',
      'How it was measured',
    ])
    const bare = { ...report, figures: [], fid: [], scores: [], precision: [], runs: [], failures: [] }
    expect(titles({ ...bare, speed: undefined })).toEqual([
      'Models',
      'Table 1: the data set',
      'How it was measured',
    ])
  })

  it('links sheets only where they lie beside it', () => {
    const report = makeSampleReport()
    const alone = renderReport(report, { pictures: drawPictures(report), linksSheets: false })
    expect(render(report)).toContain('href="figures/')
    expect(alone).not.toContain('href="figures/')
    expect(alone).toContain(pixel)
  })

  it("shows the paper's numbers beside ours, and what is not comparable", () => {
    const page = render()
    for (const number of ['5,974.96', '4,607.56', '0.771', '3.3 to 11.6 s', '4,991'])
      expect(page).toContain(number)
    expect(page).toContain('Not comparable with the paper&#39;s numbers: ')
    expect(page).toContain('agreement with small')
    expect(page).toContain('the weights have no attribute &#34;year&#34; to sweep')
  })

  it("keeps the order of tags, and the paper's mean of all, when a person judged but one tag", () => {
    const report = makeSampleReport()
    const [entry] = report.precision
    const smile = entry!.tags.filter(({ id }) => id === 'smile')
    const means = [{ tags: 1, precision: 1, low: 0.5, high: 1, paper: 0.95 }]
    const hand = { ...entry!, judge: { kind: 'hand' as const }, tags: smile, means }
    const page = render({ ...report, precision: [hand, entry!] })
    const table = page.slice(page.indexOf('id="precision"'))
    expect(table.indexOf('>blush<')).toBeLessThan(table.indexOf('>smile<'))
    expect(/mean of all.*?<\/tr>/s.exec(table)![0]).toMatch(/<td>0\.80<svg(?!.*<td)/s)
  })

  it('says how well a judge knows the tags, and when it takes one for shown', () => {
    const report = makeSampleReport()
    const [entry] = report.precision
    const judge = {
      ...{ kind: 'estimator' as const, name: 'expert', sha256: 'e'.repeat(64) },
      rule: { threshold: 0.5, thresholds: { smile: 0.35 } },
      heldOutAveragePrecision: { smile: 0.8765 },
    }
    const page = render({ ...report, precision: [{ ...entry!, judge }] })
    expect(page).toContain('others above 0.5, smile above 0.35.')
    const table = page.slice(page.indexOf('id="precision"'))
    expect(/>smile<.*?<\/tr>/s.exec(table)![0]).toMatch(/<td>0\.88<svg(?!.*<td)/s)
    expect(/>blush<.*?<\/tr>/s.exec(table)![0]).toMatch(/<td>–<\/td><\/tr>$/)
    expect(render(report)).not.toContain('held out')
  })

  it('takes no text for HTML, and asks nothing of a network', () => {
    const hostile = `"><script>x</script><img src="https://example.org/x.png" onerror='x'>`
    const page = render(spoil(makeSampleReport(), hostile))
    expect(page).not.toMatch(/<script|<img src="https|onerror='/)
    expect(render()).not.toMatch(/ src="(?!data:)|url\(|@import|<link|https?:/)
  })
})

const browserPath = '/usr/bin/chromium'
const hasBrowser = existsSync(browserPath)

describe.skipIf(!hasBrowser)(`the page in ${browserPath}${hasBrowser ? '' : ', which is absent'}`, () => {
  let browser: Browser
  let dir: string
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'animegan-report-'))
    await writeFile(join(dir, 'index.html'), render())
    const quiet = ['background-networking', 'component-update', 'sync', 'quic'].map(
      (name) => `--disable-${name}`,
    )
    const args = ['--headless', '--no-sandbox', '--no-first-run', ...quiet]
    browser = await chromium.launch({ executablePath: browserPath, args })
  })
  afterAll(async () => {
    await browser?.close()
    await rm(dir, { recursive: true, force: true })
  })

  const open = async (width: number) => {
    const page = await browser.newPage({ viewport: { width, height: 800 } })
    const said: string[] = []
    page.on('console', (message) => said.push(message.text()))
    page.on('pageerror', (error) => said.push(error.message))
    page.on('request', (request) => {
      if (!/^(file|data):/.test(request.url())) said.push(request.url())
    })
    await page.goto(pathToFileURL(join(dir, 'index.html')).href)
    return { page, said }
  }

  it.each([375, 1440])(
    'needs no scrolling to the side at %i pixels, and complains of nothing',
    async (width) => {
      const { page, said } = await open(width)
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width)
      await page.locator('img').first().scrollIntoViewIfNeeded()
      await page.waitForFunction('document.images[0].naturalWidth === 2')
      expect(said).toEqual([])
      await page.close()
    },
  )

  it('shows a sheet alone, and all again', async () => {
    const { page } = await open(1440)
    const reach = (position: string) =>
      page.waitForFunction(`getComputedStyle(document.querySelector('.zoom')).position === '${position}'`)
    const sheet = page.locator('.zoom').first()
    await reach('static')
    await sheet.locator('img').click()
    await reach('fixed')
    await sheet.getByText('close').click()
    await reach('static')
    await page.close()
  })
})
