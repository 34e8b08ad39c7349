import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export interface ServeSiteOptions {
  /** Whether the server sends the headers of cross-origin isolation. Default true. */
  isolated?: boolean | undefined
}

export interface SiteServer extends AsyncDisposable {
  /** Of the page; it lies in a folder, as on many hosts. */
  url: string
  /** Paths that were asked for so far. */
  requests: string[]
  /** Answers a request in the server's stead and says so, or leaves it alone, at once or later. */
  intercept: ((request: IncomingMessage, response: ServerResponse) => boolean | Promise<boolean>) | undefined
}

const dist = fileURLToPath(new URL('../../dist', import.meta.url))
const prefix = '/site/'

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
}

/** For tests: the built site on a free port of this machine, as any host of static files serves it. */
export async function serveSite({ isolated = true }: ServeSiteOptions = {}): Promise<SiteServer> {
  const requests: string[] = []
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    requests.push(pathname)
    if (await server.intercept?.(request, response)) return
    if (isolated) {
      response.setHeader('cross-origin-opener-policy', 'same-origin')
      response.setHeader('cross-origin-embedder-policy', 'require-corp')
    }
    const name = pathname === prefix ? 'index.html' : pathname.slice(prefix.length)
    const file = join(dist, name)
    const isInside = pathname.startsWith(prefix) && file.startsWith(dist)
    const found = isInside ? await stat(file).catch(() => undefined) : undefined
    if (!found?.isFile()) {
      response.writeHead(404).end()
      return
    }
    response.setHeader('content-type', types[extname(file)] ?? 'application/octet-stream')
    response.setHeader('content-length', found.size)
    createReadStream(file).pipe(response)
  }
  const http = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const server: SiteServer = {
    url: `http://localhost:${(http.address() as AddressInfo).port}${prefix}`,
    requests,
    intercept: undefined,
    [Symbol.asyncDispose]: async () => {
      http.closeAllConnections()
      await new Promise<void>((resolve) => http.close(() => resolve()))
    },
  }
  return server
}
