import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { animeTags, type WeightsManifest } from '@animegan/core'
import { createCanvas } from '@napi-rs/canvas'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readJudgements } from './judgements.js'
import { drawJudgingImages } from './judging-images.js'

const executablePath = '/usr/bin/chromium'
const script = fileURLToPath(new URL('../testing/judging-server.mjs', import.meta.url))

const manifest = {
  tags: animeTags,
  inputs: { latent: { name: 'latent', size: 8 }, condition: { name: 'condition', size: 34 } },
} as WeightsManifest
const model = { name: 'tiny', version: '1.0.0', dtype: 'fp32', sha256: 'a'.repeat(64) }

describe.skipIf(!existsSync(executablePath))(`the page for judging (needs ${executablePath})`, () => {
  let folder: string
  let browser: Browser
  const servers: ChildProcess[] = []
  const contexts: BrowserContext[] = []

  beforeAll(async () => {
    const quiet = ['--no-first-run', '--disable-background-networking', '--disable-component-update']
    const args = ['--no-sandbox', '--disable-quic', '--disable-sync', ...quiet]
    browser = await chromium.launch({ executablePath, args })
  })
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'animegan-judging-'))
    await drawJudgingImages(folder, {
      ...{ manifest, model, tags: ['smile', 'hat', 'glasses'], images: 6 },
      draw: async (plans) => plans.map((_, i) => drawDot(60 * i)),
    })
  })
  afterEach(async () => {
    await Promise.all(contexts.splice(0).map((context) => context.close()))
    await Promise.all(servers.splice(0).map(kill))
    await rm(folder, { recursive: true })
  })
  afterAll(() => browser?.close())

  function drawDot(hue: number): Uint8Array {
    const canvas = createCanvas(16, 16)
    const context = canvas.getContext('2d')
    context.fillStyle = `hsl(${hue} 80% 60%)`
    context.fillRect(0, 0, 16, 16)
    return canvas.encodeSync('png')
  }

  async function serve(port = 0): Promise<{ server: ChildProcess; address: string }> {
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
  async function open(address: string, width = 1440) {
    const context = await browser.newContext({ viewport: { width, height: 800 }, hasTouch: width < 500 })
    contexts.push(context)
    const page = await context.newPage()
    page.setDefaultTimeout(15_000)
    const wrongs: string[] = []
    page.on('pageerror', (error) => wrongs.push(error.message))
    page.on('request', (request) => {
      if (new URL(request.url()).origin !== new URL(address).origin) wrongs.push(request.url())
    })
    page.on('console', (message) => {
      if (/content security/i.test(message.text())) wrongs.push(message.text())
    })
    await page.goto(address)
    await page.locator('.image img').first().waitFor()
    return { page, context, wrongs }
  }

  const press = async (page: Page, ...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key)
  }
  const saved = (page: Page) => page.locator('.save[data-state="saved"]').waitFor()
  const shown = (page: Page) =>
    page.locator('.image').evaluateAll((images) => images.map((image) => image.getAttribute('data-verdict')))
  const keptOf = async (tag: string) => Object.fromEntries((await readJudgements(folder)).get(tag) ?? [])
  /** What a tap does comes after it, unlike what a key does. */
  const poll = <T>(read: () => Promise<T>) => expect.poll(read, { timeout: 15_000 })

  it('is worked by keys, and keeps everything through a reload and a server that is killed', async () => {
    const { server, address } = await serve()
    const { page, context, wrongs } = await open(address)
    expect(page.url()).not.toContain('token')
    await press(page, 'y', 'n', 'ArrowRight', ' ', 'u', 'End', 'n')
    await saved(page)
    expect(await shown(page)).toEqual(['yes', 'no', 'open', 'open', 'open', 'no'])
    expect(await keptOf('smile')).toEqual({ 1: true, 2: false, 6: false })

    await page.reload()
    await page.locator('.image img').first().waitFor()
    expect(await shown(page)).toEqual(['yes', 'no', 'open', 'open', 'open', 'no'])
    // The cursor is where judging goes on.
    expect(await page.locator('.image:focus').getAttribute('aria-label')).toBe('Image 3: not judged')

    // What is judged while nobody listens waits in the page, and is kept once somebody does again.
    await kill(server)
    await press(page, 'Shift+Y')
    await page.getByText('The server has stopped.').waitFor()
    expect(await keptOf('smile')).toEqual({ 1: true, 2: false, 6: false })
    const again = await serve(Number(new URL(address).port))
    const other = await context.newPage()
    await other.goto(again.address)
    await saved(page)
    expect(await keptOf('smile')).toEqual({ 1: true, 2: false, 3: true, 4: true, 5: true, 6: false })
    await other.reload()
    await other.locator('.image img').first().waitFor()
    expect(await other.locator('h1').textContent()).toContain('hat')
    expect(wrongs).toEqual([])
  })

  it('keeps the tag that is judged in sight in a list that does not fit', async () => {
    const { page } = await open((await serve()).address)
    await page.setViewportSize({ width: 1440, height: 150 })
    const list = page.locator('.tags')
    expect(await list.evaluate((element) => element.scrollHeight > element.clientHeight)).toBe(true)
    await press(page, ']', ']')
    const isInSight = await list.evaluate((element) => {
      const [current, all] = [element.querySelector('[aria-current="true"]')!, element].map((each) =>
        each.getBoundingClientRect(),
      )
      return current!.top >= all!.top && current!.bottom <= all!.bottom
    })
    expect(isInSight).toBe(true)
  })

  it('shows the table beside the paper at the end', async () => {
    const { page, wrongs } = await open((await serve()).address)
    await press(page, 'Shift+Y', 'Enter', 'n', 'Shift+Y', 'Enter', 'Shift+N', 'Enter')
    const rows = page.getByRole('dialog', { name: 'Results' }).locator('tbody tr, tfoot tr')
    expect(await rows.allInnerTexts()).toEqual([
      'smile\t6/6\t1.00\t0.61–1.00\t0.95',
      'hat\t5/6\t0.83\t0.44–0.97\t0.15',
      'glasses\t0/6\t0.00\t0.00–0.39\t0.45',
      expect.stringMatching(/^mean of 3\t\t0\.61\t/),
    ])
    await press(page, 'Escape', '?')
    await page.getByRole('dialog', { name: 'Keys' }).waitFor()
    expect(wrongs).toEqual([])
  })

  it('is worked by touch on a narrow screen', async () => {
    const { page, wrongs } = await open((await serve()).address, 375)
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(375)
    await page.locator('.image').nth(1).tap()
    await page.locator('.image').nth(2).tap()
    await page.locator('.image').nth(2).tap()
    await page.getByRole('button', { name: 'Other 4 do' }).tap()
    await poll(() => shown(page)).toEqual(['yes', 'yes', 'no', 'yes', 'yes', 'yes'])
    await page.getByRole('combobox', { name: 'Tag' }).selectOption('glasses (0/6)')
    await page.getByRole('button', { name: 'Does not' }).tap()
    await page.getByRole('button', { name: 'Undo' }).tap()
    await page.getByRole('button', { name: 'Previous tag' }).tap()
    await page.getByRole('button', { name: 'Shows it' }).tap()
    await poll(() => Promise.all(['smile', 'hat', 'glasses'].map(keptOf))).toEqual([
      { 1: true, 2: true, 3: false, 4: true, 5: true, 6: true },
      { 1: true },
      {},
    ])
    expect(await readFile(join(folder, 'judgements.jsonl'), 'utf8')).toMatch(/"shows":null/)
    expect(wrongs).toEqual([])
  })
})
