import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { type StartWebServerOptions, startWebServer, type WebServer } from './web-server.js'

const folderOf = (address: string): string => dirname(fileURLToPath(address))

/** What a page finds under `/node_modules`, as a server of plain files has it. */
const packages = {
  '/node_modules/@animegan/runtime-web/dist/': fileURLToPath(new URL('../../dist', import.meta.url)),
  '/node_modules/onnxruntime-web/dist/': folderOf(
    import.meta.resolve('onnxruntime-web/ort-wasm-simd-threaded.wasm'),
  ),
  '/node_modules/@animegan/weights-dahlia/': folderOf(
    import.meta.resolve('@animegan/weights-dahlia/manifest.json'),
  ),
}

const html = `<!doctype html><meta charset="utf-8"><title>runtime-web</title><link rel="icon" href="data:,">
<script src="/node_modules/@animegan/runtime-web/dist/animegan.js"></script>`

/** The global that the script tag makes. */
export type Runtime = typeof import('../index.js')

/** For tests: a server of a page with the packed script, and of all that it needs. */
export const serveRuntime = (options: StartWebServerOptions = {}): Promise<WebServer> =>
  startWebServer({
    ...options,
    folders: { ...packages, ...options.folders },
    pages: { '/': html, ...options.pages },
  })

/** Opens that page in a context of its own, with an empty cache; what it should never do ends up in `wrongs`. */
export async function openRuntimePage(
  browser: Browser,
  { origin }: WebServer,
  script?: string,
): Promise<Page & { wrongs: string[] }> {
  const context = await browser.newContext()
  const page = Object.assign(await context.newPage(), { wrongs: [] as string[] })
  page.on('pageerror', (error) => page.wrongs.push(error.message))
  if (script) await page.addInitScript(script)
  await page.goto(origin)
  return page
}
