import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type Decision, readDecisions } from './decisions.js'

const executablePath = '/usr/bin/chromium'
const script = fileURLToPath(new URL('../testing/review-server.mjs', import.meta.url))

describe.skipIf(!existsSync(executablePath))(`the page of a review (needs ${executablePath})`, () => {
  let root: string
  let browser: Browser
  const servers: ChildProcess[] = []
  const contexts: BrowserContext[] = []

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'animegan-page-'))
    const quiet = ['--no-first-run', '--disable-background-networking', '--disable-component-update']
    const args = ['--no-sandbox', '--disable-quic', '--disable-sync', ...quiet]
    browser = await chromium.launch({ executablePath, args })
  })
  afterEach(async () => {
    await Promise.all(contexts.splice(0).map((context) => context.close()))
    await Promise.all(servers.splice(0).map(kill))
  })
  afterAll(async () => {
    await browser?.close()
    await rm(root, { recursive: true })
  })

  /** A data set of `count` records, which share eight pictures. */
  async function writeDataset(count: number): Promise<string> {
    const folder = await mkdtemp(join(root, 'data-'))
    for (let hue = 0; hue < 8; hue++) {
      const background = { r: 32 * hue, g: 128, b: 255 - 32 * hue }
      const dot = sharp({ create: { width: 16, height: 16, channels: 3, background } })
      await dot.png().toFile(join(folder, `${hue}.png`))
    }
    const records = Array.from({ length: count }, (_, index) => ({
      file_name: `${index % 8}.png`,
      tags: index % 2 ? ['blonde-hair', 'smile'] : ['black-hair'],
      sha256: idOf(index),
      scores: { 'black-hair': 0.5 + (index % 50) / 100, 'blonde-hair': 0.5, smile: 0.3 },
      origin: { name: `page-${index}` },
      ...(index % 10 < 2 ? { duplicates: `group ${Math.floor(index / 10)}` } : {}),
    }))
    await writeFile(
      join(folder, 'metadata.jsonl'),
      records.map((record) => `${JSON.stringify(record)}\n`).join(''),
    )
    return folder
  }

  const idOf = (index: number) => index.toString(16).padStart(64, '0')

  async function serve(folder: string, port = 0): Promise<{ server: ChildProcess; address: string }> {
    const server = spawn(process.execPath, [script, folder, String(port)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    servers.push(server)
    const ended = once(server, 'exit').then(([code]) => {
      throw new Error(`the server ended with code ${code}`)
    })
    const [line] = await Promise.race([once(server.stdout!, 'data'), ended])
    ended.catch(() => undefined)
    return { server, address: String(line).trim() }
  }

  async function kill(server: ChildProcess): Promise<void> {
    if (server.exitCode !== null || server.signalCode !== null) return
    server.kill('SIGKILL')
    await once(server, 'exit')
  }

  /** Opens the page; what it should never do ends up in `wrongs`. */
  async function open(address: string, width = 1440, context?: BrowserContext) {
    const fresh = context ?? (await browser.newContext({ viewport: { width, height: 900 } }))
    if (!context) contexts.push(fresh)
    const page = await fresh.newPage()
    page.setDefaultTimeout(15_000)
    const wrongs: string[] = []
    page.on('pageerror', (error) => wrongs.push(error.message))
    page.on('request', (request) => {
      const { origin, protocol } = new URL(request.url())
      if (origin !== new URL(address).origin && protocol !== 'data:') wrongs.push(request.url())
    })
    page.on('console', (message) => {
      if (/content security/i.test(message.text())) wrongs.push(message.text())
    })
    await page.goto(address)
    await page.locator('.tile img').first().waitFor()
    return { page, context: fresh, wrongs }
  }

  const press = async (page: Page, ...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key)
  }
  const saved = (page: Page) => page.locator('.save[data-state="saved"]').waitFor()
  const decisionsOf = (folder: string) => readDecisions(join(folder, 'decisions.jsonl'))
  const said = (decision: Decision | undefined) => ({ verdict: decision?.verdict, tags: decision?.tags })
  const shownVerdicts = (page: Page) =>
    page
      .locator('.tile')
      .evaluateAll((tiles) => tiles.slice(0, 6).map((tile) => tile.getAttribute('data-verdict')))

  it('is worked by keys: verdicts, tags, filters, selections, undo', async () => {
    const folder = await writeDataset(60)
    const { page, wrongs } = await open((await serve(folder)).address)
    expect(page.url()).not.toContain('token')
    await page.locator('#pictures:focus').waitFor()

    await press(page, 'a', 'r', 'x', 'l', 'h')
    await saved(page)
    expect(await shownVerdicts(page)).toEqual(['accept', 'reject', 'reject', 'none', 'none', 'none'])
    expect(said((await decisionsOf(folder)).get(idOf(1)))).toEqual({ verdict: 'reject', tags: undefined })

    // The fourth: tags by search, an exclusive group, and back to the grid.
    await press(page, 't')
    await page.keyboard.type('glass')
    await press(page, 'Enter')
    await page.keyboard.type('red hair')
    await press(page, 'Enter', 'Escape')
    await saved(page)
    expect((await decisionsOf(folder)).get(idOf(3))?.tags).toEqual(['red-hair', 'smile', 'glasses'])
    expect(
      await page
        .getByRole('button', { name: /^glasses/ })
        .last()
        .getAttribute('aria-pressed'),
    ).toBe('true')

    // Undo of a tag, then of a verdict: the cursor goes there.
    await press(page, 'u', 'u', 'Control+z')
    await saved(page)
    const undone = await decisionsOf(folder)
    expect([said(undone.get(idOf(3))), said(undone.get(idOf(2)))]).toEqual([
      { verdict: undefined, tags: null },
      { verdict: null, tags: undefined },
    ])
    expect(await page.locator('.tile[data-current="true"]').getAttribute('aria-label')).toMatch(
      /^2\.png, undecided/,
    )

    // Many at once: Space, a range, reject; then one undo for all.
    await press(page, 'Home', 'Space', 'ArrowRight', 'ArrowRight', 'Shift+Space')
    expect(await page.locator('.tile[aria-selected="true"]').count()).toBe(3)
    await press(page, 'r')
    await saved(page)
    expect(await shownVerdicts(page)).toEqual(['reject', 'reject', 'reject', 'none', 'none', 'none'])
    await press(page, 'u')
    await saved(page)
    expect(await shownVerdicts(page)).toEqual(['accept', 'reject', 'none', 'none', 'none', 'none'])

    // Filters: text, duplicates, and what no longer matches.
    await press(page, '/')
    await page.keyboard.type('PAGE-5')
    await press(page, 'Escape')
    await expectStatus(page, '11 of 60')
    await press(page, '/', 'Control+a', 'Backspace', 'Escape', 'g')
    await expectStatus(page, '12 of 60')
    expect(await page.locator('.row.title').first().textContent()).toBe('Duplicates group 0 2')
    await press(page, 'g')
    await page.getByRole('radio', { name: /Undecided/ }).check()
    await page.locator('#pictures').focus()
    await press(page, 'Home', 'a')
    await expectStatus(page, /1 no longer match/)
    await press(page, '.')
    await expectStatus(page, '57 of 60')

    // A closer look, in which verdicts can be given too.
    await press(page, 'Home', 'Enter')
    await page.locator('dialog.zoom img').waitFor()
    await press(page, 'r', 'ArrowRight', 'Enter')
    await page.locator('dialog').waitFor({ state: 'detached' })
    await press(page, '?')
    await page.getByRole('dialog', { name: 'Keys' }).waitFor()
    await press(page, 'Escape')
    await saved(page)
    expect((await decisionsOf(folder)).get(idOf(3))?.verdict).toBe('reject')
    expect(wrongs).toEqual([])
  })

  it('loses nothing when its server is killed', async () => {
    const folder = await writeDataset(20)
    const first = await serve(folder)
    const { page, context, wrongs } = await open(first.address)
    await press(page, 'a')
    await saved(page)
    await kill(first.server)
    expect((await decisionsOf(folder)).get(idOf(0))?.verdict).toBe('accept')

    await press(page, 'r')
    const alert = page.getByRole('alert')
    await alert.waitFor()
    expect(await alert.textContent()).toMatch(/The server has stopped\. One decision is not saved yet/)
    expect(await alert.textContent()).toContain(`animegan dataset review ${folder} --port`)
    expect(await page.locator('.pending').count()).toBe(1)

    // The same port, another token; and a line that the first one could not end.
    const journal = join(folder, 'decisions.jsonl')
    await writeFile(journal, `${await readFile(journal, 'utf8')}{"id":"torn`)
    const second = await serve(folder, Number(new URL(first.address).port))
    await page.getByText('does not know this page').waitFor()
    const { page: other } = await open(second.address, 1440, context)
    expect(await shownVerdicts(other)).toEqual(['accept', 'none', 'none', 'none', 'none', 'none'])
    await alert.waitFor({ state: 'detached' })
    await saved(page)
    expect((await decisionsOf(folder)).get(idOf(1))?.verdict).toBe('reject')
    expect(wrongs).toEqual([])
  })

  it('keeps few elements of 50,000 pictures, and reaches the last', async () => {
    const folder = await writeDataset(50_000)
    const { page, wrongs } = await open((await serve(folder)).address)
    await expectStatus(page, '50,000 pictures')
    const nodes: number[] = []
    const countNodes = async () =>
      nodes.push(Number(await page.evaluate('document.querySelectorAll("*").length')))
    await countNodes()
    const grid = page.locator('#pictures')
    for (const part of [0.1, 0.35, 0.7, 0.99]) {
      await grid.evaluate((element, part) => element.scrollTo(0, part * element.scrollHeight), part)
      await page.locator('.tile img').first().waitFor()
      await countNodes()
    }
    await grid.evaluate((element) => element.scrollTo(0, element.scrollHeight))
    await page.locator('#picture-49999').waitFor()
    await countNodes()
    expect(await page.locator('.tile').last().getAttribute('id')).toBe('picture-49999')
    expect(Math.max(...nodes)).toBeLessThan(1500)

    await press(page, 'Home', 'End', 'a')
    await page.locator('.save[data-state="saved"]').waitFor()
    expect((await decisionsOf(folder)).get(idOf(49_999))?.verdict).toBe('accept')
    await press(page, '/')
    await page.keyboard.type('page-4999')
    await expectStatus(page, '11 of 50,000')
    expect(wrongs).toEqual([])
  })

  it('fits on a telephone', async () => {
    const folder = await writeDataset(40)
    const { page, wrongs } = await open((await serve(folder)).address, 375)
    const overflow = () => page.evaluate('document.documentElement.scrollWidth - innerWidth')
    expect(await overflow()).toBe(0)
    await page.getByRole('navigation').getByRole('button', { name: 'Accept' }).click()
    await page.getByRole('button', { name: 'Tags' }).click()
    const panel = page.getByRole('complementary', { name: 'Picture' })
    await panel.getByRole('button', { name: /^hat/ }).click()
    await panel.getByRole('button', { name: 'Close', exact: true }).click()
    await saved(page)
    const decisions = await decisionsOf(folder)
    expect([decisions.get(idOf(0))?.verdict, decisions.get(idOf(1))?.tags]).toEqual([
      'accept',
      ['blonde-hair', 'smile', 'hat'],
    ])
    expect(await overflow()).toBe(0)
    expect(wrongs).toEqual([])
  })

  const expectStatus = (page: Page, text: string | RegExp) =>
    page.locator('.status p').first().filter({ hasText: text }).waitFor()
})
