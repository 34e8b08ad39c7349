import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'

export interface StartWebServerOptions {
  /** Which folder answers which prefix of paths, such as `/weights/`. The longest prefix wins. */
  folders?: Record<string, string> | undefined
  /** Texts by path, such as `/`. */
  pages?: Record<string, string> | undefined
  /** Whether pages are cross-origin isolated, so that they may have threads. Default false. */
  isolated?: boolean | undefined
  /** Answers a request in the server's stead and says so, or leaves it alone. */
  intercept?: ((request: IncomingMessage, response: ServerResponse) => boolean | Promise<boolean>) | undefined
}

export interface WebServer extends AsyncDisposable {
  /** Without a slash at the end. */
  origin: string
  /** What was asked for so far: path, and range if any. */
  requests: string[]
  intercept: StartWebServerOptions['intercept']
  close(): Promise<void>
}

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
}

/** For tests: a web server of folders and texts on a free port of this machine, which knows ranges. */
export async function startWebServer(options: StartWebServerOptions): Promise<WebServer> {
  const { folders = {}, pages = {}, isolated = false } = options
  const prefixes = Object.keys(folders).sort((a, b) => b.length - a.length)
  const requests: string[] = []

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname)
    requests.push(request.headers.range ? `${path} ${request.headers.range}` : path)
    response.setHeader('access-control-allow-origin', '*')
    response.setHeader('cross-origin-resource-policy', 'cross-origin')
    if (isolated) {
      response.setHeader('cross-origin-opener-policy', 'same-origin')
      response.setHeader('cross-origin-embedder-policy', 'require-corp')
    }
    if (await server.intercept?.(request, response)) return
    const page = pages[path]
    if (page !== undefined) {
      response.setHeader('content-type', types[extname(path)] ?? types['.html']!)
      response.end(page)
      return
    }
    const prefix = prefixes.find((start) => path.startsWith(start))
    const file = prefix && join(folders[prefix]!, path.slice(prefix.length))
    await sendFile(file && path.endsWith('/') ? join(file, 'index.html') : file, request, response)
  }
  const http = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const close = async (): Promise<void> => {
    http.closeAllConnections()
    await new Promise<void>((resolve) => http.close(() => resolve()))
  }
  const server: WebServer = {
    origin: `http://localhost:${(http.address() as AddressInfo).port}`,
    requests,
    intercept: options.intercept,
    close,
    [Symbol.asyncDispose]: close,
  }
  return server
}

async function sendFile(
  file: string | undefined,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const found = file ? await stat(file).catch(() => undefined) : undefined
  if (!file || !found?.isFile()) {
    response.writeHead(404).end()
    return
  }
  const { size } = found
  response.setHeader('content-type', types[extname(file)] ?? 'application/octet-stream')
  const begin = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? Number.NaN)
  if (begin < size) {
    response.setHeader('content-range', `bytes ${begin}-${size - 1}/${size}`)
    response.setHeader('content-length', size - begin)
    response.writeHead(206)
    createReadStream(file, { start: begin }).pipe(response)
    return
  }
  response.setHeader('content-length', size)
  createReadStream(file).pipe(response)
}
