import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join } from 'node:path'

/** @type {Record<string, string>} */
const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.mjs': 'text/javascript',
  '.wasm': 'application/wasm',
}

/**
 * Serves folders by the prefix of the path, and texts by the whole path, to pages that may have threads.
 * @param {Record<string, string>} folders
 * @param {Record<string, string>} pages
 */
export async function serveFolders(folders, pages) {
  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname
    response.setHeader('cross-origin-opener-policy', 'same-origin')
    response.setHeader('cross-origin-embedder-policy', 'require-corp')
    response.setHeader(
      'content-type',
      types[extname(path)] ?? (path.endsWith('/') ? 'text/html' : 'application/octet-stream'),
    )
    if (pages[path] !== undefined) return response.end(pages[path])
    const prefix = Object.keys(folders).find((start) => path.startsWith(start))
    const file = prefix && join(folders[prefix] ?? '', path.slice(prefix.length))
    const size = file && (await stat(file).catch(() => undefined))?.size
    if (!file || !size) return response.writeHead(404).end()
    response.setHeader('content-length', size)
    createReadStream(file).pipe(response)
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  return {
    origin: `http://localhost:${address.port}`,
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
