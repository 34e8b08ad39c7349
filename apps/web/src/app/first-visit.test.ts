import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants } from 'node:zlib'
import { beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser, missingBrowser, openPage } from '../testing/site-browser'
import { serveSite } from '../testing/site-server'

const dist = fileURLToPath(new URL('../../dist/', import.meta.url))

/** Bytes that a host which compresses well sends until the page can be used; the model comes on top. */
const budget = 250_000

/** Bytes of the model that new visitors get, with what runs it on the processor. */
const modelBudget = 5_000_000

describe.skipIf(missingBrowser)(`a first visit${missingBrowser ? ` (${missingBrowser})` : ''}`, () => {
  let url: string
  const requests: URL[] = []
  let early: readonly URL[]

  beforeAll(async () => {
    await using server = await serveSite()
    const browser = await launchBrowser()
    const page = await openPage(browser)
    // The service worker fetches the rest in its own time.
    page.on('request', (request) => {
      if (!request.serviceWorker()) requests.push(new URL(request.url()))
    })
    await page.goto(server.url)
    await page.getByRole('button', { name: 'Generate' }).waitFor()
    early = [...requests]
    await page.getByRole('status').filter({ hasText: 'drawn' }).waitFor({ state: 'attached' })
    url = server.url
    expect(page.wrongs).toEqual([])
    await browser.close()
  })

  it('asks no other host for anything', () => {
    const foreign = requests.filter(({ href }) => !href.startsWith(url) && !href.startsWith('blob:'))
    expect(foreign.map(String)).toEqual([])
  })

  it('is light until one can press Generate', async () => {
    const names = early
      .filter(({ href }) => href.startsWith(url))
      .map(({ href }) => href.slice(url.length).replace(/[?#].*/, '') || 'index.html')
    const files = [...new Set(names)].filter((name) => !/\.(wasm|onnx)$|-worker-/.test(name))
    const sizes = await Promise.all(
      files.map(async (name) => brotliCompressSync(await readFile(dist + name)).length),
    )
    expect(files).toContain('index.html')
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(budget)
  })

  it('is light until one sees a face', async () => {
    const names = requests.map(({ pathname }) => pathname.replace(/^.*\/(?=assets\/|weights\/)/, ''))
    const files = [...new Set(names)].filter((name) => /\.(wasm|onnx)$/.test(name))
    const sizes = await Promise.all(files.map((name) => measureQuickly(dist + name)))
    expect(files).toHaveLength(2)
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(modelBudget)
  })
})

/** Bytes in brotli as hosts compress on the fly; files that are compressed beforehand are smaller still. */
async function measureQuickly(file: string): Promise<number> {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 5 }
  return brotliCompressSync(await readFile(file), { params }).length
}
